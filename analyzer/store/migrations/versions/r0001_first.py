"""The first version: documents, their texts and verdicts, failures, and where they were found."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)

revision = "0001"
down_revision = None

_DIGEST = String(64)
_CASCADE = "CASCADE"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "fazhi_documents",
        Column("digest", _DIGEST, primary_key=True),
        Column("size", BigInteger, nullable=False),
        Column("first_seen", BigInteger, nullable=False),
    )
    op.create_table(
        "fazhi_readings",
        Column("number", Integer, primary_key=True),
        Column(
            "digest",
            _DIGEST,
            ForeignKey("fazhi_documents.digest", ondelete=_CASCADE),
            nullable=False,
        ),
        Column("reading", _DIGEST, nullable=False),
        Column("text", LargeBinary, nullable=False),
        Column("text_digest", _DIGEST, nullable=False),
        Column("provenance", LargeBinary, nullable=False),
        UniqueConstraint("digest", "reading", name="fazhi_readings_once"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "fazhi_results",
        Column("number", Integer, primary_key=True),
        Column("digest", _DIGEST, nullable=False),
        Column("reading", _DIGEST, nullable=False),
        Column("judging", _DIGEST, nullable=False),
        Column("pack", Text, nullable=False),
        Column("program", Text, nullable=False),
        Column("judged_at", BigInteger, nullable=False),
        Column("year", Integer),
        Column("issuer", Text),
        Column("payload", LargeBinary, nullable=False),
        Column("decisions", LargeBinary),
        ForeignKeyConstraint(
            ["digest", "reading"],
            ["fazhi_readings.digest", "fazhi_readings.reading"],
            ondelete=_CASCADE,
            name="fazhi_results_reading",
        ),
        UniqueConstraint("digest", "reading", "judging", name="fazhi_results_once"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "fazhi_failures",
        Column(
            "digest",
            _DIGEST,
            ForeignKey("fazhi_documents.digest", ondelete=_CASCADE),
            primary_key=True,
        ),
        Column("reading", _DIGEST, primary_key=True),
        Column("code", Text, nullable=False),
        Column("message", Text, nullable=False),
    )
    op.create_table(
        "fazhi_sources",
        Column("place", _DIGEST, primary_key=True),
        Column("path", Text, nullable=False),
        Column("given", Text, nullable=False),
        Column("digest", _DIGEST, ForeignKey("fazhi_documents.digest"), nullable=False),
        Column("size", BigInteger, nullable=False),
        Column("mtime_ns", BigInteger, nullable=False),
        Column("seen_at", BigInteger, nullable=False),
    )
    op.create_table(
        "fazhi_versions",
        Column("number", Integer, primary_key=True),
        Column(
            "place", _DIGEST, ForeignKey("fazhi_sources.place", ondelete=_CASCADE), nullable=False
        ),
        Column("digest", _DIGEST, ForeignKey("fazhi_documents.digest"), nullable=False),
        Column("given", Text, nullable=False),
        Column("size", BigInteger, nullable=False),
        Column("mtime_ns", BigInteger, nullable=False),
        Column("first_seen", BigInteger, nullable=False),
        UniqueConstraint("place", "digest", name="fazhi_versions_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("fazhi_sources_digest", "fazhi_sources", ["digest"])
    op.create_index("fazhi_versions_digest", "fazhi_versions", ["digest"])
