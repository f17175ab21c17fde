"""What becomes of an appointment on its day, and who may change it meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.http.desk import Desk
from tests.api.http.test_errors import must_be_problem


@pytest.fixture
def path(desk: Desk) -> str:
    """Path of the one appointment there is, Ben's on Monday at ten."""
    return f"/v1/appointments/{desk.book(desk.slot(10))['id']}"


def state(desk: Desk, path: str) -> str:
    """State of an appointment."""
    found: str = desk.get(path).get_json()["state"]
    return found


@pytest.mark.parametrize(
    ("word", "becomes"),
    [("check-in", "arrived"), ("complete", "done"), ("no-show", "missed")],
)
def test_what_became_of_an_appointment_is_noted(
    desk: Desk, path: str, word: str, becomes: str
) -> None:
    """Each with the next revision, and a second time it changes nothing."""
    first = desk.post(f"{path}/{word}")
    assert (first.status_code, first.get_json()["state"]) == (200, becomes)
    assert first.get_json()["revision"] == 2
    assert state(desk, path) == becomes
    before = desk.tables()
    again = desk.post(f"{path}/{word}")
    assert (again.status_code, again.get_json()) == (200, first.get_json())
    assert desk.tables() == before


@pytest.mark.parametrize("last", ["complete", "no-show"])
def test_a_patient_who_has_come_is_treated_or_leaves(
    desk: Desk, path: str, last: str
) -> None:
    """After check-in both ends are open."""
    desk.post(f"{path}/check-in")
    assert desk.post(f"{path}/{last}").status_code == 200


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("cancel", "check-in"),
        ("cancel", "complete"),
        ("cancel", "no-show"),
        ("cancel", "cancel"),
        ("complete", "cancel"),
        ("complete", "no-show"),
        ("complete", "check-in"),
        ("no-show", "complete"),
        ("no-show", "cancel"),
        ("check-in", "cancel"),
    ],
)
def test_what_is_over_or_under_way_stays_so(
    desk: Desk, path: str, first: str, then: str
) -> None:
    """409 with a sentence that names the state, and nothing is changed."""
    was = desk.post(f"{path}/{first}", _body(first)).get_json()["state"]
    before = desk.tables()
    response = desk.post(f"{path}/{then}", _body(then))
    body = must_be_problem(response, 409, "state_conflict")
    assert f"is {was}" in body["detail"]
    assert desk.tables() == before


@pytest.mark.parametrize("first", ["cancel", "complete", "no-show", "check-in"])
def test_only_what_is_ahead_can_be_moved(desk: Desk, path: str, first: str) -> None:
    """To a slot that is open and would do."""
    slot = desk.slot(14)
    desk.post(f"{path}/{first}", _body(first))
    before = desk.tables()
    response = desk.post(f"{path}/move", {"slot": slot})
    must_be_problem(response, 409, "state_conflict")
    assert desk.tables() == before


def _body(word: str) -> dict[str, Any] | None:
    return {} if word == "cancel" else None


def test_a_missed_session_frees_its_place(desk: Desk, path: str) -> None:
    """Whoever calls next can have it."""
    start = desk.get(path).get_json()["start"]
    assert len([s for s in desk.slots() if s["start"] == start]) == 1
    desk.book(desk.slot(10), patient="ada")
    assert start not in {slot["start"] for slot in desk.slots()}
    desk.post(f"{path}/no-show")
    assert start in {slot["start"] for slot in desk.slots()}


def test_a_missed_session_shifts_what_follows(desk: Desk) -> None:
    """Of a course the next session is offered as if that one had not been."""
    (slot, *_) = desk.slots(session="glow-1-1")
    desk.book(slot, session="glow-1-1")
    after = desk.slots(course="glow-1", to="2026-12-04")
    assert min(s["start"] for s in after) >= "2026-11-25"  # two days are between
    desk.post("/v1/appointments/glow-1-1/no-show")
    desk.clock.now_utc += timedelta(hours=1)
    shifted = desk.slots(course="glow-1", to="2026-12-04")
    assert min(s["start"] for s in shifted) < "2026-11-25"


CHANGES: list[tuple[str, dict[str, Any] | None]] = [
    ("cancel", {}),
    ("check-in", None),
    ("complete", None),
    ("no-show", None),
]


@pytest.mark.parametrize(("word", "body"), CHANGES)
def test_a_stale_tag_changes_nothing(
    desk: Desk, path: str, word: str, body: dict[str, Any] | None
) -> None:
    """Whoever names an older state hears 412, whoever names the present one acts."""
    stale = desk.get(path).headers["ETag"]
    (to, *_) = desk.slots(session=path.rpartition("/")[2], practitioner="leo")
    fresh = desk.post(f"{path}/move", {"slot": to}, tag=stale).headers["ETag"]
    before = desk.tables()
    response = desk.post(f"{path}/{word}", body, tag=stale)
    must_be_problem(response, 412, "precondition_failed")
    assert desk.tables() == before
    assert desk.post(f"{path}/{word}", body, tag=fresh).status_code == 200


def test_a_stale_tag_moves_nothing(desk: Desk, path: str) -> None:
    """Of two who move the same appointment the second hears of the first."""
    tag = desk.get(path).headers["ETag"]
    first, second = desk.slots(session=path.rpartition("/")[2])[-2:]
    assert desk.post(f"{path}/move", {"slot": first}, tag=tag).status_code == 200
    before = desk.tables()
    response = desk.post(f"{path}/move", {"slot": second}, tag=tag)
    must_be_problem(response, 412, "precondition_failed")
    assert desk.tables() == before


@pytest.mark.parametrize("tag", ["*", '"other", {}', "{}"])
def test_a_tag_may_be_one_of_several_or_any(desk: Desk, path: str, tag: str) -> None:
    """As RFC 9110 has it."""
    known = desk.get(path).headers["ETag"]
    response = desk.post(f"{path}/check-in", tag=tag.replace("{}", known))
    assert response.status_code == 200


def test_an_answer_that_is_known_is_not_sent_again(desk: Desk, path: str) -> None:
    """304 for a GET with the ETag of the state it has."""
    known = desk.client.get(path).headers["ETag"]
    response = desk.client.get(path, headers={"If-None-Match": known})
    assert (response.status_code, response.data) == (304, b"")


@pytest.mark.parametrize(
    ("tag", "status", "code"),
    [
        (None, 428, "precondition_required"),
        ('"hold-other"', 412, "precondition_failed"),
        ("", 412, "precondition_failed"),
    ],
)
def test_a_hold_is_deleted_only_by_who_knows_it(
    desk: Desk, tag: str | None, status: int, code: str
) -> None:
    """Without If-Match 428, with a wrong one 412, and the hold stays."""
    hold = desk.hold(desk.slot(10))
    before = desk.tables()
    options = {} if tag is None else {"tag": tag}
    response = desk.delete(f"/v1/holds/{hold['id']}", **options)
    must_be_problem(response, status, code)
    assert desk.tables() == before
