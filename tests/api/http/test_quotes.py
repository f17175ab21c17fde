"""Quotes over HTTP: from the consultation to a booked course."""

from __future__ import annotations

import pytest

WISH = {"patient": "ben", "protocol": "glow"}


def test_from_wish_to_booked_course(desk):
    """The quote names all dates; accepting it books them, under one key once."""
    quoted = desk.post("/v1/quotes", WISH)
    assert quoted.status_code == 201
    told = quoted.json
    assert told["feasible"]
    assert told["done_by"] == told["sessions"][-1]["slot"]["start"][:10]
    begun = desk.post("/v1/courses", {"quote": told["id"]}, key="begin")
    assert begun.status_code == 201
    booked = begun.json["appointments"]
    assert [a["start"] for a in booked] == [
        session["slot"]["start"] for session in told["sessions"]
    ]
    assert {a["state"] for a in booked} == {"confirmed"}
    again = desk.post("/v1/courses", {"quote": told["id"]}, key="begin")
    assert (again.status_code, again.json) == (201, begun.json)
    assert begun.headers["Location"] == f"/v1/courses/{begun.json['id']}"
    assert desk.get(begun.headers["Location"]).json["patient"] == "ben"


def test_a_wish_that_fails_says_what_would_help(desk):
    """Nobody works on Sundays."""
    hours = [{"days": ["sun"], "from": "09:00", "to": "12:00"}]
    told = desk.post("/v1/quotes", WISH | {"hours": hours}).json
    assert not told["feasible"]
    assert told["done_by"] is None
    assert all(s["slot"] is None and s["reasons"] for s in told["sessions"])
    assert told["changes"][0]["kind"] == "hours"
    refused = desk.post("/v1/courses", {"quote": told["id"]})
    assert (refused.status_code, refused.json["code"]) == (409, "state_conflict")


@pytest.mark.parametrize("path", ["/v1/quotes", "/v1/courses"])
def test_a_dry_run_changes_nothing(desk, path):
    """Neither a quote is kept nor a course begun."""
    told = desk.post("/v1/quotes", WISH).json
    body = WISH if path == "/v1/quotes" else {"quote": told["id"]}
    before = desk.tables()
    tried = desk.post(path, body, query={"dry_run": "true"})
    assert tried.status_code == 201
    assert desk.tables() == before


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"patient": "nobody"}, 404, "not_found"),
        ({"protocol": "nothing"}, 404, "not_found"),
        ({"clinics": ["nowhere"]}, 400, "invalid_input"),
        ({"practitioner": "nobody"}, 400, "invalid_input"),
        ({"sessions": 0}, 400, "invalid_input"),
        ({"sessions": 100}, 400, "invalid_input"),
        ({"starts_on": "2020-01-01"}, 400, "invalid_input"),
        ({"hours": [{"days": [], "from": "09:00", "to": "12:00"}]}, 400, None),
        ({"hours": [{"days": ["mon"], "from": "12:00", "to": "09:00"}]}, 400, None),
        ({"hours": [{"days": ["mon"], "from": "9", "to": "12:00"}]}, 400, None),
        ({"hours": [{"days": ["mon"], "from": "09:00Z", "to": "12:00"}]}, 400, None),
    ],
)
def test_wishes_that_make_no_sense_change_nothing(desk, change, status, code):
    """Each with its code, and nothing is kept."""
    before = desk.tables()
    answer = desk.post("/v1/quotes", WISH | change)
    assert answer.status_code == status
    assert answer.json["code"] == (code or "invalid_input")
    assert desk.tables() == before


def test_an_unknown_quote_is_not_found(desk):
    """As one that was accepted already."""
    answer = desk.post("/v1/courses", {"quote": "quote-unknown"})
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
