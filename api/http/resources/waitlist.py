"""``/v1/waitlist``: booked sessions that wait for an earlier place."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_openapi.blueprint import APIBlueprint

from api.http.answers import json_answer
from api.http.changing import change, must_match
from api.http.documented import problems
from api.http.paging import decode_cursor, page_body
from api.http.resources.slots import TAG
from api.http.services import services
from api.shapes.base import IdPath, PageQuery
from api.shapes.bookings import ChangeQuery, CreateHeader, DeleteHeader
from api.shapes.waitlist import WaitingAnswer, WaitingPage, WaitRequest
from scheduler.booking.bookings import Bookings
from scheduler.booking.waitlist import Waitlist
from scheduler.domain.waiting import Waiting

blueprint = APIBlueprint("waitlist", __name__, url_prefix="/v1", abp_tags=[TAG])


@blueprint.post(
    "/waitlist",
    operation_id="joinWaitlist",
    summary="Let a booked session wait for an earlier place",
    description="What a cancellation frees is held for half an hour for the one whose "
    "appointment is latest after its due date; `hold` names it, and "
    "`POST /v1/appointments/{id}/move` with that hold accepts it.",
    responses={201: WaitingAnswer, **problems(404, 409, 413, 415, 422, 503)},
)
def join(header: CreateHeader, query: ChangeQuery, body: WaitRequest) -> Response:
    """Join the waitlist."""

    def act(bookings: Bookings) -> Response:
        waitlist = Waitlist(bookings.live, bookings.uow, bookings.now_utc)
        waiting = waitlist.join(body.session)
        headers = {
            "ETag": f'"{waiting.id}"',
            "Location": f"/v1/waitlist/{waiting.id}",
        }
        return json_answer(_data(waiting), 201, headers)

    return change(act, key=header.idempotency_key, dry_run=query.dry_run)


@blueprint.get(
    "/waitlist",
    operation_id="listWaitlist",
    summary="Who waits",
    responses={200: WaitingPage, **problems(503)},
)
def read_all(query: PageQuery) -> Response:
    """Give a page of them."""
    with services().database.reading() as uow:
        page = uow.waiting.page(query.limit, decode_cursor(query.cursor))
    return json_answer(page_body(list(map(_data, page.items)), page.next_after))


@blueprint.get(
    "/waitlist/<id>",
    operation_id="getWaiting",
    summary="One that waits, with what was offered last",
    responses={200: WaitingAnswer, **problems(404, 503)},
)
def read(path: IdPath) -> Response:
    """Give the one."""
    with services().database.reading() as uow:
        waiting = uow.waiting.get(path.id)
    return json_answer(_data(waiting), headers={"ETag": f'"{waiting.id}"'})


@blueprint.delete(
    "/waitlist/<id>",
    operation_id="leaveWaitlist",
    summary="Wait no longer",
    responses={204: None, **problems(404, 412, 428, 503)},
)
def leave(header: DeleteHeader, query: ChangeQuery, path: IdPath) -> Response:
    """Leave the waitlist; the appointment stays."""

    def act(bookings: Bookings) -> Response:
        waiting = bookings.uow.waiting.get(path.id)
        must_match(waiting.id, header.if_match, required=True)
        bookings.uow.waiting.remove(waiting.id)
        return Response(status=204)

    return change(act, dry_run=query.dry_run)


def _data(waiting: Waiting) -> dict[str, Any]:
    return {
        "id": waiting.id,
        "session": waiting.session,
        "course": waiting.course,
        "created_at": waiting.created_utc,
        "hold": waiting.hold,
    }
