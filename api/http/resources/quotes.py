"""``/v1/quotes``: a whole course at once; ``POST /v1/courses``: beginning it."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from flask import Response
from flask_openapi.blueprint import APIBlueprint

from api.http.answers import json_answer
from api.http.changing import change
from api.http.documented import problems
from api.http.resources.slots import TAG
from api.shapes.booked import appointment_data, slot_data
from api.shapes.bookings import ChangeQuery, CreateHeader
from api.shapes.quotes import AcceptRequest, CourseBegun, QuoteAnswer, QuoteRequest
from scheduler.booking.bookings import Bookings
from scheduler.booking.outlines import Line
from scheduler.booking.quoting import Quoted, Quoting

blueprint = APIBlueprint("quotes", __name__, url_prefix="/v1", abp_tags=[TAG])
CREATES = problems(404, 409, 413, 415, 422, 503)


@blueprint.post(
    "/quotes",
    operation_id="createQuote",
    summary="All dates of a course, or what would help",
    description="Nothing is booked or kept free. A quote that has a place for every "
    "session is accepted with `POST /v1/courses`, whole or not at all.",
    responses={201: QuoteAnswer, **CREATES},
)
def create(header: CreateHeader, query: ChangeQuery, body: QuoteRequest) -> Response:
    """Quote the course."""

    def act(bookings: Bookings) -> Response:
        quoted = _quoting(bookings).quote(body.wish())
        return json_answer(_quote_data(bookings, quoted), 201)

    return change(act, key=header.idempotency_key, dry_run=query.dry_run)


@blueprint.post(
    "/courses",
    operation_id="createCourse",
    summary="Begin a course as it was quoted",
    responses={201: CourseBegun, **CREATES},
)
def accept(header: CreateHeader, query: ChangeQuery, body: AcceptRequest) -> Response:
    """Book the whole course, or nothing."""

    def act(bookings: Bookings) -> Response:
        course, booked = _quoting(bookings).accept(body.quote)
        zones = _zones(bookings)
        data = {
            "id": course.id,
            "patient": course.patient,
            "protocol": course.protocol,
            "starts_on": course.starts_on,
            "appointments": [
                appointment_data(each, zones[each.visit.clinic]) for each in booked
            ],
        }
        return json_answer(data, 201, {"Location": f"/v1/courses/{course.id}"})

    return change(act, key=header.idempotency_key, dry_run=query.dry_run)


def _quoting(bookings: Bookings) -> Quoting:
    return Quoting(bookings.live, bookings.uow, bookings.now_utc)


def _zones(bookings: Bookings) -> dict[str, Any]:
    return {clinic.id: clinic.zone for clinic in bookings.uow.clinics.all()}


def _quote_data(bookings: Bookings, quoted: Quoted) -> dict[str, Any]:
    quote, outline, zones = quoted.quote, quoted.outline, _zones(bookings)
    return {
        "id": quote.id,
        "expires_at": quote.expires_utc.astimezone(UTC),
        "patient": quote.patient,
        "protocol": quote.protocol,
        "feasible": not quote.missing,
        "done_by": outline.done_by,
        "cost": outline.cost,
        "sessions": [_line_data(line, zones) for line in outline.lines],
        "changes": [
            {
                "kind": each.kind,
                "detail": each.detail,
                "placed": each.placed,
                "done_by": each.done_by,
                "cost": each.cost,
            }
            for each in quoted.changes
        ],
    }


def _line_data(line: Line, zones: dict[str, Any]) -> dict[str, Any]:
    slot = line.slot
    return {
        "number": line.number,
        "treatment": line.treatment,
        "due": line.due,
        "slot": None if slot is None else slot_data(slot, zones[slot.clinic]),
        "reasons": list(line.reasons),
    }
