"""Requests to book that ask for what there is not, or too much of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.api.http.desk import Desk, Refused
from tests.api.http.test_booking_input import fields
from tests.api.http.test_errors import must_be_problem


@pytest.mark.parametrize("minutes", [0, 61, -1, 10**30])
def test_a_hold_lasts_1_to_60_minutes(
    desk: Desk, refused: Refused, minutes: int
) -> None:
    """One less and one more are 400."""
    body = {"slot": desk.slot(10), "treatment": "facial", "minutes": minutes}
    problem = refused("POST", "/v1/holds", body, 400, "invalid_input")
    assert fields(problem) == {"minutes"}


@pytest.mark.parametrize("minutes", ["ten", 1.5, None, True])
def test_minutes_are_a_whole_number(desk: Desk, refused: Refused, minutes: Any) -> None:
    """Anything else is 400."""
    body = {"slot": desk.slot(10), "treatment": "facial", "minutes": minutes}
    problem = refused("POST", "/v1/holds", body, 400, "invalid_input")
    assert fields(problem) == {"minutes"}


@pytest.mark.parametrize("path", ["/v1/holds", "/v1/appointments"])
@pytest.mark.parametrize("wanted", [{}, {"treatment": "facial", "session": "glow-1-1"}])
def test_either_a_treatment_or_a_session(
    desk: Desk, refused: Refused, path: str, wanted: dict[str, str]
) -> None:
    """Neither and both are 400."""
    body = {"slot": desk.slot(10), "patient": "ada", **wanted}
    refused("POST", path, body, 400, "invalid_input")


def test_either_a_hold_or_a_slot(desk: Desk, refused: Refused) -> None:
    """Neither and both are 400."""
    slot = desk.slot(10)
    hold = desk.hold(slot)
    both = {"hold": hold["id"], "slot": slot, "treatment": "facial", "patient": "ben"}
    refused("POST", "/v1/appointments", both, 400, "invalid_input")
    refused("POST", "/v1/appointments", {"patient": "ben"}, 400, "invalid_input")


@pytest.mark.parametrize("other", [{"treatment": "laser"}, {"session": "glow-1-1"}])
def test_what_a_hold_is_for_is_not_said_twice(
    desk: Desk, refused: Refused, other: dict[str, str]
) -> None:
    """A treatment or a session beside a hold would be passed over: 400."""
    hold = desk.hold(desk.slot(10))
    body = {"hold": hold["id"], "patient": "ben", **other}
    refused("POST", "/v1/appointments", body, 400, "invalid_input")


@pytest.mark.parametrize(
    ("path", "wanted", "status"),
    [
        ("/v1/holds", {"treatment": "none"}, 404),
        ("/v1/holds", {"session": "none-1"}, 404),
        ("/v1/holds", {"session": "glow-1-1000"}, 404),
        ("/v1/holds", {"session": "glow-1-x"}, 404),
        ("/v1/holds", {"session": "-"}, 404),
        ("/v1/holds", {"treatment": "facial", "patient": "nobody"}, 404),
        ("/v1/appointments", {"treatment": "none", "patient": "ben"}, 404),
        ("/v1/appointments", {"treatment": "facial", "patient": "nobody"}, 404),
        ("/v1/appointments", {"session": "none-1"}, 404),
        ("/v1/appointments", {"treatment": "facial"}, 400),  # for whom?
    ],
)
def test_what_does_not_exist_cannot_be_booked(
    desk: Desk, refused: Refused, path: str, wanted: dict[str, str], status: int
) -> None:
    """404 for unknown treatments, sessions and patients."""
    code = {400: "invalid_input", 404: "not_found"}[status]
    refused("POST", path, {"slot": desk.slot(10), **wanted}, status, code)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/holds/none", None),
        ("DELETE", "/v1/holds/none", None),
        ("GET", "/v1/appointments/none", None),
        ("GET", "/v1/appointments/glow-1-1", None),  # not booked yet
        ("POST", "/v1/appointments", {"hold": "none", "patient": "ben"}),
        ("POST", "/v1/appointments/none/cancel", {}),
        ("POST", "/v1/appointments/none/check-in", None),
        ("POST", "/v1/appointments/none/complete", None),
        ("POST", "/v1/appointments/none/no-show", None),
    ],
)
def test_what_was_never_booked_is_not_found(
    refused: Refused, method: str, path: str, body: Any
) -> None:
    """404, with and without an If-Match."""
    refused(method, path, body, 404, "not_found")
    refused(method, path, body, 404, "not_found", tag='"x"')


def test_what_was_never_booked_cannot_be_moved(desk: Desk, refused: Refused) -> None:
    """404, however good the slot."""
    body = {"slot": desk.slot(10)}
    refused("POST", "/v1/appointments/none/move", body, 404, "not_found")


@pytest.mark.parametrize("path", ["/v1/holds", "/v1/appointments"])
def test_a_session_of_somebody_else_is_bad_input(
    desk: Desk, refused: Refused, path: str
) -> None:
    """A patient who is named beside a session has to be its patient."""
    (slot, *_) = desk.slots(session="glow-1-1")
    body = {"slot": slot, "session": "glow-1-1", "patient": "ben"}
    problem = refused("POST", path, body, 400, "invalid_input")
    assert fields(problem) == {"patient"}


def test_a_hold_of_somebody_else_is_bad_input(desk: Desk, refused: Refused) -> None:
    """Who is named beside a hold has to be its patient, if it has one."""
    hold = desk.hold(desk.slot(10), patient="ada")
    body = {"hold": hold["id"], "patient": "ben"}
    problem = refused("POST", "/v1/appointments", body, 400, "invalid_input")
    assert fields(problem) == {"patient"}


@pytest.mark.parametrize("after", [timedelta(0), timedelta(days=1)])
def test_an_expired_hold_is_told_from_one_that_never_was(
    desk: Desk, refused: Refused, after: timedelta
) -> None:
    """From the very second on at which it expires, 409 for all that is done to it."""
    hold = desk.hold(desk.slot(15), minutes=1)
    desk.clock.now_utc = datetime.fromisoformat(hold["expires_at"]) + after
    path, body = f"/v1/holds/{hold['id']}", {"hold": hold["id"], "patient": "ben"}
    refused("GET", path, None, 409, "hold_expired")
    refused("DELETE", path, None, 409, "hold_expired", tag="*")
    refused("POST", "/v1/appointments", body, 409, "hold_expired")


def test_a_hold_can_be_booked_to_its_last_second(desk: Desk) -> None:
    """A second before it expires it is as good as new."""
    hold = desk.hold(desk.slot(15), minutes=1)
    desk.clock.now_utc = datetime.fromisoformat(hold["expires_at"]) - timedelta(
        seconds=1
    )
    body = {"hold": hold["id"], "patient": "ben"}
    assert desk.post("/v1/appointments", body).status_code == 201


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800", "é", "'; --", " "])
def test_ids_of_any_letters_are_just_unknown(desk: Desk, text: str) -> None:
    """Never an error of the server, whatever a client makes up."""
    slot = desk.slot(10)
    before = desk.tables()
    for path, body in (
        ("/v1/holds", {"slot": slot, "treatment": text}),
        ("/v1/holds", {"slot": slot, "session": f"{text}-1"}),
        ("/v1/holds", {"slot": slot, "treatment": "facial", "patient": text}),
        ("/v1/holds", {"slot": {**slot, "room": text}, "treatment": "facial"}),
        (
            "/v1/holds",
            {"slot": {**slot, "staff": {text: "mei"}}, "treatment": "facial"},
        ),
        ("/v1/appointments", {"hold": text, "patient": "ben"}),
    ):
        response = desk.post(path, body)
        assert response.status_code in {400, 404, 409}, (body, response.data)
    if text != "\ud800":
        assert desk.get("/v1/appointments/" + text).status_code in {400, 404}
        query = {"course": text, "from": "2026-11-23", "to": "2026-11-23"}
        response = desk.get("/v1/slots", query=query)
        assert response.status_code in {400, 404}
    assert desk.tables() == before


@pytest.mark.parametrize(
    "path",
    ["/v1/holds", "/v1/appointments", "/v1/appointments/x/move"],
)
def test_a_body_over_the_limit(desk: Desk, refused: Refused, path: str) -> None:
    """413 before anything is looked at."""
    body = {"slot": desk.slot(10), "treatment": "x" * desk.settings.max_body_bytes}
    refused("POST", path, body, 413, "body_too_large")


@pytest.mark.parametrize("word", ["check-in", "complete", "no-show"])
def test_a_body_that_is_not_asked_for_may_not_be_huge(
    desk: Desk, refused: Refused, word: str
) -> None:
    """Even where no body is read it is refused by its length, or passed over."""
    session = desk.book(desk.slot(10))["id"]
    body = {"x": "x" * desk.settings.max_body_bytes}
    path = f"/v1/appointments/{session}/{word}"
    response = desk.client.post(path, json=body)
    assert response.status_code in {200, 413}
    keyed = desk.client.post(path, json=body, headers={"Idempotency-Key": "k"})
    must_be_problem(keyed, 413, "body_too_large")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/slots"),
        ("GET", "/v1/holds"),
        ("PUT", "/v1/holds/x"),
        ("GET", "/v1/appointments"),
        ("DELETE", "/v1/appointments/x"),
        ("GET", "/v1/appointments/x/move"),
        ("PATCH", "/v1/appointments/x/cancel"),
        ("GET", "/v1/appointments/x/check-in"),
    ],
)
def test_a_wrong_method(refused: Refused, method: str, path: str) -> None:
    """405 with the methods that there are."""
    refused(method, path, None, 405, "method_not_allowed")


@pytest.mark.parametrize("path", ["/v1/holds", "/v1/appointments"])
def test_a_body_that_is_no_json(desk: Desk, path: str) -> None:
    """415 for another media type, 400 for what is not JSON or no object."""
    before = desk.tables()
    response = desk.ask("POST", path, data="{}", content_type="text/plain")
    must_be_problem(response, 415, "unsupported_media_type")
    for data in ("{", "[]", "null", '{"slot": 1}', '{"a": 1, "a": 2}'):
        response = desk.ask("POST", path, data=data, content_type="application/json")
        must_be_problem(response, 400, "invalid_input")
    assert desk.tables() == before


def test_an_unknown_scope_or_field(desk: Desk, refused: Refused) -> None:
    """Nothing is guessed and nothing passed over."""
    session = desk.book(desk.slot(10))["id"]
    path = f"/v1/appointments/{session}/cancel"
    refused("POST", path, {"scope": "all"}, 400, "invalid_input")
    refused("POST", path, {"scop": "this"}, 400, "invalid_input")
    refused("POST", path, {}, 400, "invalid_input", query={"dry_run": "perhaps"})
    refused("POST", path, {}, 400, "invalid_input", query={"dryrun": "true"})
