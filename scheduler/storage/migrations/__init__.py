"""The steps from one schema to the next; Alembic loads them by path."""
