"""From an open slot to a session that was held: what a front end does all day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from api.shapes.bookings import AppointmentAnswer, HoldAnswer, Slots
from tests.api.http.desk import MINUTE, MONDAY, NOW, Desk

PLACE = ("start", "end", "clinic", "room", "staff", "steps")


def place(data: dict[str, Any]) -> dict[str, Any]:
    """Where, when and by whom, of a slot or an appointment."""
    return {name: data[name] for name in PLACE}


def test_from_slot_to_hold_to_appointment(desk: Desk) -> None:
    """What is offered can be held, and what is held is booked as it was held."""
    slot = desk.slot(10)
    held = desk.post(
        "/v1/holds", {"slot": slot, "treatment": "facial", "patient": None}
    )
    assert held.status_code == 201
    hold = held.get_json()
    HoldAnswer.model_validate(hold)
    assert held.headers["Location"] == f"/v1/holds/{hold['id']}"
    assert place(hold["slot"]) == place(slot)
    assert datetime.fromisoformat(hold["expires_at"]) == NOW + 10 * MINUTE
    assert desk.get(held.headers["Location"]).get_json() == hold

    booked = desk.post("/v1/appointments", {"hold": hold["id"], "patient": "ben"})
    assert booked.status_code == 201
    answer = booked.get_json()
    AppointmentAnswer.model_validate(answer)
    assert place(answer) == place(slot)
    assert (answer["patient"], answer["state"]) == ("ben", "confirmed")
    assert booked.headers["Location"] == f"/v1/appointments/{answer['id']}"

    read = desk.get(booked.headers["Location"])
    assert read.get_json() == answer
    assert read.headers["ETag"] == booked.headers["ETag"]
    assert desk.get(f"/v1/holds/{hold['id']}").status_code == 404  # it is used up


def test_slots_are_grouped_by_clinic_and_date(desk: Desk) -> None:
    """Each day names its clinic, zone and date, and lies in the range asked for."""
    tuesday = MONDAY + timedelta(days=1)
    response = desk.get(
        "/v1/slots",
        query={
            "treatment": "facial",
            "clinic": ["south", "north"],
            "from": str(tuesday),
            "to": str(tuesday),
        },
    )
    days = response.get_json()["days"]
    Slots.model_validate(response.get_json())
    assert [(day["clinic"], day["date"]) for day in days] == [
        ("south", str(tuesday)),
        ("north", str(tuesday)),
    ]
    for day in days:
        assert day["timezone"] == "Europe/London"
        assert all(slot["clinic"] == day["clinic"] for slot in day["slots"])
        assert all(slot["start"].startswith(str(tuesday)) for slot in day["slots"])


def test_limit_and_practitioner_narrow_the_slots(desk: Desk) -> None:
    """So many at most, and all led by the one who was asked for."""
    slots = desk.slots(practitioner="leo", limit=3)
    assert [slot["staff"] for slot in slots] == [{"lead": "leo"}] * 3


def test_a_session_of_a_course_is_booked_by_its_id(desk: Desk) -> None:
    """Treatment and patient follow from the session."""
    (slot, *_) = desk.slots(session="glow-1-1")
    answer = desk.book(slot, session="glow-1-1")
    assert (answer["id"], answer["patient"], answer["treatment"]) == (
        "glow-1-1",
        "ada",
        "facial",
    )
    assert (answer["course"], answer["revision"]) == ("glow-1", 1)


def test_a_treatment_for_a_patient_whose_course_is_due_books_its_session(
    desk: Desk,
) -> None:
    """Whoever books by treatment needs not know the course."""
    assert desk.book(desk.slot(10), patient="ada")["session"] == "glow-1-1"


def test_a_booked_slot_is_offered_to_nobody(desk: Desk) -> None:
    """Of two rooms one is left, and after it none."""
    first = desk.slot(10)
    desk.book(first)
    second = desk.slot(10)
    assert second["room"] != first["room"]
    assert second["staff"] != first["staff"]
    desk.book(second, patient="ada")
    assert not any("T10:00" in slot["start"] for slot in desk.slots())


def test_a_released_hold_frees_its_slot(desk: Desk) -> None:
    """DELETE wants the hold's ETag, and the slot is offered again."""
    slot = desk.slot(10, practitioner="mei")
    hold = desk.hold(slot)
    assert slot["start"] not in {s["start"] for s in desk.slots(practitioner="mei")}
    tag = desk.get(f"/v1/holds/{hold['id']}").headers["ETag"]
    gone = desk.delete(f"/v1/holds/{hold['id']}", tag=tag)
    assert (gone.status_code, gone.data) == (204, b"")
    assert place(desk.slot(10, practitioner="mei")) == place(slot)


@pytest.mark.parametrize("minutes", [1, 60])
def test_a_hold_lasts_as_long_as_was_asked(desk: Desk, minutes: int) -> None:
    """To its last second nobody else gets in; at the next it is over."""
    slot = desk.slot(9, practitioner="mei")
    hold = desk.hold(slot, minutes=minutes)
    over_utc = NOW + minutes * MINUTE
    assert datetime.fromisoformat(hold["expires_at"]) == over_utc
    body = {"slot": slot, "treatment": "facial", "patient": "ben"}
    desk.clock.now_utc = over_utc - timedelta(seconds=1)
    assert desk.post("/v1/appointments", body).status_code == 409
    desk.clock.now_utc = over_utc
    assert desk.post("/v1/appointments", body).status_code == 201


