"""What Alembic runs for a migration: the steps, in the transaction that the caller began."""

from __future__ import annotations

from alembic import context

from analyzer.store.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    # Both databases take back changed tables, too; Alembic does not trust SQLite with it.
    transactional_ddl=True,
)
context.run_migrations()
