"""A booking front end and the small network behind it, for tests."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from api.http.app import Application, create_app
from api.http.services import EXTENSION, services_of
from scheduler.domain.network import Network
from scheduler.domain.patient import AcceptedClinic, Contraindication
from scheduler.settings import Settings
from scheduler.storage import unit_of_work
from scheduler.storage.engine import connect
from scheduler.storage.tables import idempotency, metadata
from tests.scheduler.builders import (
    make_clinic,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_room,
    make_shift,
    make_treatment,
)

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)  # an hour before the clinics open
MINUTE = timedelta(minutes=1)
BOTH = (AcceptedClinic(clinic="north"), AcceptedClinic(clinic="south"))

Tables = dict[str, list[tuple[Any, ...]]]
Refused = Callable[..., dict[str, Any]]


def make_two_clinics(**overrides: Any) -> Network:
    """
    Clinics north, with Mei and Leo in two rooms, and south, with Sol in one.

    Laser is done at south alone. Ada has a course; Cyd may not be treated yet.
    """
    south = make_shift(clinic="south")
    values = {
        "clinics": (make_clinic(), make_clinic(id="south")),
        "rooms": (
            make_room(),
            make_room(id="north-2"),
            make_room(id="south-1", clinic="south", features=("couch", "laser")),
        ),
        "practitioners": (
            make_practitioner(),
            make_practitioner(id="leo"),
            make_practitioner(id="sol", shifts=(south,)),
        ),
        "treatments": (
            make_treatment(),
            make_treatment(id="laser", room_features=("laser",)),
        ),
        "patients": (
            make_patient(id="ada", clinics=BOTH),
            make_patient(id="ben", clinics=BOTH),
            make_patient(
                id="cyd", contraindications=(Contraindication.BLOOD_THINNERS,)
            ),
        ),
        "courses": (make_course(id="glow-1", patient="ada", starts_on=MONDAY),),
    }
    return make_network(**(values | overrides))


class Clock:
    """What the application takes for the present; it stands until it is set."""

    def __init__(self) -> None:
        self.now_utc = NOW

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.now_utc


class Desk:
    """
    A front end: asks the application, and compares each answer with the contract.

    Every status has to be documented for the operation, and every error a problem.
    """

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self.settings = settings
        self.engine = engine
        self.clock = Clock()
        self.app: Application
        self.client: FlaskClient
        self.start()

    def start(self) -> None:
        """Start the application."""
        self.app = create_app(self.settings)
        services = replace(services_of(self.app), now_utc=self.clock)
        self.app.extensions[EXTENSION] = services
        self.client = self.app.test_client()

    def begin(self, network: Network) -> None:
        """Begin anew with a network, at eight o'clock."""
        self.clock.now_utc = NOW
        with self.engine.begin() as connection:
            connection.execute(idempotency.delete())
        store(self.engine, network)

    def close(self) -> None:
        """End the application."""
        services_of(self.app).close()

    def restart(self) -> None:
        """End the application and start it anew over the same database."""
        self.close()
        self.start()

    def ask(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        """
        Send a request.

        Parameters
        ----------
        key, tag
            Headers Idempotency-Key and If-Match.
        query
            Parameters.
        """
        names = {"key": "Idempotency-Key", "tag": "If-Match"}
        headers = {names[name]: options.pop(name) for name in names if name in options}
        query = options.pop("query", None)
        if body is not None:
            # in ASCII, so that it can say whatever JSON can
            options |= {"data": json.dumps(body), "content_type": "application/json"}
        response = self.client.open(
            path, method=method, headers=headers, query_string=query, **options
        )
        self._must_be_documented(method, path, response)
        return response

    def get(self, path: str, **options: Any) -> Any:
        """Read."""
        return self.ask("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Any:
        """Send a change."""
        return self.ask("POST", path, body, **options)

    def delete(self, path: str, **options: Any) -> Any:
        """Remove."""
        return self.ask("DELETE", path, **options)

    def slots(self, **query: Any) -> list[dict[str, Any]]:
        """Give open slots, by default for a facial at north on Monday."""
        asked = {"from": str(MONDAY), "to": str(MONDAY)} | query
        if not {"treatment", "session", "course"} & set(query):
            asked |= {"treatment": "facial"}
        asked.setdefault("clinic", "north")
        response = self.get("/v1/slots", query=asked)
        assert response.status_code == 200, response.data
        return [slot for day in response.get_json()["days"] for slot in day["slots"]]

    def slot(self, hour: int = 10, minute: int = 0, **query: Any) -> dict[str, Any]:
        """Give the open slot at an hour of the day."""
        wanted = f"T{hour:02}:{minute:02}:00"
        return next(slot for slot in self.slots(**query) if wanted in slot["start"])

    def hold(self, slot: Mapping[str, Any], **body: Any) -> dict[str, Any]:
        """Hold a slot for a facial."""
        wanted = {} if "session" in body else {"treatment": "facial"}
        response = self.post("/v1/holds", {"slot": slot, **wanted, **body})
        assert response.status_code == 201, response.data
        answer: dict[str, Any] = response.get_json()
        return answer

    def book(self, slot: Mapping[str, Any], **body: Any) -> dict[str, Any]:
        """Book a slot for a facial for Ben."""
        wanted = {} if "session" in body else {"treatment": "facial", "patient": "ben"}
        response = self.post("/v1/appointments", {"slot": slot, **wanted, **body})
        assert response.status_code == 201, response.data
        answer: dict[str, Any] = response.get_json()
        return answer

    def tables(self) -> Tables:
        """Give every row of the database."""
        return all_rows(self.engine)

    def _must_be_documented(
        self, method: str, path: str, response: TestResponse
    ) -> None:
        operation = operation_of(contract(), method, path)
        status = response.status_code
        if operation is not None:
            assert str(status) in operation["responses"], (method, path, response.data)
        assert status < 500, response.data
        if status >= 400:
            assert response.content_type == "application/problem+json"
            assert response.get_json()["status"] == status


@cache
def contract() -> Any:
    """The contract of this version, which is that of every application."""
    app = create_app(Settings(_env_file=None))
    services_of(app).close()
    return app.api_doc


def operation_of(document: Any, method: str, path: str) -> dict[str, Any] | None:
    """The operation of the contract that a request means; None: it has none."""
    for template, item in document["paths"].items():
        pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path):
            found: dict[str, Any] | None = item.get(method.lower())
            return found
    return None


def all_rows(engine: Engine) -> Tables:
    """Every row of a database, by table."""
    with connect(engine, write=False) as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def store(engine: Engine, network: Network) -> None:
    """Put a network into a database."""
    with unit_of_work(engine) as uow:
        uow.replace_network(network)
        uow.commit()


def texts(data: Any) -> Iterator[str]:
    """Every text in an answer, however deep."""
    match data:
        case dict():
            for value in data.values():
                yield from texts(value)
        case list():
            for value in data:
                yield from texts(value)
        case str():
            yield data
