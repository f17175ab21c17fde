"""Bad input to booking: each its documented status and code, and nothing changed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.http.desk import Desk, Refused

Slot = dict[str, Any]
HUGE = "9999-12-31T23:59:00-12:00"  # past the end of the calendar in UTC
EARLY = "0001-01-01T00:00:00+12:00"


def fields(problem: dict[str, Any]) -> set[str]:
    """The fields that a problem names."""
    return {error["field"] for error in problem["errors"]}


@pytest.mark.parametrize(
    ("overrides", "status", "field"),
    [
        ({}, 400, "to"),  # of nothing
        ({"treatment": "facial", "course": "glow-1"}, 400, ""),
        ({"treatment": "none"}, 404, None),
        ({"session": "glow-1-0"}, 404, None),
        ({"session": "glow-1"}, 404, None),
        ({"session": "none-1"}, 404, None),
        ({"course": "none"}, 404, None),
        ({"treatment": "facial", "clinic": "none"}, 404, None),
        ({"treatment": "facial", "practitioner": "none"}, 404, None),
        ({"treatment": "facial", "from": "2026-11-24"}, 400, "to"),  # to before it
        ({"treatment": "facial", "to": "2026-12-24"}, 400, "to"),  # 32 days
        ({"treatment": "facial", "from": "2026-11-23T10:00:00"}, 400, "from"),
        ({"treatment": "facial", "to": "2026-02-30"}, 400, "to"),  # no such day
        ({"treatment": "facial", "to": "soon"}, 400, "to"),
        ({"treatment": "facial", "limit": "0"}, 400, "limit"),
        ({"treatment": "facial", "limit": "10001"}, 400, "limit"),
        ({"treatment": "facial", "colour": "red"}, 400, "colour"),
        ({"treatment": "f" * 101}, 400, "treatment"),
    ],
)
def test_a_bad_question_for_slots(
    refused: Refused, overrides: dict[str, str], status: int, field: str | None
) -> None:
    """400 with the field, or 404 for what does not exist."""
    query = {"from": "2026-11-23", "to": "2026-11-23"} | overrides
    if not overrides:
        query = {"treatment": "facial", "from": "2026-11-23"}
    code = {400: "invalid_input", 404: "not_found"}[status]
    problem = refused("GET", "/v1/slots", None, status, code, query=query)
    if field is not None:
        assert fields(problem) == {field}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-11-23", "2026-12-23"),  # 31 days
        ("2026-11-23", "2026-11-23"),  # one
        ("2026-11-01", "2026-11-20"),  # past
        ("2030-01-01", "2030-01-31"),  # after all that can be booked
        ("9999-12-31", "9999-12-31"),
        ("0001-01-01", "0001-01-31"),
    ],
)
def test_a_question_for_31_days_of_any_time_is_fine(
    desk: Desk, first: str, last: str
) -> None:
    """Where nothing can be booked the answer is empty, and no error."""
    slots = desk.slots(**{"from": first, "to": last})
    assert bool(slots) == first.startswith("2026-11-23")
    assert all(first <= slot["start"][:10] <= last for slot in slots)


def test_a_treatment_that_the_clinic_cannot_give_has_no_slots(desk: Desk) -> None:
    """There is nothing to offer, while another clinic has it."""
    assert desk.slots(treatment="laser") == []
    assert desk.slots(treatment="laser", clinic="south") != []


SLOT_FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"start": "2026-11-23T10:00:00"}, "slot.start"),  # without offset
    ({"end": "2026-11-23T10:45:00"}, "slot.end"),
    ({"start": "soon"}, "slot.start"),
    ({"start": "2026-11-23T10:05:00+00:00"}, "slot"),  # not where the steps begin
    ({"end": "2026-11-23T10:50:00+00:00"}, "slot"),  # not where they end
    ({"steps": []}, "slot.steps"),
    ({"staff": {}}, "slot.staff"),
    ({"staff": {"helper": "mei"}}, "slot.staff"),  # nobody leads
    ({"staff": {"lead": "nobody"}}, "slot.staff"),
    ({"staff": {"lead": "mei", "helper": "leo"}}, "slot.staff"),  # one too many
    ({"clinic": "none"}, "slot.clinic"),
    ({"room": "none"}, "slot.room"),
    ({"room": "south-1"}, "slot.room"),  # of another clinic
    ({"room": None}, "slot.room"),
    ({"clinic": "c" * 101}, "slot.clinic"),
]


@pytest.mark.parametrize("path", ["/v1/holds", "/v1/appointments"])
@pytest.mark.parametrize(("overrides", "field"), SLOT_FAULTS)
def test_a_slot_that_cannot_be(
    desk: Desk, refused: Refused, path: str, overrides: Slot, field: str
) -> None:
    """400 with the field that is wrong, for holds and for appointments alike."""
    body = {"slot": desk.slot(10) | overrides, "treatment": "facial", "patient": "ben"}
    problem = refused("POST", path, body, 400, "invalid_input")
    assert fields(problem) == {field}


def shifted(slot: Slot, start: str, middle: str, end: str) -> Slot:
    """A slot at other instants."""
    first, second = slot["steps"]
    steps = [
        {**first, "from": start, "to": middle},
        {**second, "from": middle, "to": end},
    ]
    return {**slot, "start": start, "end": end, "steps": steps}


@pytest.mark.parametrize(
    "instants",
    [
        # over by a minute; a year ago; the day after the last that can be booked
        [f"2026-11-23T0{h}:{m}:00+00:00" for h, m in ((7, 59), (8, 24), (8, 44))],
        [f"2025-11-24T10:{m}:00+00:00" for m in ("00", "25", "45")],
        [f"2027-05-22T10:{m}:00+00:00" for m in ("00", "25", "45")],
        ["9999-12-31T23:00:00+00:00", "9999-12-31T23:25:00+00:00", HUGE[:19] + "Z"],
        [HUGE[:14] + f"{m}:00-12:00" for m in ("00", "25", "45")],
        [EARLY[:14] + f"{m}:00+12:00" for m in ("00", "25", "45")],
    ],
    ids=["past", "a year ago", "too far", "the end", "after it", "before all"],
)
def test_a_slot_at_a_time_that_cannot_be_booked(
    desk: Desk, refused: Refused, instants: list[str]
) -> None:
    """400, whether it is over, too far ahead or outside the calendar."""
    body = {
        "slot": shifted(desk.slot(10), *instants),
        "treatment": "facial",
        "patient": "ben",
    }
    for path in ("/v1/holds", "/v1/appointments"):
        refused("POST", path, body, 400, "invalid_input")


def test_a_slot_that_begins_this_very_minute_can_be_booked(desk: Desk) -> None:
    """Its start does not lie in the past yet."""
    slot = desk.slot(10)
    desk.clock.now_utc = desk.clock.now_utc.replace(hour=10)
    desk.book(slot)


@pytest.mark.parametrize(
    "steps",
    [
        ((0, 25), (30, 50)),  # a hole
        ((0, 25), (20, 45)),  # an overlap
        ((0, 25), (25, 25)),  # no length
        ((5, 30), (30, 45)),  # begins late
        ((0, 45),),  # one is missing
        ((0, 25), (25, 45), (45, 50)),  # one too many
    ],
)
def test_steps_that_do_not_add_up(
    desk: Desk, refused: Refused, steps: tuple[tuple[int, int], ...]
) -> None:
    """Steps follow one another and fill the slot, and are those of the treatment."""
    slot = desk.slot(10)
    names = ("needling", "recovery", "more")
    slot["steps"] = [
        {
            "name": names[n],
            "from": f"2026-11-23T10:{a:02}:00+00:00",
            "to": f"2026-11-23T10:{b:02}:00+00:00",
        }
        for n, (a, b) in enumerate(steps)
    ]
    slot["end"] = slot["steps"][-1]["to"]
    body = {"slot": slot, "treatment": "facial", "patient": "ben"}
    refused("POST", "/v1/holds", body, 400, "invalid_input")


def test_steps_of_another_treatment(desk: Desk, refused: Refused) -> None:
    """Their names are those of the treatment, in its order."""
    slot = desk.slot(10)
    slot["steps"][0]["name"] = "peeling"
    body = {"slot": slot, "treatment": "facial"}
    problem = refused("POST", "/v1/holds", body, 400, "invalid_input")
    assert fields(problem) == {"slot.steps"}
