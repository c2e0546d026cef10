"""Runs the steps on the connection that `store.migrating` hands over, inside its transaction."""

from alembic import context

from kautilya.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=False)
with context.begin_transaction():
    context.run_migrations()
