"""Every error of the HTTP door is a problem of RFC 9457."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.http import problems
from api.http.app import Application
from tests.api.builders import make_problem


def must_be_problem(response: TestResponse, status: int, code: str) -> dict[str, Any]:
    """Check the parts that every problem has, and give the body."""
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    body: dict[str, Any] = response.get_json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"] == f"/docs#{code}"
    assert body["title"].endswith(".")
    assert body["detail"].endswith(".")
    return body


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v2", 404, "not_found"),
        ("GET", "/v1/clinics/nowhere", 404, "not_found"),
        ("GET", "/v1/practitioners/nobody/shifts", 404, "not_found"),
        ("GET", "/v1/plans/unknown", 404, "not_found"),
        ("GET", "/v1/plans/unknown/events", 404, "not_found"),
        ("DELETE", "/v1/plans/unknown", 404, "not_found"),
        ("POST", "/v1/clinics", 405, "method_not_allowed"),
        ("PATCH", "/health", 405, "method_not_allowed"),
        ("GET", "/v1/rooms?limit=0", 400, "invalid_input"),
        ("GET", "/v1/rooms?limit=201", 400, "invalid_input"),
        ("GET", "/v1/rooms?limit=many", 400, "invalid_input"),
        ("GET", "/v1/rooms?clnic=north", 400, "invalid_input"),
        ("GET", "/v1/rooms?cursor=%25%25", 400, "invalid_input"),
    ],
)
def test_errors_are_problems(
    client: FlaskClient, method: str, path: str, status: int, code: str
) -> None:
    """Unknown paths, methods, ids and parameters, each with its own code."""
    must_be_problem(client.open(path, method=method), status, code)


def test_405_says_which_methods_there_are(client: FlaskClient) -> None:
    """The header Allow stays, and the sentence names the methods."""
    response = client.delete("/v1/plans")
    body = must_be_problem(response, 405, "method_not_allowed")
    assert "POST" in response.headers["Allow"]
    assert "POST" in body["detail"]


def test_a_body_must_be_json(client: FlaskClient) -> None:
    """Another media type is 415, whatever the bytes are."""
    response = client.post("/v1/plans", data="{}", content_type="text/plain")
    body = must_be_problem(response, 415, "unsupported_media_type")
    assert "got text/plain" in body["detail"]


def test_a_body_too_large_is_refused(client: FlaskClient) -> None:
    """A body above the limit is 413, which the sentence names."""
    response = client.post("/v1/plans", json={"x": "y" * 100_000})
    body = must_be_problem(response, 413, "body_too_large")
    assert "100,000 bytes" in body["detail"]


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        (b"", "line 1 column 1", "must be JSON"),
        (b'{"problem": {', "line 1 column 14", "must be JSON"),
        (b"[1]", "", "should be a valid dictionary"),
        (b"{}", "problem", "is required."),
        (b'{"problem": 3}', "problem", "must be a JSON object, got int."),
    ],
)
def test_a_bad_body_is_told_by_field(
    client: FlaskClient, body: bytes, field: str, said: str
) -> None:
    """What is no JSON, or not of this shape, is 400 with the place in errors."""
    response = client.post("/v1/plans", data=body, content_type="application/json")
    (error,) = must_be_problem(response, 400, "invalid_input")["errors"]
    assert error["field"] == field
    assert said in error["message"]


def test_every_bad_field_is_told_at_once(client: FlaskClient) -> None:
    """Faults of the document and of the request around it come in one answer."""
    problem = make_problem(tick_minutes=0, colour="blue")
    body = {
        "problem": problem,
        "options": {"time_limit_seconds": -1, "seed": "one", "workers": 0},
        "operation": "guess",
        "extra": 1,
    }
    response = client.post("/v1/plans", json=body)
    errors = must_be_problem(response, 400, "invalid_input")["errors"]
    assert {error["field"] for error in errors} == {
        "problem.tick_minutes",
        "problem.colour",
        "options.time_limit_seconds",
        "options.seed",
        "options.workers",
        "operation",
        "extra",
    }


def test_what_fails_in_us_tells_nothing_private(
    app: Application, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """The answer is a plain 500; what happened is in the server's log."""

    def broken() -> None:
        raise KeyError("patient Jane Doe")

    app.add_url_rule("/broken", view_func=broken)
    body = must_be_problem(client.get("/broken"), 500, "internal_error")
    assert "Jane" not in str(body)
    assert "GET /broken failed." in caplog.text


def test_head_and_options_are_no_errors(client: FlaskClient) -> None:
    """HEAD answers as GET does, without a body."""
    assert client.head("/health").status_code == 200
    assert client.options("/health").status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8000", 200),
        ("127.0.0.1:8000", 200),
        ("[::1]:8000", 200),
        ("[::1]", 200),
        ("evil.example", 421),  # a foreign name that resolves to this machine
        ("evil.example:8000", 421),
        ("192.168.1.5", 421),
    ],
)
def test_only_this_machines_names_are_answered(
    client: FlaskClient, host: str, status: int
) -> None:
    """On loopback, without keys, a page of another site must not get in."""
    response = client.get("/health", headers={"Host": host})
    assert response.status_code == status
    if status == 421:
        must_be_problem(response, 421, "foreign_host")


def test_codes_are_unique() -> None:
    """A code means one kind of problem, with one status."""
    codes = [kind.code for kind in problems.ALL_KINDS]
    assert len(codes) == len(set(codes))
