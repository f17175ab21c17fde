"""What a 409 says is in the way: rule, resource, until when; and never who it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from api.http.problems import Conflict
from tests.api.http.desk import NOW, Desk, texts
from tests.api.http.test_errors import must_be_problem

Taken = tuple[Any, set[str]]


def hold_it(desk: Desk, slot: Any) -> set[str]:
    """Hold a slot for Ada; give the ids that are hers."""
    return {desk.hold(slot, patient="ada")["id"], "ada", "glow-1", "glow-1-1"}


def book_it(desk: Desk, slot: Any) -> set[str]:
    """Book a slot for Ada; give the ids that are hers."""
    return {desk.book(slot, patient="ada")["id"], "ada", "glow-1", "glow-1-1"}


def ask_for(desk: Desk, way: str, slot: Any) -> Any:
    """Ask for a slot for Ben in one of three ways."""
    if way == "move":
        booked = desk.book(desk.slot(14, practitioner="leo"))
        return desk.post(f"/v1/appointments/{booked['id']}/move", {"slot": slot})
    path = "/v1/holds" if way == "hold" else "/v1/appointments"
    body = {"slot": slot, "treatment": "facial", "patient": "ben"}
    return desk.post(path, body)


@pytest.mark.parametrize("take", [hold_it, book_it])
@pytest.mark.parametrize("way", ["hold", "book", "move"])
def test_a_taken_slot_says_what_until_when_and_not_by_whom(
    desk: Desk, take: Any, way: str
) -> None:
    """Room and practitioner, each with rule and time, and no id of who has them."""
    slot = desk.slot(10, practitioner="mei")
    secrets = take(desk, slot)
    if way != "move":
        before = desk.tables()
    response = ask_for(desk, way, slot)
    body = must_be_problem(response, 409, "slot_taken")
    found = {
        (each["rule"], each["resource"]): each["until"] for each in body["conflicts"]
    }
    assert found == {
        ("R02", slot["room"]): "2026-11-23T10:55:00+00:00",  # turnover included
        ("R04", "mei"): "2026-11-23T10:25:00+00:00",  # till the needles are in
    }
    for conflict in body["conflicts"]:
        Conflict.model_validate(conflict)
    said = " ".join(texts(body))
    assert not [secret for secret in secrets if secret in said]
    assert "hold-" not in said
    assert "visit-" not in said
    if way != "move":
        assert desk.tables() == before


def test_a_patient_cannot_be_in_two_places(desk: Desk) -> None:
    """The patient's own other session is in the way, whatever room is free."""
    desk.book(desk.slot(10, practitioner="mei"))
    other = desk.slot(10, practitioner="leo")
    before = desk.tables()
    response = ask_for(desk, "book", other)
    body = must_be_problem(response, 409, "slot_taken")
    assert {each["rule"] for each in body["conflicts"]} == {"R10"}
    assert desk.tables() == before


def changed(slot: Any, **overrides: Any) -> Any:
    """A slot with other values."""
    return {**slot, **overrides}


def at(slot: Any, minutes: int) -> Any:
    """A slot so many minutes later."""

    def later(text: str) -> str:
        clock = int(text[11:13]) * 60 + int(text[14:16]) + minutes
        return f"{text[:11]}{clock // 60:02}:{clock % 60:02}{text[16:]}"

    steps = [
        {**step, "from": later(step["from"]), "to": later(step["to"])}
        for step in slot["steps"]
    ]
    start, end = later(slot["start"]), later(slot["end"])
    return {**slot, "start": start, "end": end, "steps": steps}


@pytest.mark.parametrize(
    ("change", "rule", "resource"),
    [
        ({"minutes": 2}, "R01", "facial"),  # off the grid
        ({"minutes": -90}, "R05", "mei"),  # before the clinic opens
        ({"minutes": 7 * 60}, "R05", "mei"),  # when it is closed
        ({"staff": {"lead": "sol"}}, "R05", "sol"),  # who is at the other clinic
    ],
)
def test_a_slot_that_the_rules_forbid(
    desk: Desk, change: dict[str, Any], rule: str, resource: str
) -> None:
    """409 with the rule and what it speaks of; nothing is changed."""
    minutes = change.pop("minutes", 0)
    slot = changed(at(desk.slot(10, practitioner="mei"), minutes), **change)
    before = desk.tables()
    for way in ("hold", "book"):
        body = must_be_problem(ask_for(desk, way, slot), 409, "slot_refused")
        (conflict,) = body["conflicts"]
        assert (conflict["rule"], conflict["resource"]) == (rule, resource)
        Conflict.model_validate(conflict)
    assert desk.tables() == before


