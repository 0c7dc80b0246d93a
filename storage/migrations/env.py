"""Run migrations on the connection that storage.migrate hands in."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite has no ALTER COLUMN
    transactional_ddl=True,  # our BEGIN IMMEDIATE covers SQLite's DDL, too
    transaction_per_migration=False,
)
context.run_migrations()
