"""The waitlist: who is offered what a cancellation frees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from secrets import token_hex

from scheduler.booking.asking import Asking, course_of
from scheduler.booking.course_asks import Ask
from scheduler.booking.holding import held
from scheduler.booking.legality import must_be_legal
from scheduler.booking.live_book import OpenBook
from scheduler.booking.slot import slot_at
from scheduler.domain.hold import Hold
from scheduler.domain.roster import Appointment, Visit
from scheduler.domain.waiting import Waiting
from scheduler.errors import InvalidInput, NotFound, Refused, StateConflict

OFFER_MIN = 30
"""Minutes for which a place is kept for who is offered it."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Somebody who waits, with the appointment that there is."""

    waiting: Waiting
    ask: Ask
    late_days: int

    @property
    def rank(self) -> tuple[int, str, str]:
        """Who needs it most for the cadence, then who came first."""
        came = self.waiting.created_utc.isoformat()
        return (-self.late_days, came, self.waiting.id)


class Waitlist(Asking):
    """Waiting for an earlier place; nothing is committed here."""

    def join(self, session: str) -> Waiting:
        """
        Let a booked session wait for an earlier place; once is enough.

        Raises
        ------
        NotFound
            If it has no appointment.
        StateConflict
            If its appointment is not ahead.
        """
        appointment = self.uow.appointments.get(session)
        if not appointment.status.is_ahead:
            raise StateConflict(
                f"Session {session!r} must be published or confirmed to wait for an "
                f"earlier place, but is {appointment.status}."
            )
        known = self.uow.waiting.of_session(session)
        if known is not None:
            return known
        waiting = Waiting(
            id=f"waiting-{token_hex(6)}",
            session=session,
            course=course_of(session),
            created_utc=self.now_utc,
        )
        self.uow.waiting.add(waiting)
        return waiting

    def offers(
        self, current: OpenBook, freed: Sequence[Appointment]
    ) -> list[tuple[Waiting, Hold]]:
        """
        Who is to be offered each place that is about to be free.

        In the order of cadence need: first whose appointment is latest after its due
        date. To be asked for before anything is written.
        """
        names = tuple(each.visit.session for each in freed)
        candidates = sorted(self._candidates(current), key=lambda each: each.rank)
        found: list[tuple[Waiting, Hold]] = []
        for each in freed:
            for candidate in candidates:
                if self._suits(current, candidate, each.visit, names):
                    found.append((candidate.waiting, self._hold(candidate, each.visit)))
                    candidates.remove(candidate)
                    break
        return found

    def keep(self, offers: Sequence[tuple[Waiting, Hold]]) -> None:
        """Hold the places that are offered, once they are free."""
        for waiting, hold in offers:
            self.uow.holds.add(hold)
            self.uow.waiting.offer(waiting.id, hold.id)

    def leave(self, sessions: Iterable[str], hold: str | None = None) -> None:
        """
        Let sessions wait no longer.

        Parameters
        ----------
        hold
            Only who was offered this one; None: whatever was offered.
        """
        for session in sessions:
            waiting = self.uow.waiting.of_session(session)
            if waiting is not None and hold in {None, waiting.hold}:
                self.uow.waiting.remove(waiting.id)

    def _candidates(self, current: OpenBook) -> Iterator[_Candidate]:
        """Those who wait, have an appointment ahead, and no offer that still runs."""
        for waiting in self.uow.waiting.in_order():
            appointment = self.uow.appointments.find(waiting.session)
            if appointment is None or not appointment.status.is_ahead:
                continue
            if waiting.hold is not None and self._runs(waiting.hold):
                continue
            course = self.uow.courses.get(waiting.course)
            try:
                ask = self.ask_of(current, course, waiting.session)
            except NotFound:
                continue
            late = self._date(current, appointment.visit) - _due(ask)
            yield _Candidate(waiting, ask, late.days)

    def _suits(
        self,
        current: OpenBook,
        candidate: _Candidate,
        freed: Visit,
        names: tuple[str, ...],
    ) -> bool:
        """Whether a place that is freed is earlier, and may be had."""
        session = candidate.waiting.session
        now = self.uow.appointments.get(session).visit
        if session in names or freed.start_utc >= now.start_utc:
            return False
        if candidate.ask.treatment != freed.treatment:
            return False
        slot = replace(slot_at(freed), patient=candidate.ask.patient.id)
        ask = replace(candidate.ask, without=names)
        try:
            must_be_legal(current, ask, slot, self.now_utc)
        except (Refused, InvalidInput):
            return False
        return True

    def _hold(self, candidate: _Candidate, freed: Visit) -> Hold:
        course = self.uow.courses.get(candidate.waiting.course)
        return held(
            slot_at(freed),
            session=candidate.waiting.session,
            course=course,
            patient=course.patient,
            now_utc=self.now_utc,
            minutes=OFFER_MIN,
        )

    def _runs(self, hold_id: str) -> bool:
        known = self.uow.holds.of_ids([hold_id])
        return bool(known) and not known[0].is_over(self.now_utc)

    def _date(self, current: OpenBook, visit: Visit) -> date:
        return visit.start_utc.astimezone(current.house.zones[visit.clinic]).date()


def _due(ask: Ask) -> date:
    return next(s.due for s in ask.course.sessions if s.id == ask.session)
