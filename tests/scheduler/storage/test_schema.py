"""Migrations make the tables that the code expects, once, on either database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, UniqueConstraint, inspect, text

from scheduler.errors import InvalidInput
from scheduler.storage import ensure_ready, migrate, schema_state, unit_of_work
from scheduler.storage.engine import connect
from scheduler.storage.tables import metadata
from tests.scheduler.builders import make_network


@pytest.fixture
def empty_engine(empty_url, open_databases):
    """A database without any table, on either system."""
    return open_databases(empty_url)


@pytest.fixture
def own_engine(empty_engine):
    """A migrated database whose schema a test may spoil, on either system."""
    migrate(empty_engine)
    return empty_engine


def execute(engine, statement):
    """Change the database behind the product's back."""
    with connect(engine, write=True) as connection:
        connection.execute(text(statement))
        connection.commit()


def names_of(table, kind):
    """Names of a table's constraints of a kind."""
    return {each.name for each in table.constraints if isinstance(each, kind)}


def test_migrations_agree_with_the_tables(engine):
    """What the migrations made is exactly what the metadata describes."""
    with connect(engine, write=False) as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_constraints_have_the_names_of_the_metadata(engine):
    """Later migrations find every key under its name."""
    with connect(engine, write=False) as connection:
        found = inspect(connection)
        for table in metadata.sorted_tables:
            names = {each["name"] for each in found.get_foreign_keys(table.name)}
            assert names == {key.name for key in table.foreign_key_constraints}
            checks = {each["name"] for each in found.get_check_constraints(table.name)}
            assert checks == names_of(table, CheckConstraint)
            uniques = found.get_unique_constraints(table.name)
            assert {each["name"] for each in uniques} == names_of(
                table, UniqueConstraint
            )
            key = found.get_pk_constraint(table.name)
            assert key["name"] == table.primary_key.name
            assert key["constrained_columns"] == table.primary_key.columns.keys()


def test_migrating_takes_an_empty_database_to_the_head(empty_engine):
    """An empty database has no version; migrating twice is no error."""
    assert schema_state(empty_engine).current is None
    migrate(empty_engine)
    migrate(empty_engine)
    assert schema_state(empty_engine).is_current


def test_empty_database_is_made_ready_by_itself(empty_engine):
    """A first command needs no command before it."""
    ensure_ready(empty_engine)
    ensure_ready(empty_engine)
    with unit_of_work(empty_engine) as uow:
        uow.replace_network(make_network())
        uow.commit()


def test_newer_database_is_refused(own_engine):
    """A schema of an unknown version is left alone, with the way out."""
    execute(own_engine, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(InvalidInput, match="newer Meridian"):
        ensure_ready(own_engine)
    with pytest.raises(InvalidInput, match="newer Meridian"):
        migrate(own_engine)


def test_older_database_is_not_migrated_unasked(own_engine):
    """Data is migrated on purpose only; the message names the command."""
    execute(own_engine, "UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(InvalidInput, match="meridian migrate"):
        ensure_ready(own_engine)


def test_database_of_something_else_is_left_alone(empty_engine):
    """Tables that are not Meridian's keep it from spreading out beside them."""
    execute(empty_engine, "CREATE TABLE invoices (id INTEGER)")
    with pytest.raises(InvalidInput, match="invoices"):
        ensure_ready(empty_engine)
    assert schema_state(empty_engine).current is None


def test_many_that_start_at_once_migrate_once(empty_url, open_databases):
    """Two programs that meet an empty database do not get in each other's way."""
    together = Barrier(4)

    def start(_):
        together.wait()
        engine = open_databases(empty_url)
        ensure_ready(engine)
        return schema_state(engine).is_current

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(start, range(4)))
