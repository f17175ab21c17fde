"""``/v1/appointments``: sessions that are booked, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response
from flask_openapi.blueprint import APIBlueprint

from api.http.answers import json_answer
from api.http.changing import change, must_match
from api.http.documented import problems
from api.http.resources.slots import TAG
from api.http.services import services
from api.shapes.base import IdPath
from api.shapes.booked import appointment_data
from api.shapes.bookings import (
    AppointmentAnswer,
    BookRequest,
    CancelRequest,
    ChangeHeader,
    ChangeQuery,
    CreateHeader,
    MoveRequest,
    Scope,
)
from scheduler.booking.asking import Wanted
from scheduler.booking.bookings import Bookings
from scheduler.domain.roster import Appointment, AppointmentStatus

blueprint = APIBlueprint("appointments", __name__, url_prefix="/v1", abp_tags=[TAG])
CHANGES = problems(404, 409, 412, 413, 415, 422, 503)


@blueprint.post(
    "/appointments",
    operation_id="createAppointment",
    summary="Book a hold or a slot",
    description="With a treatment and a patient whose course is due for it, the "
    "course's next session is booked; otherwise the visit gets a course of its own.",
    responses={201: AppointmentAnswer, **problems(404, 409, 413, 415, 422, 503)},
)
def create(header: CreateHeader, query: ChangeQuery, body: BookRequest) -> Response:
    """Book."""

    def act(bookings: Bookings) -> Response:
        if body.slot is None:
            appointment = bookings.book_hold(str(body.hold), body.patient)
        else:
            wanted = Wanted(
                treatment=body.treatment, session=body.session, patient=body.patient
            )
            appointment = bookings.book(body.slot.slot(body.treatment or ""), wanted)
        return _answer(bookings, [appointment], 201)

    return change(act, key=header.idempotency_key, dry_run=query.dry_run)


@blueprint.get(
    "/appointments/<id>",
    operation_id="getAppointment",
    summary="An appointment",
    responses={200: AppointmentAnswer, **problems(404, 503)},
)
def read(path: IdPath) -> Response:
    """Give the appointment, whatever became of it."""
    known = services()
    with known.database.reading() as uow:
        bookings = Bookings(known.book, uow, known.now_utc())
        return _answer(bookings, [uow.appointments.get(path.id)], 200)


@blueprint.post(
    "/appointments/<id>/move",
    operation_id="moveAppointment",
    summary="Give an appointment another slot",
    description="It stays the same session. With the scope `this_and_following` all "
    "later appointments of the course move by as many days, each to the opening "
    "nearest to its time of day; if one of them finds none, nothing moves.",
    responses={200: AppointmentAnswer, **CHANGES},
)
def move(
    header: ChangeHeader, query: ChangeQuery, path: IdPath, body: MoveRequest
) -> Response:
    """Move it."""

    def act(bookings: Bookings) -> Response:
        _must_match(bookings, path.id, header)
        following = body.scope is Scope.THIS_AND_FOLLOWING
        if body.slot is None:
            hold = str(body.hold)
            moved = bookings.move_to_hold(path.id, hold, following=following)
        else:
            moved = bookings.move(path.id, body.slot.slot(""), following=following)
        return _answer(bookings, moved, 200)

    return change(act, key=header.idempotency_key, dry_run=query.dry_run)


@blueprint.post(
    "/appointments/<id>/cancel",
    operation_id="cancelAppointment",
    summary="Free the place of an appointment, or of all that follow too",
    responses={200: AppointmentAnswer, **CHANGES},
)
def cancel(
    header: ChangeHeader, query: ChangeQuery, path: IdPath, body: CancelRequest
) -> Response:
    """Cancel it; the answer names everything that was."""

    def act(bookings: Bookings) -> Response:
        _must_match(bookings, path.id, header)
        following = body.scope is Scope.THIS_AND_FOLLOWING
        return _answer(bookings, bookings.cancel(path.id, following=following), 200)

    return change(act, key=header.idempotency_key, dry_run=query.dry_run)


def _marking(path_word: str, operation_id: str, summary: str, status: str) -> None:
    """Offer an operation that notes what became of an appointment."""

    @blueprint.post(
        f"/appointments/<id>/{path_word}",
        operation_id=operation_id,
        summary=summary,
        responses={200: AppointmentAnswer, **problems(404, 409, 412, 422, 503)},
        endpoint=operation_id,
    )
    def mark(header: ChangeHeader, query: ChangeQuery, path: IdPath) -> Response:
        def act(bookings: Bookings) -> Response:
            _must_match(bookings, path.id, header)
            marked = bookings.mark(path.id, AppointmentStatus(status))
            return _answer(bookings, [marked], 200)

        return change(act, key=header.idempotency_key, dry_run=query.dry_run)


_marking("check-in", "checkInAppointment", "The patient has come", "arrived")
_marking("complete", "completeAppointment", "The session was held", "done")
_marking("no-show", "missAppointment", "The patient has not come", "missed")


def _must_match(bookings: Bookings, session: str, header: ChangeHeader) -> None:
    if header.if_match is not None:
        tag = _tag(bookings.uow.appointments.get(session))
        must_match(tag, header.if_match, required=False)


def _tag(appointment: Appointment) -> str:
    return f"{appointment.visit.session}.{appointment.revision}"


def _answer(
    bookings: Bookings, changed: Sequence[Appointment], status: int
) -> Response:
    """The appointment that was asked for, and those that followed it."""
    first, *_ = changed
    zones = {
        clinic: bookings.uow.clinics.get(clinic).zone
        for clinic in {each.visit.clinic for each in changed}
    }
    data = [appointment_data(each, zones[each.visit.clinic]) for each in changed]
    headers = {"ETag": f'"{_tag(first)}"'}
    if status == 201:
        headers["Location"] = f"/v1/appointments/{first.visit.session}"
    return json_answer({**data[0], "following": data[1:]}, status, headers)
