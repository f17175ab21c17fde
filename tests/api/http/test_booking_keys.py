"""The same request again, and requests that are only tried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.api.http.desk import Desk
from tests.api.http.test_errors import must_be_problem

Change = Callable[[Desk], tuple[str, Any]]


def a_hold(desk: Desk) -> tuple[str, Any]:
    """Hold a slot."""
    return "/v1/holds", {"slot": desk.slot(11), "treatment": "facial"}


def a_booking(desk: Desk) -> tuple[str, Any]:
    """Book a slot."""
    body = {"slot": desk.slot(11), "treatment": "facial", "patient": "ben"}
    return "/v1/appointments", body


def a_booking_of_a_hold(desk: Desk) -> tuple[str, Any]:
    """Book what is held."""
    hold = desk.hold(desk.slot(11))
    return "/v1/appointments", {"hold": hold["id"], "patient": "ben"}


def a_move(desk: Desk) -> tuple[str, Any]:
    """Move an appointment."""
    session = desk.book(desk.slot(10))["id"]
    to = desk.slot(14, session=session)
    return f"/v1/appointments/{session}/move", {"slot": to}


def a_cancellation(desk: Desk) -> tuple[str, Any]:
    """Cancel an appointment and all that follow."""
    session = desk.book(desk.slot(10))["id"]
    path = f"/v1/appointments/{session}/cancel"
    return path, {"scope": "this_and_following"}


def _marked(word: str) -> Change:
    def change(desk: Desk) -> tuple[str, Any]:
        session = desk.book(desk.slot(10))["id"]
        return f"/v1/appointments/{session}/{word}", None

    return change


CHANGES = [
    pytest.param(a_hold, id="hold"),
    pytest.param(a_booking, id="book"),
    pytest.param(a_booking_of_a_hold, id="book a hold"),
    pytest.param(a_move, id="move"),
    pytest.param(a_cancellation, id="cancel"),
    *(
        pytest.param(_marked(word), id=word)
        for word in ("check-in", "complete", "no-show")
    ),
]
each_change = pytest.mark.parametrize("change", CHANGES)


@each_change
def test_the_same_key_gets_the_same_answer(desk: Desk, change: Change) -> None:
    """Status, body, ETag and Location; also after a restart, and days later."""
    path, body = change(desk)
    first = desk.post(path, body, key="key-1")
    assert first.status_code in {200, 201}
    before = desk.tables()

    def must_be_the_same() -> None:
        again = desk.post(path, body, key="key-1")
        assert (again.status_code, again.data) == (first.status_code, first.data)
        for name in ("ETag", "Location", "Content-Type"):
            assert again.headers.get(name) == first.headers.get(name)
        assert desk.tables() == before

    must_be_the_same()
    desk.restart()
    must_be_the_same()
    desk.clock.now_utc += timedelta(days=7)
    must_be_the_same()


@each_change
def test_a_dry_run_tells_all_and_changes_nothing(desk: Desk, change: Change) -> None:
    """The answer is that of the change itself, made-up ids apart."""
    path, body = change(desk)
    before = desk.tables(), desk.slots()
    tried = desk.post(path, body, query={"dry_run": "true"})
    assert (desk.tables(), desk.slots()) == before
    done = desk.post(path, body)
    assert tried.status_code == done.status_code
    assert _without_ids(tried) == _without_ids(done)
    assert desk.tables() != before[0]


def _without_ids(response: Any) -> dict[str, Any]:
    made_up = {"id", "session", "course"}
    data: dict[str, Any] = response.get_json()
    return {name: value for name, value in data.items() if name not in made_up}


def test_a_dry_run_of_a_delete_keeps_the_hold(desk: Desk) -> None:
    """204 as if it were gone, and it is still there."""
    hold = desk.hold(desk.slot(10))
    path = f"/v1/holds/{hold['id']}"
    before = desk.tables()
    response = desk.delete(path, tag="*", query={"dry_run": "true"})
    assert response.status_code == 204
    assert desk.tables() == before
    assert desk.get(path).get_json() == hold


def test_a_dry_run_leaves_its_key_free(desk: Desk) -> None:
    """What was only tried is not what the key was for."""
    path, body = a_booking(desk)
    desk.post(path, body, key="key-1", query={"dry_run": "true"})
    assert desk.post(path, body, key="key-1").status_code == 201


@each_change
def test_a_key_for_another_request_is_refused(desk: Desk, change: Change) -> None:
    """422, and nothing is changed, whatever the other request would do."""
    path, body = change(desk)
    desk.post("/v1/holds", a_hold_at_three(desk), key="key-1")
    before = desk.tables()
    response = desk.post(path, body, key="key-1")
    must_be_problem(response, 422, "idempotency_key_reused")
    assert desk.tables() == before


def a_hold_at_three(desk: Desk) -> Any:
    """The body of a hold that is in nobody's way."""
    return {"slot": desk.slot(15), "treatment": "facial"}


def test_a_key_for_another_body_is_refused(desk: Desk) -> None:
    """The same path with another patient is another request."""
    path, body = a_booking(desk)
    desk.post(path, body, key="key-1")
    response = desk.post(path, {**body, "patient": "ada"}, key="key-1")
    must_be_problem(response, 422, "idempotency_key_reused")


def test_a_key_is_free_again_after_an_error(desk: Desk) -> None:
    """What was refused was not done, so the key may be used for what is."""
    path, body = a_booking(desk)
    refused = desk.post(path, {**body, "patient": "nobody"}, key="key-1")
    must_be_problem(refused, 404, "not_found")
    taken = desk.hold(body["slot"])
    for _ in range(2):
        response = desk.post(path, body, key="key-1")
        must_be_problem(response, 409, "slot_taken")
    desk.delete(f"/v1/holds/{taken['id']}", tag="*")
    assert desk.post(path, body, key="key-1").status_code == 201


def test_requests_without_a_key_are_each_their_own(desk: Desk) -> None:
    """The second one finds the place taken."""
    path, body = a_booking(desk)
    assert desk.post(path, body).status_code == 201
    must_be_problem(desk.post(path, body), 409, "slot_taken")


@pytest.mark.parametrize("key", ["k" * 200, "!", "~"])
def test_a_key_may_be_any_200_visible_characters(desk: Desk, key: str) -> None:
    """The longest, and the first and the last of the characters."""
    path, body = a_booking(desk)
    assert desk.post(path, body, key=key).status_code == 201
    assert desk.post(path, body, key=key).status_code == 201


@pytest.mark.parametrize("key", ["k" * 201, "two words", "", "\u00e9"])
def test_another_key_is_bad_input(desk: Desk, key: str) -> None:
    """Too long, with a blank, empty, not ASCII: 400, and nothing is changed."""
    path, body = a_booking(desk)
    before = desk.tables()
    response = desk.post(path, body, key=key)
    must_be_problem(response, 400, "invalid_input")
    assert desk.tables() == before
