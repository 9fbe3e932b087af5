"""Run by Alembic: the steps run on the connection and in the transaction that `migrate.py` gives them."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=True, transaction_per_migration=False)
context.run_migrations()
