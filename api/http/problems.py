"""Errors as RFC 9457 problem details, and the one table of their statuses."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, request
from pydantic import BaseModel, Field, ValidationError
from werkzeug.exceptions import HTTPException

from api.http.conflicts import conflicts_of
from api.http.faults import field_faults
from api.jsons import dump_bytes
from api.wording import worded
from scheduler.errors import (
    HoldExpired,
    InfeasibleRoster,
    InvalidInput,
    NotFound,
    Occupied,
    Problem,
    QuoteExpired,
    Refused,
    RosterConflict,
    StateConflict,
)
from solver.reading import DocumentError

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"


class FieldError(BaseModel):
    """One field of the request that is wrong."""

    field: str = Field(
        description="Path of the field, such as `problem.courses[3].id`; empty: all."
    )
    message: str = Field(description="What must hold, and what came.")


class Conflict(BaseModel):
    """One thing that stands in the way."""

    rule: str = Field(description="Rule of planning that it would break.")
    resource: str = Field(
        description="Room, practitioner, patient, course or `<clinic>/<equipment>`."
    )
    from_: str | None = Field(default=None, alias="from", description="Taken from.")
    until: str | None = Field(default=None, description="Taken until.")


class ProblemDetails(BaseModel):
    """What went wrong, as RFC 9457 describes it."""

    type: str = Field(description="Where the kind of problem is explained.")
    title: str = Field(description="The kind of problem, in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What must hold, and what came.")
    code: str = Field(description="The kind of problem, for programs; it is stable.")
    errors: list[FieldError] | None = Field(
        default=None, description="For bad input: every field that is wrong."
    )
    conflicts: list[Conflict] | None = Field(
        default=None, description="For a place that cannot be had: what is in the way."
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, its stable code and its title."""

    status: HTTPStatus
    code: str
    title: str


