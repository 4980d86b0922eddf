"""Every result gets its grade; a table is made and filled."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text, text

from analyzer.store.schema import HEAD

revision = "9999"
down_revision = HEAD


def upgrade() -> None:
    op.add_column("fazhi_results", Column("grade", Text))
    op.execute(text("UPDATE fazhi_results SET grade = '甲'"))
    op.create_table("fazhi_grades", Column("digest", Text, primary_key=True))
    op.execute(text("INSERT INTO fazhi_grades SELECT digest FROM fazhi_results"))
    if op.get_context().config.attributes.get("breaks"):  # type: ignore[union-attr]
        raise KeyboardInterrupt
