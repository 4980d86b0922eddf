"""The tables of the newest version, as the queries use them; ``migrations`` makes them.

Times are seconds since 1970 as the clock said; they are shown and never compared. What is newer is
told by ``number``, which only grows.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0002"
"""The newest version; ``migrations`` need to be looked at only where a database has another."""

VERSION_TABLE = "fazhi_version"
metadata = MetaData()

_DIGEST = String(64)
_CASCADE = "CASCADE"

# One row for each content of a file.
documents = Table(
    "fazhi_documents",
    metadata,
    Column("digest", _DIGEST, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
)

# The text of a document, for each way of reading.
readings = Table(
    "fazhi_readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("digest", _DIGEST, ForeignKey(documents.c.digest, ondelete=_CASCADE), nullable=False),
    Column("reading", _DIGEST, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("text_digest", _DIGEST, nullable=False),
    Column("provenance", LargeBinary, nullable=False),
    UniqueConstraint("digest", "reading", name="fazhi_readings_once"),
    sqlite_autoincrement=True,
)

# The verdict on a text, for each way of judging.
results = Table(
    "fazhi_results",
    metadata,
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
    ForeignKeyConstraint(
        ["digest", "reading"],
        [readings.c.digest, readings.c.reading],
        ondelete=_CASCADE,
        name="fazhi_results_reading",
    ),
    UniqueConstraint("digest", "reading", "judging", name="fazhi_results_once"),
    sqlite_autoincrement=True,
)

# Why a document could not be read or judged.
failures = Table(
    "fazhi_failures",
    metadata,
    Column("digest", _DIGEST, ForeignKey(documents.c.digest, ondelete=_CASCADE), primary_key=True),
    Column("reading", _DIGEST, primary_key=True),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
)

# Where documents were found, and which one stands there now. ``place`` is the SHA-256 of the
# absolute path: names in archives may be longer than an index takes.
sources = Table(
    "fazhi_sources",
    metadata,
    Column("place", _DIGEST, primary_key=True),
    Column("path", Text, nullable=False),
    Column("given", Text, nullable=False),
    Column("digest", _DIGEST, ForeignKey(documents.c.digest), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Index("fazhi_sources_digest", "digest"),
)

# Every document that ever stood at a place, in the order in which they were first seen there.
versions = Table(
    "fazhi_versions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("place", _DIGEST, ForeignKey(sources.c.place, ondelete=_CASCADE), nullable=False),
    Column("digest", _DIGEST, ForeignKey(documents.c.digest), nullable=False),
    Column("given", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    UniqueConstraint("place", "digest", name="fazhi_versions_once"),
    Index("fazhi_versions_digest", "digest"),
    sqlite_autoincrement=True,
)

# What reviewers decided and took back, as lines of a decision file, in the order in which they came
# in. They belong to bodies and years, not to documents: they outlive both results and files.
decisions = Table(
    "fazhi_decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("digest", _DIGEST, nullable=False),
    Column("line", LargeBinary, nullable=False),
    UniqueConstraint("digest", name="fazhi_decisions_once"),
    sqlite_autoincrement=True,
)
