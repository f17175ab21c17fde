"""A front desk for tests: it looks for slots, holds and books, each by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Engine

from scheduler.booking.asking import Wanted, course_of
from scheduler.booking.bookings import Bookings
from scheduler.booking.course_asks import Ask, ask_for_treatment
from scheduler.booking.live_book import LiveBook, OpenBook
from scheduler.booking.open_slots import SlotQuery, open_slots
from scheduler.booking.slot import Slot
from scheduler.domain.hold import Hold
from scheduler.domain.network import Network
from scheduler.domain.roster import Appointment, AppointmentStatus
from scheduler.storage import UnitOfWork, unit_of_work
from tests.scheduler.cases import MONDAY
from tests.scheduler.runs import store

Done = TypeVar("Done")

SUNDAY_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class Desk:
    """
    Somebody who books, with a book of their own, at a time that they name.

    Attributes
    ----------
    commits
        False: everything is tried and undone again.
    """

    def __init__(
        self, engine: Engine, network: Network | None = None, *, now_utc: datetime
    ) -> None:
        if network is not None:
            store(engine, network)
        self.engine = engine
        self.live = LiveBook()
        self.now_utc = now_utc
        self.commits = True

    def colleague(self) -> Desk:
        """Somebody else with the same database, as another process is."""
        return Desk(self.engine, now_utc=self.now_utc)

    def later(self, *, seconds: int) -> None:
        """Let time pass."""
        self.now_utc += timedelta(seconds=seconds)

    @contextmanager
    def reading(self) -> Iterator[tuple[UnitOfWork, OpenBook]]:
        """A state of the database, and the book that follows it."""
        with unit_of_work(self.engine, write=False) as uow, self.live.lock:
            yield uow, self.live.follow(uow, self.now_utc)

    def slots(self, wanted: Wanted, **query: Any) -> tuple[Slot, ...]:
        """What is open, on Monday 23 November unless other dates are named."""
        query = {
            "first_day": MONDAY,
            "last_day": query.get("first_day", MONDAY),
        } | query
        with self.reading() as (uow, current):
            ask = self._ask(uow, current, wanted)
            days = open_slots(current, ask, SlotQuery(**query), self.now_utc)
            return tuple(slot for day in days for slot in day.slots)

    def _ask(self, uow: UnitOfWork, current: OpenBook, wanted: Wanted) -> Ask:
        if wanted.session is not None:
            course = uow.courses.get(course_of(wanted.session))
            bookings = Bookings(self.live, uow, self.now_utc)
            return bookings.ask_of(current, course, wanted.session)
        patient = uow.patients.get(wanted.patient) if wanted.patient else None
        return ask_for_treatment(current.house, str(wanted.treatment), patient)

    def act(self, change: Callable[[Bookings], Done]) -> Done:
        """Change something in a transaction of its own."""
        with unit_of_work(self.engine) as uow:
            done = change(Bookings(self.live, uow, self.now_utc))
            if self.commits:
                uow.commit()
        return done

    def hold(self, slot: Slot, wanted: Wanted, minutes: int = 10) -> Hold:
        """Keep a slot."""
        return self.act(lambda bookings: bookings.hold(slot, wanted, minutes))

    def release(self, hold: str) -> Hold:
        """Let a hold go."""
        return self.act(lambda bookings: bookings.release(hold))

    def book(self, slot: Slot, wanted: Wanted) -> Appointment:
        """Make an appointment at a slot."""
        return self.act(lambda bookings: bookings.book(slot, wanted))

    def book_hold(self, hold: str, patient: str | None = None) -> Appointment:
        """Make an appointment of a hold."""
        return self.act(lambda bookings: bookings.book_hold(hold, patient))

    def move(
        self, session: str, slot: Slot, *, following: bool = False
    ) -> tuple[Appointment, ...]:
        """Give an appointment another place."""
        return self.act(
            lambda bookings: bookings.move(session, slot, following=following)
        )

    def cancel(
        self, session: str, *, following: bool = False
    ) -> tuple[Appointment, ...]:
        """Free the place of an appointment."""
        return self.act(lambda bookings: bookings.cancel(session, following=following))

    def mark(self, session: str, status: AppointmentStatus) -> Appointment:
        """Note what became of an appointment."""
        return self.act(lambda bookings: bookings.mark(session, status))

    def appointment(self, session: str) -> Appointment | None:
        """An appointment as it is stored, if there is one."""
        with unit_of_work(self.engine, write=False) as uow:
            return uow.appointments.find(session)


def starts(slots: tuple[Slot, ...]) -> list[str]:
    """When slots begin, by the clock in UTC."""
    return [f"{slot.start_utc:%H:%M}" for slot in slots]


def slot_at(slots: tuple[Slot, ...], clock: str, on: date = MONDAY) -> Slot:
    """The slot that begins at a time of day in UTC."""
    return next(
        slot
        for slot in slots
        if f"{slot.start_utc:%H:%M}" == clock and slot.start_utc.date() == on
    )
