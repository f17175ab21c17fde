"""Open slots: what the book has for an ask, day by day."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Self

from scheduler.booking.course_asks import Ask
from scheduler.booking.live_book import OpenBook
from scheduler.booking.slot import Reason, Slot, graded
from scheduler.domain.roster import StepTime
from scheduler.errors import InvalidInput, NotFound
from solver.book import Opening, openings
from solver.explain.view import View
from solver.grid import Grid

MOST_DAYS = 31
OFFER_MIN = 15
"""Minutes between starts that are offered whatever stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotQuery:
    """
    Where and when somebody looks for a slot.

    Parameters
    ----------
    clinics
        Empty: all that the patient accepts.
    first_day, last_day
        Clinic-local dates, both asked for.
    practitioner
        Who is to lead; None: anybody.
    limit
        Most slots in the answer; None: all.

    Raises
    ------
    InvalidInput
        If the dates are in the wrong order, or more than `MOST_DAYS`.
    """

    first_day: date
    last_day: date
    clinics: tuple[str, ...] = ()
    practitioner: str | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise InvalidInput.of(
                "to",
                f"to must be {self.first_day} (from) or later, got {self.last_day}.",
            )
        days = (self.last_day - self.first_day).days + 1
        if days > MOST_DAYS:
            raise InvalidInput.of(
                "to",
                f"from and to must span at most {MOST_DAYS} days, got {days}; ask "
                "for one stretch after the other.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySlots:
    """
    Slots of one clinic on one of its dates.

    Attributes
    ----------
    whole
        All of the day's: the same object as long as nothing has changed.
    begin, end
        Which of them are meant: none of the past, and no more than were asked for.
    is_for_anybody
        Whether others will ask for the same.
    """

    clinic: str
    timezone: str
    date: date
    whole: tuple[Slot, ...]
    begin: int
    end: int
    is_for_anybody: bool

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots that are meant."""
        return self.whole[self.begin : self.end]


def open_slots(
    current: OpenBook, ask: Ask, query: SlotQuery, now_utc: datetime
) -> tuple[DaySlots, ...]:
    """
    Slots that an ask could have, by clinic and date.

    Raises
    ------
    NotFound
        If a clinic or the practitioner is unknown.
    """
    left = query.limit
    found = []
    with _Reader(current, ask, query.practitioner) as reader:
        for clinic, day in _clinic_days(current, ask, query):
            whole = reader.day(clinic, day)
            begin = bisect_left(whole, now_utc, key=attrgetter("start_utc"))
            end = len(whole) if left is None else min(len(whole), begin + left)
            if begin < end:
                found.append(_day(current, (clinic, day), whole, (begin, end), ask))
                left = left if left is None else left - (end - begin)
            if left == 0:
                break
    return tuple(found)


class _Reader:
    """
    Reads the slots of an ask day by day.

    What anybody may have is remembered until something changes that day; the book is
    asked for the rest, once there is any.
    """

    def __init__(self, current: OpenBook, ask: Ask, practitioner: str | None) -> None:
        self._current = current
        self._ask = ask
        self._leads = _leads(current, practitioner)
        self._stack = ExitStack()
        self._view: View | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def day(self, clinic: int, day: int) -> tuple[Slot, ...]:
        """All slots of a clinic-day, in order of start, those of the past too."""
        if not self._ask.is_for_anybody:
            return self._read(clinic, day)
        key = (clinic, day, self._ask.treatment, self._leads)
        version = self._current.book.version(clinic, day)
        return self._current.days.get(key, version, lambda: self._read(clinic, day))

    def _read(self, clinic: int, day: int) -> tuple[Slot, ...]:
        if self._view is None:
            ask = self._ask
            asking = self._current.book.asking(
                ask.patient, ask.course, moving=ask.moving
            )
            self._view = self._stack.enter_context(asking)[ask.session]
        every = offer_grains(self._current.book.instance.grid)
        return tuple(
            slot_of(self._current, self._view, opening)
            for opening in openings(
                self._view, clinic, day, every=every, leads=self._leads
            )
        )


def offer_grains(grid: Grid) -> int:
    """Grains between two starts that are offered: never less than a tick."""
    return max(OFFER_MIN // grid.grain_min, grid.step)


def slot_of(current: OpenBook, view: View, opening: Opening) -> Slot:
    """An opening in the words of the domain."""
    instance, p = current.book.instance, opening.placement
    problem, grid = instance.problem, instance.grid
    treatment = problem.treatments[view.task.treatment]
    cost = instance.amount(opening.cost)
    return Slot(
        treatment=treatment.id,
        clinic=problem.clinics[p.clinic].id,
        room=problem.rooms[p.room].id,
        staff={role: problem.practitioners[who].id for role, who in p.staff},
        start_utc=grid.instant(p.start),
        steps=tuple(
            StepTime(name=step.name, length_min=length * grid.grain_min)
            for step, length in zip(treatment.steps, p.shape.lengths, strict=True)
        ),
        cost=cost,
        reasons=tuple(
            Reason(term=term, cost=instance.amount(units))
            for term, units in opening.terms.items()
        ),
        grade=graded(cost, current.house.network.policy.weights),
    )


def _clinic_days(
    current: OpenBook, ask: Ask, query: SlotQuery
) -> Iterator[tuple[int, int]]:
    instance, horizon = current.book.instance, current.house.horizon
    accepted = [each.clinic for each in ask.patient.clinics]
    for clinic in query.clinics:
        if clinic not in instance.clinic_of:
            raise NotFound(f"There is no clinic {clinic!r}.")
    for clinic in query.clinics or accepted:
        if clinic not in accepted:
            continue
        day = max(query.first_day, horizon.start)
        while day <= min(query.last_day, horizon.last_day):
            yield instance.clinic_of[clinic], instance.grid.day_index(day)
            day += timedelta(days=1)


def _leads(current: OpenBook, practitioner: str | None) -> tuple[int, ...]:
    if practitioner is None:
        return ()
    index = current.book.instance.person_of.get(practitioner)
    if index is None:
        raise NotFound(f"There is no practitioner {practitioner!r}.")
    return (index,)


def _day(
    current: OpenBook,
    cell: tuple[int, int],
    whole: tuple[Slot, ...],
    meant: tuple[int, int],
    ask: Ask,
) -> DaySlots:
    clinic, day = cell
    document = current.book.instance.problem.clinics[clinic]
    return DaySlots(
        clinic=document.id,
        timezone=document.timezone,
        date=current.book.instance.grid.date(day),
        whole=whole,
        begin=meant[0],
        end=meant[1],
        is_for_anybody=ask.is_for_anybody,
    )
