"""Whether a slot may be taken now; if not, what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from scheduler.booking.course_asks import Ask
from scheduler.booking.live_book import OpenBook
from scheduler.booking.slot import Slot
from scheduler.errors import InvalidInput, Problem, Refused
from scheduler.problem_parts import assignment_part
from solver import problem as document
from solver.book import refusal
from solver.instance import Instance
from solver.patterns import LEAD
from solver.placement import Placement
from solver.translate import placement_of


def must_be_legal(current: OpenBook, ask: Ask, slot: Slot, now_utc: datetime) -> None:
    """
    Make sure that a slot can be had.

    Raises
    ------
    InvalidInput
        If it names what is not there, or lies in the past or beyond the book.
    Refused
        If a rule stands in the way.
    """
    _must_be_sayable(current, slot, now_utc)
    book, zone = current.book, current.house.zones[slot.clinic]
    asking = book.asking(
        ask.patient, ask.course, moving=ask.moving, without=ask.without
    )
    with asking as views:
        view = views[ask.session]
        assignment = assignment_part(ask.session, slot, zone)
        placement = placement_of(book.instance, assignment)
        if book.instance.grid.instant(placement.start) != slot.start_utc:
            rule: str | None = "R01"
        else:
            rule = refusal(view, placement)
        if rule == "R11" and _is_after_clearance(ask, slot, current):
            rule = "R12"
    if rule is not None:
        raise Refused(rule, _resource(rule, slot, ask, placement))


def must_all_be_legal(
    current: OpenBook,
    patient: document.Patient,
    course: document.Course,
    slots: Sequence[Slot],
    now_utc: datetime,
) -> None:
    """
    Make sure that a whole new course can be had at slots, one a session.

    Raises
    ------
    InvalidInput, Refused
        As `must_be_legal` does of each, beside those before it.
    """
    book = current.book
    with book.asking(patient, course) as views:
        for view, slot in zip(views.values(), slots, strict=True):
            _must_be_sayable(current, slot, now_utc)
            zone = current.house.zones[slot.clinic]
            assignment = assignment_part(view.task.id, slot, zone)
            placement = placement_of(book.instance, assignment)
            rule = refusal(view, placement)
            if rule is not None:
                ask = Ask(patient=patient, course=course, session=view.task.id)
                raise Refused(rule, _resource(rule, slot, ask, placement))
            book.engine.add(placement)


def _must_be_sayable(current: OpenBook, slot: Slot, now_utc: datetime) -> None:
    instance = current.book.instance
    wrong = [
        Problem(
            f"slot.{field}", f"slot.{field} must be one of the network's, got {id_!r}."
        )
        for field, id_, known in (
            ("treatment", slot.treatment, instance.treatment_of),
            ("clinic", slot.clinic, instance.clinic_of),
            ("room", slot.room, instance.room_of),
            *(("staff", who, instance.person_of) for who in slot.staff.values()),
        )
        if id_ not in known
    ]
    if wrong:
        raise InvalidInput(wrong)
    room = instance.problem.rooms[instance.room_of[slot.room]]
    if room.clinic != slot.clinic:
        raise InvalidInput.of(
            "slot.room",
            f"slot.room must be one of clinic {slot.clinic!r}, got {slot.room!r}.",
        )
    _must_be_of_the_treatment(instance, slot)
    if slot.start_utc < now_utc:
        raise InvalidInput.of(
            "slot.start",
            f"slot.start must not lie in the past, got {slot.start_utc.isoformat()}.",
        )
    if slot.start_utc.second or slot.start_utc.microsecond:
        raise InvalidInput.of(
            "slot.start",
            f"slot.start must be a whole minute, got {slot.start_utc.isoformat()}.",
        )
    on = _date_of(slot, current)
    if not current.house.horizon.holds(on):
        raise InvalidInput.of(
            "slot.start",
            f"slot.start must lie on or before {current.house.horizon.last_day}, the "
            f"last day that can be booked, got {on}.",
        )


def _must_be_of_the_treatment(instance: Instance, slot: Slot) -> None:
    index = instance.treatment_of[slot.treatment]
    roles = {LEAD, *instance.shapes[index][0].busy_of}
    if set(slot.staff) != roles:
        wanted, came = (", ".join(map(repr, sorted(r))) for r in (roles, slot.staff))
        raise InvalidInput.of(
            "slot.staff",
            f"slot.staff must name who is {wanted}, got {came or 'nobody'}.",
        )
    steps = [step.name for step in instance.problem.treatments[index].steps]
    if [step.name for step in slot.steps] != steps:
        raise InvalidInput.of(
            "slot.steps",
            f"slot.steps must be {', '.join(steps)}, those of treatment "
            f"{slot.treatment!r}, got others.",
        )


def _date_of(slot: Slot, current: OpenBook) -> date:
    """The clinic-local date; far beyond the book, where it does not matter, in UTC."""
    on = slot.start_utc.date()
    if on > current.house.horizon.last_day + timedelta(days=2):
        return on  # the last day of the calendar has no next one in any zone
    return slot.start_utc.astimezone(current.house.zones[slot.clinic]).date()


def _is_after_clearance(ask: Ask, slot: Slot, current: OpenBook) -> bool:
    until = ask.course.cleared_until
    on = slot.start_utc.astimezone(current.house.zones[slot.clinic]).date()
    return until is not None and on > until


def _resource(rule: str, slot: Slot, ask: Ask, placement: Placement) -> str:
    """What the rule speaks of: a room, somebody of the staff, the patient, a course."""
    match rule:
        case "R01":
            return slot.treatment
        case "R02":
            return slot.room
        case "R10" | "R12":
            return ask.patient.id
        case "R11":
            return ask.course.id
        case "R09":
            return slot.clinic
        case _:
            return slot.staff["lead"]