def test_a_move_keeps_the_session(desk: Desk) -> None:
    """Same id, next revision, another ETag; the old place is free again."""
    was = desk.slot(10, practitioner="mei")
    booked = desk.book(was)
    path = f"/v1/appointments/{booked['id']}"
    (to,) = (s for s in desk.slots(session=booked["id"]) if "T14:00" in s["start"])
    before = desk.get(path).headers["ETag"]
    response = desk.post(f"{path}/move", {"slot": to}, tag=before)
    assert response.status_code == 200
    moved = response.get_json()
    assert place(moved) == place(to)
    assert (moved["id"], moved["revision"]) == (booked["id"], 2)
    assert moved["following"] == []
    assert response.headers["ETag"] not in {before, ""}
    assert desk.get(path).get_json() == moved
    assert place(desk.slot(10, practitioner="mei")) == place(was)


def test_a_move_may_overlap_the_place_that_is_left(desk: Desk) -> None:
    """The appointment being moved does not block itself."""
    booked = desk.book(desk.slot(10, practitioner="mei"))
    to = desk.slot(10, 15, session=booked["id"], practitioner="mei")
    response = desk.post(f"/v1/appointments/{booked['id']}/move", {"slot": to})
    assert place(response.get_json()) == place(to)


def test_a_cancelled_session_frees_its_place_and_can_be_booked_again(
    desk: Desk,
) -> None:
    """The session keeps its identity, also through a cancellation."""
    (slot, *_) = desk.slots(session="glow-1-1")
    desk.book(slot, session="glow-1-1")
    cancelled = desk.post("/v1/appointments/glow-1-1/cancel", {})
    assert (cancelled.status_code, cancelled.get_json()["state"]) == (200, "cancelled")
    assert desk.get("/v1/appointments/glow-1-1").get_json()["state"] == "cancelled"
    again = desk.book(slot, session="glow-1-1")
    assert (again["state"], again["revision"]) == ("confirmed", 3)


def book_three(desk: Desk) -> list[dict[str, Any]]:
    """Book the first three sessions of the course: Monday, Thursday, Monday."""
    booked = []
    for number, offset in enumerate((0, 3, 7), 1):
        day = MONDAY + timedelta(days=offset)
        slot = desk.slot(10, session=f"glow-1-{number}", **{"from": day, "to": day})
        booked.append(desk.book(slot, session=f"glow-1-{number}"))
    return booked


def test_cancelling_this_and_following_names_all_that_it_cancels(desk: Desk) -> None:
    """What the answer names is what was cancelled: no more and no less."""
    book_three(desk)
    response = desk.post(
        "/v1/appointments/glow-1-2/cancel", {"scope": "this_and_following"}
    )
    answer = response.get_json()
    assert [answer["id"], *(each["id"] for each in answer["following"])] == [
        "glow-1-2",
        "glow-1-3",
    ]
    states = {
        n: desk.get(f"/v1/appointments/glow-1-{n}").get_json()["state"]
        for n in (1, 2, 3)
    }
    assert states == {1: "confirmed", 2: "cancelled", 3: "cancelled"}


def test_moving_this_and_following_moves_all_by_as_many_days(desk: Desk) -> None:
    """The next sessions follow, each at its time of day, all in one answer."""
    before = book_three(desk)
    day = MONDAY + timedelta(days=4)
    to = desk.slot(10, session="glow-1-2", **{"from": day, "to": day})
    path = "/v1/appointments/glow-1-2/move"
    answer = desk.post(path, {"slot": to, "scope": "this_and_following"}).get_json()
    (third,) = answer["following"]
    starts = [datetime.fromisoformat(each["start"]) for each in (answer, third)]
    was = [datetime.fromisoformat(each["start"]) for each in before[1:]]
    assert starts == [start + timedelta(days=1) for start in was]
    assert desk.get("/v1/appointments/glow-1-3").get_json()["start"] == third["start"]
    assert desk.get("/v1/appointments/glow-1-1").get_json()["revision"] == 1


def test_a_move_to_a_place_that_is_held(desk: Desk) -> None:
    """The hold keeps the place until then, and is used up."""
    booked = desk.book(desk.slot(10))
    to = desk.slot(14, session=booked["id"])
    hold = desk.hold(to, session=booked["id"])
    path = f"/v1/appointments/{booked['id']}/move"
    response = desk.post(path, {"hold": hold["id"]})
    assert response.status_code == 200
    assert place(response.get_json()) == place(to)
    assert desk.get(f"/v1/holds/{hold['id']}").status_code == 404


def test_a_hold_for_one_session_moves_no_other(desk: Desk) -> None:
    """Whoever names it beside another appointment hears so, and nothing moves."""
    ours, theirs = desk.book(desk.slot(10)), desk.book(desk.slot(11), patient="ada")
    to = desk.slot(14, session=theirs["id"])
    hold = desk.hold(to, session=theirs["id"])
    before = desk.tables()
    path = f"/v1/appointments/{ours['id']}/move"
    response = desk.post(path, {"hold": hold["id"]})
    assert response.status_code in {400, 409}
    assert desk.tables() == before
