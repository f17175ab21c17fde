"""``/v1/holds``: slots that are kept for some minutes."""

from __future__ import annotations

from flask import Response
from flask_openapi.blueprint import APIBlueprint

from api.http.answers import json_answer
from api.http.changing import change, must_match
from api.http.documented import problems
from api.http.resources.slots import TAG
from api.http.services import services
from api.shapes.base import IdPath
from api.shapes.booked import hold_data
from api.shapes.bookings import (
    ChangeQuery,
    CreateHeader,
    DeleteHeader,
    HoldAnswer,
    HoldRequest,
)
from scheduler.booking.asking import Wanted
from scheduler.booking.bookings import Bookings
from scheduler.domain.hold import Hold

blueprint = APIBlueprint("holds", __name__, url_prefix="/v1", abp_tags=[TAG])


@blueprint.post(
    "/holds",
    operation_id="createHold",
    summary="Keep a slot for some minutes",
    responses={201: HoldAnswer, **problems(404, 409, 413, 415, 422, 503)},
)
def create(header: CreateHeader, query: ChangeQuery, body: HoldRequest) -> Response:
    """Hold the slot."""

    def act(bookings: Bookings) -> Response:
        hold = bookings.hold(
            body.slot.slot(body.treatment or ""),
            Wanted(
                treatment=body.treatment, session=body.session, patient=body.patient
            ),
            body.minutes,
        )
        return _answer(bookings, hold, 201)

    return change(act, key=header.idempotency_key, dry_run=query.dry_run)


@blueprint.get(
    "/holds/<id>",
    operation_id="getHold",
    summary="A hold that is not over",
    responses={200: HoldAnswer, **problems(404, 409, 503)},
)
def read(path: IdPath) -> Response:
    """Give the hold."""
    known = services()
    with known.database.reading() as uow:
        bookings = Bookings(known.book, uow, known.now_utc())
        return _answer(bookings, bookings.get(path.id), 200)


@blueprint.delete(
    "/holds/<id>",
    operation_id="deleteHold",
    summary="Let a hold go",
    responses={204: None, **problems(404, 409, 412, 428, 503)},
)
def delete(header: DeleteHeader, query: ChangeQuery, path: IdPath) -> Response:
    """Release the hold."""

    def act(bookings: Bookings) -> Response:
        hold = bookings.get(path.id)
        must_match(hold.id, header.if_match, required=True)
        bookings.release(hold.id)
        return Response(status=204)

    return change(act, dry_run=query.dry_run)


def _answer(bookings: Bookings, hold: Hold, status: int) -> Response:
    zone = bookings.uow.clinics.get(hold.clinic).zone
    headers = {"ETag": f'"{hold.id}"'}
    if status == 201:
        headers["Location"] = f"/v1/holds/{hold.id}"
    return json_answer(hold_data(hold, zone), status, headers)