def test_a_treatment_that_the_room_cannot_give(desk: Desk) -> None:
    """No room of north has a laser."""
    body = {"slot": desk.slot(10), "treatment": "laser", "patient": "ben"}
    before = desk.tables()
    for path in ("/v1/holds", "/v1/appointments"):
        problem = must_be_problem(desk.post(path, body), 409, "slot_refused")
        assert problem["conflicts"][0]["rule"] in {"R02", "R05"}
    assert desk.tables() == before


def test_a_patient_without_clearance(desk: Desk) -> None:
    """Rule R12, for a hold and for an appointment; there are no slots either."""
    before = desk.tables()
    body = {"slot": desk.slot(10), "treatment": "facial", "patient": "cyd"}
    for path in ("/v1/holds", "/v1/appointments"):
        problem = must_be_problem(desk.post(path, body), 409, "slot_refused")
        assert problem["conflicts"] == [{"rule": "R12", "resource": "cyd"}]
        assert "cleared" in problem["detail"]
    assert desk.tables() == before


def test_a_hold_for_nobody_cannot_be_booked_without_clearance(desk: Desk) -> None:
    """Who turns up later is looked at later; the hold stays for somebody else."""
    hold = desk.hold(desk.slot(10))
    before = desk.tables()
    body = {"hold": hold["id"], "patient": "cyd"}
    problem = must_be_problem(desk.post("/v1/appointments", body), 409, "slot_refused")
    assert problem["conflicts"][0]["rule"] == "R12"
    assert desk.tables() == before


def test_a_session_too_soon_after_the_one_before(desk: Desk) -> None:
    """Rule R11, which speaks of the patient's own course."""
    (first, *_) = desk.slots(session="glow-1-1")
    desk.book(first, session="glow-1-1")
    slot = desk.slot(15)
    before = desk.tables()
    body = {"slot": slot, "session": "glow-1-2"}
    problem = must_be_problem(desk.post("/v1/appointments", body), 409, "slot_refused")
    assert problem["conflicts"] == [{"rule": "R11", "resource": "glow-1"}]
    assert desk.tables() == before


def test_a_session_that_has_an_appointment_is_not_booked_twice(desk: Desk) -> None:
    """It can only be moved, and the sentence says so."""
    (first, *_, last) = desk.slots(session="glow-1-1")
    desk.book(first, session="glow-1-1")
    before = desk.tables()
    body = {"slot": last, "session": "glow-1-1"}
    problem = must_be_problem(
        desk.post("/v1/appointments", body), 409, "state_conflict"
    )
    assert "move it instead" in problem["detail"]
    assert desk.tables() == before


def test_what_follows_and_finds_no_place_lets_nothing_move(desk: Desk) -> None:
    """All move or none; the sentence names the patient's own session."""
    for number, day in ((1, "2026-11-23"), (2, "2026-11-26")):
        session = f"glow-1-{number}"
        slot = desk.slot(10, session=session, **{"from": day, "to": day})
        desk.book(slot, session=session)
    to = desk.slot(10, **{"from": "2026-11-25", "to": "2026-11-25"})
    # two days on from Thursday is a Saturday, on which nobody works
    before = desk.tables()
    response = desk.post(
        "/v1/appointments/glow-1-1/move", {"slot": to, "scope": "this_and_following"}
    )
    problem = must_be_problem(response, 409, "state_conflict")
    assert "glow-1-2" in problem["detail"]
    assert desk.tables() == before


def test_a_place_is_free_at_the_very_second_a_hold_expires(desk: Desk) -> None:
    """And no second earlier, for slots and bookings alike."""
    slot = desk.slot(10, practitioner="mei")
    desk.hold(slot, minutes=1)
    desk.clock.now_utc = NOW + timedelta(seconds=59, microseconds=999_999)
    must_be_problem(ask_for(desk, "book", slot), 409, "slot_taken")
    assert slot["start"] not in {s["start"] for s in desk.slots(practitioner="mei")}
    desk.clock.now_utc = NOW + timedelta(seconds=60)
    assert slot["start"] in {s["start"] for s in desk.slots(practitioner="mei")}
    assert ask_for(desk, "book", slot).status_code == 201
