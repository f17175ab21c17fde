"""``/health`` and ``/ready``."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from api.http.app import create_app
from api.http.services import services_of
from scheduler.settings import Settings
from scheduler.storage import migrate
from tests.api.http.test_errors import must_be_problem


def test_health_needs_no_database(tmp_path: Path) -> None:
    """The server is alive although its database cannot be opened."""
    url = f"sqlite:///{tmp_path / 'missing' / 'meridian.db'}"
    app = create_app(Settings(_env_file=None, database_url=url))
    client = app.test_client()
    assert client.get("/health").get_json() == {"status": "ok"}
    must_be_problem(client.get("/ready"), 503, "database_unavailable")
    must_be_problem(client.get("/v1/clinics"), 503, "database_unavailable")
    services_of(app).close()


def test_ready_tells_the_migration(client: FlaskClient) -> None:
    """With the database in order the answer is 200."""
    body = client.get("/ready").get_json()
    assert (body["database"], body["migrations"]) == ("ok", "ok")
    assert body["schema_revision"]


def test_a_missing_migration_is_told_from_a_missing_database(empty_url: str) -> None:
    """An empty database answers, but its schema is not there yet."""
    app = create_app(Settings(_env_file=None, database_url=empty_url))
    client = app.test_client()
    body = must_be_problem(client.get("/ready"), 503, "migrations_pending")
    assert "meridian migrate" in body["detail"]
    must_be_problem(client.get("/v1/clinics"), 503, "migrations_pending")
    services_of(app).close()


def test_a_database_that_comes_back_is_used_again(tmp_path: Path) -> None:
    """Each request tries anew: no restart is needed."""
    folder = tmp_path / "later"
    url = f"sqlite:///{folder / 'meridian.db'}"
    app = create_app(Settings(_env_file=None, database_url=url))
    client = app.test_client()
    must_be_problem(client.get("/ready"), 503, "database_unavailable")
    folder.mkdir()
    must_be_problem(client.get("/ready"), 503, "migrations_pending")
    migrate(services_of(app).database.engine())
    assert client.get("/ready").status_code == 200
    services_of(app).close()
