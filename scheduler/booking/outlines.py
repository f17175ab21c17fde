"""A whole course on the book: a slot for each session, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from scheduler.booking.asking import number_of
from scheduler.booking.live_book import OpenBook
from scheduler.booking.open_slots import slot_of
from scheduler.booking.slot import Slot
from solver import problem as document
from solver.book import opening_at, refusal
from solver.book.whole import whole_course
from solver.reasons import reasons

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    A session of a course that is outlined.

    Attributes
    ----------
    slot
        None: there is none, for ``reasons``.
    """

    number: int
    treatment: str
    due: date
    slot: Slot | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """
    A course session by session.

    Attributes
    ----------
    done_by
        Date of the last session, clinic-local; None if one has no place.
    cost
        What its slots would add to the roster's objective together.
    """

    lines: tuple[Line, ...]
    done_by: date | None
    cost: Decimal

    @property
    def num_placed(self) -> int:
        """Sessions that have a slot."""
        return sum(line.slot is not None for line in self.lines)


def outline(
    current: OpenBook,
    patient: document.Patient,
    course: document.Course,
    now_utc: datetime,
) -> Outline:
    """The best slots from now on for a course of which nothing stands."""
    book = current.book
    patient = _from_now_on(current, patient, now_utc)
    slots: dict[str, Slot] = {}
    told: dict[str, tuple[str, ...]] = {}
    with book.asking(patient, course) as views:
        chosen = whole_course(list(views.values()))
        for view, option in zip(views.values(), chosen, strict=True):
            # Two sessions of one day may want the same room or person.
            if option is not None and refusal(view, option.placement) is None:
                opening = opening_at(view, option.placement)
                slots[view.task.id] = slot_of(current, view, opening)
                book.engine.add(option.placement)
        for view in views.values():
            if view.task.id not in slots:
                told[view.task.id] = reasons(book.engine, view.task)
    lines = tuple(
        Line(
            number=number_of(session.id),
            treatment=session.treatment,
            due=session.due,
            slot=slots.get(session.id),
            reasons=told.get(session.id, ()),
        )
        for session in course.sessions
    )
    return Outline(
        lines=lines,
        done_by=None if told or not lines else _last_date(current, lines),
        cost=sum((slot.cost for slot in slots.values()), Decimal(0)),
    )


def _last_date(current: OpenBook, lines: tuple[Line, ...]) -> date:
    zones = current.house.zones
    return max(
        line.slot.start_utc.astimezone(zones[line.slot.clinic]).date()
        for line in lines
        if line.slot is not None
    )


def _from_now_on(
    current: OpenBook, patient: document.Patient, now_utc: datetime
) -> document.Patient:
    """A patient who cannot come in the past."""
    past = document.Span(
        from_=current.book.instance.grid.origin_utc,
        to=now_utc.replace(second=0, microsecond=0) + MINUTE,
    )
    return patient.model_copy(update={"unavailable": (*patient.unavailable, past)})
