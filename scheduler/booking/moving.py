"""Moving what follows an appointment along with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scheduler.booking.course_asks import Ask
from scheduler.booking.live_book import OpenBook
from scheduler.booking.open_slots import offer_grains, slot_of
from scheduler.booking.slot import Slot
from scheduler.domain.roster import Appointment
from scheduler.errors import StateConflict
from scheduler.problem_parts import assignment_part
from solver.book import Opening, openings
from solver.explain.view import View
from solver.placement import Placement
from solver.translate import placement_of


def moved_along(
    current: OpenBook,
    ask: Ask,
    slot: Slot,
    first: Appointment,
    later: Sequence[Appointment],
) -> Iterator[Slot]:
    """
    Slots for appointments that follow one which moves to ``slot``.

    Each moves by as many days as the first, at its own clinic, to the opening nearest
    to its time of day.

    Raises
    ------
    StateConflict
        If one of them finds no opening on its new day.
    """
    book, zones = current.book, current.house.zones
    asking = book.asking(
        ask.patient, ask.course, moving=ask.moving, without=ask.without
    )
    with asking as views:
        assignment = assignment_part(ask.session, slot, zones[slot.clinic])
        to = placement_of(book.instance, assignment)
        days = to.day - _placed(current, first).day
        book.engine.add(to)
        for each in later:
            view = views.get(each.visit.session)
            was = _placed(current, each)
            found = _nearest(view, was, was.day + days) if view else None
            if view is None or found is None:
                raise StateConflict(
                    f"Session {each.visit.session!r} must find an opening {days:+} "
                    "days from where it is, but there is none; move it by itself."
                )
            book.engine.add(found.placement)
            yield slot_of(current, view, found)


def _placed(current: OpenBook, appointment: Appointment) -> Placement:
    """Where an appointment stands."""
    visit, instance = appointment.visit, current.book.instance
    assignment = assignment_part(
        visit.session, visit, current.house.zones[visit.clinic]
    )
    return placement_of(instance, assignment)


def _nearest(view: View, was: Placement, day: int) -> Opening | None:
    """The opening of a day nearest to the time of day of a placement."""
    hours = view.hours
    if not 0 <= day < hours.grid.num_days:
        return None
    every = offer_grains(hours.grid)
    wanted = was.start - hours.base(was.clinic, was.day) + hours.base(was.clinic, day)
    return min(
        openings(view, was.clinic, day, every=every),
        key=lambda opening: (abs(opening.placement.start - wanted), opening.cost),
        default=None,
    )
