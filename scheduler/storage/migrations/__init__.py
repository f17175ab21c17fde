"""The steps from one schema to the next, which Alembic loads by path.

A change of the tables comes with a new module in ``versions``, numbered on; a
test holds the outcome against the tables. Nothing is ever migrated back: a
copy of the database from before is the way back.
"""
