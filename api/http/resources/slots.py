"""``/v1/slots``: what is open."""

from __future__ import annotations

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from api.http.answers import json_answer
from api.http.documented import problems
from api.http.services import services
from api.shapes.bookings import Slots, SlotsQuery
from scheduler.booking.asking import Asking
from scheduler.booking.open_slots import SlotQuery, open_slots

TAG = Tag(name="Booking", description="Open slots, holds and appointments.")

blueprint = APIBlueprint("slots", __name__, url_prefix="/v1", abp_tags=[TAG])


@blueprint.get(
    "/slots",
    operation_id="getSlots",
    summary="Open slots",
    description="For a treatment; or for a session, or a course's next one: then its "
    "gaps, its window, the patient's hours, clearance and other appointments count, "
    "and the session's own appointment is not in its way. Every slot can be held at "
    "once as long as nobody else was quicker.",
    responses={200: Slots, **problems(404, 503)},
)
def slots(query: SlotsQuery) -> Response:
    """Give what is open, by clinic and date."""
    known = services()
    asked = SlotQuery(
        first_day=query.from_,
        last_day=query.to,
        clinics=tuple(dict.fromkeys(query.clinic)),
        practitioner=query.practitioner,
        limit=query.limit,
    )
    now_utc = known.now_utc()
    with known.database.reading() as uow, known.book.lock:
        asking = Asking(known.book, uow, now_utc)
        current = asking.current()
        ask = asking.look(
            current,
            treatment=query.treatment,
            session=query.session,
            course=query.course,
        )
        days = open_slots(current, ask, asked, now_utc)
        zones = current.house.zones
        return json_answer({"days": [known.day_pages.data(day, zones) for day in days]})