class ApiError(Exception):
    """A problem that only the HTTP door knows, such as a full queue."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        errors: tuple[Problem, ...] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}


S = HTTPStatus
INVALID_INPUT = Kind(S.BAD_REQUEST, "invalid_input", "The request is not valid")
KEY_REUSED = Kind(
    S.UNPROCESSABLE_ENTITY, "idempotency_key_reused", "The key came with another body"
)
QUEUE_FULL = Kind(S.TOO_MANY_REQUESTS, "queue_full", "Too much work is waiting")
TOO_MANY_STREAMS = Kind(
    S.TOO_MANY_REQUESTS, "too_many_streams", "Too many event streams are open"
)
NOT_ACCEPTABLE = Kind(
    S.NOT_ACCEPTABLE, "not_acceptable", "None of the accepted forms is offered"
)
FOREIGN_HOST = Kind(
    S.MISDIRECTED_REQUEST, "foreign_host", "The Host header names another host"
)
DATABASE_UNAVAILABLE = Kind(
    S.SERVICE_UNAVAILABLE, "database_unavailable", "The database does not answer"
)
MIGRATIONS_PENDING = Kind(
    S.SERVICE_UNAVAILABLE, "migrations_pending", "The database has another schema"
)
PRECONDITION_FAILED = Kind(
    S.PRECONDITION_FAILED, "precondition_failed", "It has changed meanwhile"
)
PRECONDITION_REQUIRED = Kind(
    S.PRECONDITION_REQUIRED, "precondition_required", "The change needs an If-Match"
)
INTERNAL = Kind(
    S.INTERNAL_SERVER_ERROR, "internal_error", "Something failed in Meridian"
)

SCHEDULER_KINDS: tuple[tuple[type[Exception], Kind], ...] = (
    (InvalidInput, INVALID_INPUT),
    (DocumentError, INVALID_INPUT),
    (NotFound, Kind(S.NOT_FOUND, "not_found", "There is no such thing")),
    (
        RosterConflict,
        Kind(S.CONFLICT, "roster_conflict", "The roster moved on meanwhile"),
    ),
    (Occupied, Kind(S.CONFLICT, "slot_taken", "Somebody else has the place")),
    (Refused, Kind(S.CONFLICT, "slot_refused", "The rules forbid the place")),
    (HoldExpired, Kind(S.CONFLICT, "hold_expired", "The hold is over")),
    (QuoteExpired, Kind(S.CONFLICT, "quote_expired", "The quote is over")),
    (StateConflict, Kind(S.CONFLICT, "state_conflict", "It is not in such a state")),
    (
        InfeasibleRoster,
        Kind(S.UNPROCESSABLE_ENTITY, "infeasible_roster", "No roster exists"),
    ),
)

HTTP_KINDS = {
    400: INVALID_INPUT,
    404: Kind(S.NOT_FOUND, "not_found", "There is no such thing"),
    405: Kind(S.METHOD_NOT_ALLOWED, "method_not_allowed", "Not with this method"),
    413: Kind(S.REQUEST_ENTITY_TOO_LARGE, "body_too_large", "The body is too large"),
    415: Kind(
        S.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "The body must be JSON"
    ),
    431: Kind(
        S.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large", "Headers are too large"
    ),
}

ALL_KINDS: tuple[Kind, ...] = (
    *HTTP_KINDS.values(),
    *(kind for _, kind in SCHEDULER_KINDS[3:]),
    NOT_ACCEPTABLE,
    FOREIGN_HOST,
    KEY_REUSED,
    PRECONDITION_FAILED,
    PRECONDITION_REQUIRED,
    QUEUE_FULL,
    TOO_MANY_STREAMS,
    DATABASE_UNAVAILABLE,
    MIGRATIONS_PENDING,
    INTERNAL,
)


def details(
    kind: Kind,
    detail: str,
    errors: Iterable[Problem] = (),
    conflicts: Iterable[dict[str, str]] = (),
) -> dict[str, Any]:
    """Build the body of a problem response."""
    body: dict[str, Any] = {
        "type": f"/docs#{kind.code}",
        "title": f"{kind.title}.",
        "status": int(kind.status),
        "detail": detail,
        "code": kind.code,
    }
    if listed := [{"field": e.field, "message": e.message} for e in errors]:
        body["errors"] = listed
    if in_the_way := list(conflicts):
        body["conflicts"] = in_the_way
    return body


def register(app: Flask) -> None:
    """Answer every error of the application with problem details."""
    for error, kind in SCHEDULER_KINDS:
        app.register_error_handler(error, _known(kind))
    app.register_error_handler(ApiError, _own)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def refuse_invalid(error: ValidationError) -> Response:
    """Turn what pydantic found in a request into the one shape of errors."""
    raise InvalidInput(field_faults(error))


def _response(
    kind: Kind,
    detail: str,
    errors: Iterable[Problem] = (),
    headers: dict[str, str] | None = None,
    conflicts: Iterable[dict[str, str]] = (),
) -> Response:
    body = dump_bytes(details(kind, detail, errors, conflicts))
    return Response(body, int(kind.status), headers, content_type=MEDIA_TYPE)


def _known(kind: Kind) -> Any:
    def answer(error: Exception) -> Response:
        conflicts = conflicts_of(error)
        return _response(kind, _sentence(error), _errors(error), None, conflicts)

    return answer


def _errors(error: Exception) -> tuple[Problem, ...]:
    match error:
        case InvalidInput():
            return error.problems
        case DocumentError():
            return tuple(Problem(f.path, f.message) for f in error.faults)
    return ()


def _sentence(error: Exception) -> str:
    if isinstance(error, Occupied):
        # Who has it is nobody's business.
        return (
            "The place must be free, but is taken; conflicts says what and until when."
        )
    errors = _errors(error)
    if len(errors) > 1:
        return f"{len(errors)} fields are wrong; errors says which and why."
    return "".join(map(worded, errors)) or str(error)


def _own(error: ApiError) -> Response:
    return _response(error.kind, error.detail, error.errors, error.headers)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return Response(status=status, headers=error.get_headers())
    kind = HTTP_KINDS.get(status) or _plain_kind(status)
    kept = {
        name: value
        for name, value in error.get_headers()
        if name not in {"Content-Type", "Content-Length"}
    }
    return _response(kind, _http_detail(error, status), headers=kept)


def _plain_kind(status: int) -> Kind:
    known = HTTPStatus(status)
    return Kind(known, known.name.lower(), known.phrase)


def _http_detail(error: HTTPException, status: int) -> str:
    what = f"{request.method} {request.path}"
    match status:
        case 404:
            return f"There is nothing at {request.path}; see /docs for what there is."
        case 405:
            allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
            return f"{what} is not offered; the methods are {allowed}."
        case 413:
            most = request.max_content_length
            return f"The body must be at most {most:,} bytes long."
        case 415:
            came = request.content_type or "none"
            return f"Content-Type must be application/json, got {came}."
    return error.description or f"{what} was refused."


def _unexpected(error: Exception) -> Response:
    # The answer names no cause: a foreign message may hold personal data.
    logger.error("%s %s failed.", request.method, request.path, exc_info=error)
    detail = "The server's log says what; the request can be sent again."
    return _response(INTERNAL, detail)
