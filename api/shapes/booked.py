"""Values of booking as the data of answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.booking.slot import Slot
from scheduler.domain.hold import Hold
from scheduler.domain.place import Place, timed_steps
from scheduler.domain.roster import Appointment, AppointmentStatus


def place_data(place: Place, zone: ZoneInfo) -> dict[str, Any]:
    """Where, when and by whom; instants on the clinic's clock."""
    steps = [
        {"name": step.name, "from": local(from_utc, zone), "to": local(to_utc, zone)}
        for step, from_utc, to_utc in timed_steps(place.start_utc, place.steps)
    ]
    return {
        "start": local(place.start_utc, zone),
        "end": local(place.end_utc, zone),
        "clinic": place.clinic,
        "room": place.room,
        "staff": dict(place.staff),
        "steps": steps,
    }


def slot_data(slot: Slot, zone: ZoneInfo) -> dict[str, Any]:
    """An open slot with what it would cost the roster."""
    return {
        **place_data(slot, zone),
        "grade": slot.grade.value,
        "cost": slot.cost,
        "reasons": [{"term": each.term, "cost": each.cost} for each in slot.reasons],
    }


def hold_data(hold: Hold, zone: ZoneInfo) -> dict[str, Any]:
    """A hold with its slot."""
    return {
        "id": hold.id,
        "expires_at": local(hold.expires_utc, zone),
        "treatment": hold.treatment,
        "session": hold.session,
        "patient": hold.patient,
        "slot": place_data(hold, zone),
    }


def appointment_data(appointment: Appointment, zone: ZoneInfo) -> dict[str, Any]:
    """An appointment; its id is its session's, through all its moves."""
    visit = appointment.visit
    return {
        "id": visit.session,
        "session": visit.session,
        "course": visit.course,
        "patient": visit.patient,
        "treatment": visit.treatment,
        "state": AppointmentStatus(appointment.status).value,
        "revision": appointment.revision,
        "timezone": zone.key,
        **place_data(visit, zone),
    }


def local(instant: datetime, zone: ZoneInfo) -> str:
    """An instant on a clinic's clock, with its offset."""
    return instant.astimezone(zone).isoformat()
