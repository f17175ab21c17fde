"""The booking desk of a small network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scheduler.settings import Settings
from scheduler.storage import migrate, open_engine
from tests.api.http.desk import Desk, Refused, make_two_clinics, store
from tests.api.http.street import Street, make_busy_clinic
from tests.api.http.test_errors import must_be_problem


@pytest.fixture(scope="session")
def open_desk(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """A front end for all tests, which is quicker than one for each."""
    path = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("desk") / "desk.db")
    url = f"sqlite:///{path}"
    engine = open_engine(url)
    desk = Desk(
        Settings(_env_file=None, database_url=url, max_body_bytes=100_000, workers=1),
        engine,
    )
    yield desk
    desk.close()
    engine.dispose()


@pytest.fixture
def desk(open_desk: Desk) -> Desk:
    """A front end of two clinics, on Monday 23 November 2026 at 08:00."""
    open_desk.begin(make_two_clinics())
    return open_desk


@pytest.fixture
def refused(desk: Desk) -> Refused:
    """Send a request that must be refused with nothing changed; give the problem."""

    def sent(
        method: str, path: str, body: Any, status: int, code: str, **options: Any
    ) -> dict[str, Any]:
        before = desk.tables(), desk.slots()
        response = desk.ask(method, path, body, **options)
        problem = must_be_problem(response, status, code)
        assert (desk.tables(), desk.slots()) == before
        return problem

    return sent


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def street_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """URL of a migrated database of either system, for servers alone."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('street') / 'street.db'}"
    else:
        postgres = request.getfixturevalue("postgres")
        postgres.execute("CREATE DATABASE street")
        url = postgres.url("street")
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def open_street(
    street_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Street]:
    """Two servers, for all tests that ask them."""
    street = Street(street_url, tmp_path_factory.mktemp("servers"), 2)
    yield street
    street.close()


@pytest.fixture
def street(open_street: Street) -> Street:
    """Two servers over one database with a clinic in which nothing is booked."""
    store(open_street.engine, make_busy_clinic())
    return open_street
