"""What reviewers decide has a table of its own; copies that were kept with results go there."""

from __future__ import annotations

import hashlib

from alembic import op
from sqlalchemy import Column, Integer, LargeBinary, String, UniqueConstraint, text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the table, and moves what was decided into it."""
    op.create_table(
        "fazhi_decisions",
        Column("number", Integer, primary_key=True),
        Column("digest", String(64), nullable=False),
        Column("line", LargeBinary, nullable=False),
        UniqueConstraint("digest", name="fazhi_decisions_once"),
        sqlite_autoincrement=True,
    )
    connection = op.get_bind()
    kept = connection.execute(
        text("SELECT decisions FROM fazhi_results WHERE decisions IS NOT NULL ORDER BY number")
    ).scalars()
    lines = dict.fromkeys(line for each in kept for line in bytes(each).split(b"\n") if line)
    for line in lines:
        connection.execute(
            text("INSERT INTO fazhi_decisions (digest, line) VALUES (:digest, :line)"),
            {"digest": hashlib.sha256(line).hexdigest(), "line": line},
        )
    op.drop_column("fazhi_results", "decisions")
