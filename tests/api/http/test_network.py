"""``/v1/clinics`` and its like: lists in pages, single things, entity tags."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from api.http.resources.network import COLLECTIONS
from scheduler.domain.calendar import LocalSpan
from scheduler.domain.practitioner import Break, ShiftException
from scheduler.storage import unit_of_work
from tests.scheduler.builders import (
    make_clinic,
    make_network,
    make_practitioner,
    make_room,
    make_window,
)

NAMES = [collection.name for collection in COLLECTIONS]


@pytest.fixture(autouse=True)
def _network(sqlite_engine: Engine) -> None:
    """A network with three rooms, and a clinic open to midnight."""
    closure = LocalSpan(
        first_day=date(2026, 12, 24), last_day=date(2026, 12, 24), from_local=time(12)
    )
    hours = (make_window(from_local=time(9), to_local=time(0)),)
    network = make_network()
    network = replace(
        network,
        clinics=(make_clinic(hours=hours, closures=(closure,)),),
        rooms=tuple(make_room(id=f"north-{n}") for n in (1, 2, 3)),
        practitioners=tuple(
            make_practitioner(
                id=person.id,
                break_=Break(break_min=30, from_local=time(12), to_local=time(14)),
                exceptions=(ShiftException(day=date(2026, 12, 1)),),
            )
            for person in network.practitioners
        ),
    )
    with unit_of_work(sqlite_engine) as uow:
        uow.replace_network(network)
        uow.commit()


@pytest.mark.parametrize("name", NAMES)
def test_every_listed_thing_can_be_got_by_its_id(
    client: FlaskClient, name: str
) -> None:
    """A list's items and the single thing have the same shape."""
    listed = client.get(f"/v1/{name}").get_json()
    assert listed["items"]
    for item in listed["items"]:
        assert client.get(f"/v1/{name}/{item['id']}").get_json() == item


def test_pages_follow_each_other_by_cursor(client: FlaskClient) -> None:
    """Every item comes once, in the order of ids, whatever the size of a page."""
    seen: list[str] = []
    path = "/v1/rooms?limit=2"
    while True:
        page = client.get(path).get_json()
        seen += [room["id"] for room in page["items"]]
        if page["next_cursor"] is None:
            break
        path = f"/v1/rooms?limit=2&cursor={page['next_cursor']}"
    assert seen == ["north-1", "north-2", "north-3"]


def test_a_full_last_page_has_no_cursor(client: FlaskClient) -> None:
    """Exactly as many items as fit: there is no empty page after them."""
    page = client.get("/v1/rooms?limit=3").get_json()
    assert (len(page["items"]), page["next_cursor"]) == (3, None)


def test_local_times_are_hours_and_minutes(client: FlaskClient) -> None:
    """Opening hours say the zone; the midnight that ends a day is 24:00."""
    clinic = client.get("/v1/clinics/north").get_json()
    assert clinic["timezone"] == "Europe/London"
    assert clinic["hours"][0] == {
        "days": ["mon", "tue", "wed", "thu", "fri"],
        "from": "09:00",
        "to": "24:00",
    }
    assert clinic["closures"][0]["from"] == "12:00"
    assert clinic["closures"][0]["to"] is None


def test_a_practitioners_shifts_are_a_list_of_their_own(client: FlaskClient) -> None:
    """Weekly patterns, and dates with other hours; a day off has no clinic."""
    (person,) = client.get("/v1/practitioners").get_json()["items"]
    assert person["break"] == {"minutes": 30, "from": "12:00", "to": "14:00"}
    assert "shifts" not in person
    shifts = client.get(f"/v1/practitioners/{person['id']}/shifts").get_json()
    assert shifts["practitioner"] == person["id"]
    assert shifts["items"][0]["clinic"] == "north"
    assert shifts["exceptions"] == [
        {"date": "2026-12-01", "clinic": None, "from": None, "to": None}
    ]


def test_what_did_not_change_is_not_sent_again(
    client: FlaskClient, sqlite_engine: Engine
) -> None:
    """304 for a known entity tag; another tag once the thing has changed."""
    first = client.get("/v1/clinics/north")
    tag = first.headers["ETag"]
    again = client.get("/v1/clinics/north", headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data()) == (304, b"")

    with unit_of_work(sqlite_engine) as uow:
        network = uow.network()
        renamed = replace(network.clinics[0], name="Northern")
        uow.replace_network(replace(network, clinics=(renamed,)))
        uow.commit()
    changed = client.get("/v1/clinics/north", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


def test_answers_are_kept_by_nobody_else(client: FlaskClient) -> None:
    """Patients' data may be kept for the one who asked, and is asked for again."""
    response = client.get("/v1/patients")
    assert response.headers["Cache-Control"] == "private, no-cache"
