"""The appointment book of a network, kept in memory and up to date."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import RLock

from scheduler.booking.house import House, house_of
from scheduler.booking.remembered import Remembered
from scheduler.booking.slot import Slot
from scheduler.clock import today
from scheduler.domain.hold import Hold
from scheduler.domain.place import Place
from scheduler.domain.roster import Appointment
from scheduler.problem_parts import assignment_part
from scheduler.storage import UnitOfWork
from solver.book import Book

MOST_AGE_DAYS = 14
"""Days after which a book is opened anew, so that it reaches far enough ahead."""


@dataclass(slots=True)
class OpenBook:
    """
    A book with the state of the database that it shows.

    Attributes
    ----------
    opened_on
        Day of the network's calendar.
    revision
        The last change that it knows.
    expiries
        When its holds are over, the next one first.
    days
        What is open to anybody, by day.
    """

    house: House
    book: Book
    opened_on: date
    revision: int
    expiries: list[tuple[datetime, str]] = field(default_factory=list)
    days: Remembered[tuple[Slot, ...]] = field(default_factory=Remembered)


class LiveBook:
    """
    One book for all that ask in this process.

    Whoever asks holds `lock`, follows what has changed, and then asks. A writer
    does so inside its transaction: nobody else can write then, so that what the
    book says is what the database holds.
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self._open: OpenBook | None = None

    def follow(self, uow: UnitOfWork, now_utc: datetime) -> OpenBook:
        """Bring the book to the state that a transaction sees."""
        current = self._open
        if current is None or self._is_old(current, now_utc):
            current = self._open = self._opened(uow, now_utc)
        changes = uow.changes.since(current.revision)
        if any(not change.holder for change in changes):
            current = self._open = self._opened(uow, now_utc)
            changes = ()
        if changes:
            self._apply(
                current,
                uow,
                {c.holder for c in changes if not c.is_hold},
                {c.holder for c in changes if c.is_hold},
            )
            current.revision = changes[-1].revision
        self._expire(current, now_utc)
        return current

    def _is_old(self, current: OpenBook, now_utc: datetime) -> bool:
        on = today(current.house.network.policy.zone, now_utc)
        return not timedelta(0) <= on - current.opened_on < timedelta(MOST_AGE_DAYS)

    def _opened(self, uow: UnitOfWork, now_utc: datetime) -> OpenBook:
        """A new book from everything that stands."""
        revision = uow.changes.latest()
        network = uow.network(rosters=False)
        on = today(network.policy.zone, now_utc)
        house = house_of(network, on)
        current = OpenBook(house, Book(house.problem), on, revision)
        for appointment in network.appointments:
            self._note(current, appointment)
        for hold in uow.holds.unexpired(now_utc):
            self._note_hold(current, hold)
        return current

    def _apply(
        self, current: OpenBook, uow: UnitOfWork, sessions: set[str], holds: set[str]
    ) -> None:
        for name in sessions | holds:
            current.book.take(name)
        for appointment in uow.appointments.of_sessions(sessions):
            self._note(current, appointment)
        for hold in uow.holds.of_ids(holds):
            self._note_hold(current, hold)

    def _note(self, current: OpenBook, appointment: Appointment) -> None:
        visit = appointment.visit
        if appointment.status.is_taking:
            self._put(current, visit.session, visit, visit.patient)

    def _note_hold(self, current: OpenBook, hold: Hold) -> None:
        heapq.heappush(current.expiries, (hold.expires_utc, hold.id))
        self._put(current, hold.id, hold, hold.patient or hold.id)

    def _put(self, current: OpenBook, name: str, visit: Place, patient: str) -> None:
        house = current.house
        zone = house.zones[visit.clinic]
        on = visit.start_utc.astimezone(zone).date()
        if house.horizon.holds(on):
            assignment = assignment_part(name, visit, zone)
            current.book.put(assignment, visit.treatment, patient)

    def _expire(self, current: OpenBook, now_utc: datetime) -> None:
        """Take out the holds that are over at this moment."""
        for name in self._over(current, now_utc):
            current.book.take(name)

    def _over(self, current: OpenBook, now_utc: datetime) -> Iterator[str]:
        while current.expiries and current.expiries[0][0] <= now_utc:
            yield heapq.heappop(current.expiries)[1]
