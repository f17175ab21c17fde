"""Run the migrations on the connection that the caller has opened."""

from alembic import context

from scheduler.storage.tables import metadata

# Alembic loads this file for every command; the transaction is the caller's.
context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata
)
context.run_migrations()
