"""Holds, appointments and what becomes of them, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scheduler.booking.asking import Wanted, number_of
from scheduler.booking.holding import Holding
from scheduler.booking.moving import moved_along
from scheduler.booking.single_visits import single_course
from scheduler.booking.slot import Slot, slot_at
from scheduler.booking.waitlist import Waitlist
from scheduler.domain.course import Course
from scheduler.domain.roster import Appointment, AppointmentStatus, Visit
from scheduler.errors import InvalidInput, StateConflict


class Bookings(Holding):
    """
    All that changes appointments one by one.

    Nothing is committed here. The book is asked inside the transaction, so that
    nobody can write between the question and the answer; what it allows the
    database still has to accept.
    """

    def book_hold(self, hold_id: str, patient: str | None) -> Appointment:
        """Make an appointment of a hold."""
        hold = self.get(hold_id)
        who = hold.patient or patient
        if who is None:
            raise InvalidInput.of("patient", "patient must be named, got none.")
        if patient is not None and patient != who:
            raise InvalidInput.of(
                "patient", f"patient must be the hold's, got {patient!r}."
            )
        wanted = Wanted(treatment=hold.treatment, session=hold.session, patient=who)
        return self.book(slot_at(hold), wanted, hold=hold_id)

    def book(self, slot: Slot, wanted: Wanted, hold: str | None = None) -> Appointment:
        """
        Make an appointment at a slot.

        A patient whose course is due for the treatment gets its next session; any
        other a course of this one visit.

        Parameters
        ----------
        hold
            That is used up by it.
        """
        with self.live.lock:
            current = self.current()
            ask, course = self.ask(current, slot, wanted)
            ask = replace(ask, without=() if hold is None else (hold,))
            if course is None and wanted.patient is None:
                raise InvalidInput.of("patient", "patient must be named, got none.")
            slot = self.legal(current, ask, slot)
            if course is None:
                patient = self.patient(current, str(wanted.patient))
                course = single_course(
                    self.uow, patient, slot.treatment, self.today(current)
                )
                ask = replace(ask, session=f"{course.id}-1")
        visit = visit_at(slot, course, number_of(ask.session))
        before = self.uow.appointments.find(visit.session)
        if before is not None and before.status is not AppointmentStatus.CANCELLED:
            raise StateConflict(
                f"Session {visit.session!r} must have no appointment to be booked, but "
                f"is {before.status}; move it instead."
            )
        if hold is not None:
            self.uow.holds.remove(hold)
        return self._put(before, visit, AppointmentStatus.CONFIRMED)

    def move(
        self, session: str, slot: Slot, *, following: bool = False
    ) -> tuple[Appointment, ...]:
        """
        Give an appointment another place; it stays the same session.

        Parameters
        ----------
        following
            Whether all later appointments of the course move by as many days, each to
            the opening nearest to its time of day.

        Returns
        -------
        tuple[Appointment, ...]
            All that moved, in order of start.

        Raises
        ------
        StateConflict
            If it is over or cancelled, or one that follows finds no place.
        """
        return self._move(session, slot, following=following, hold=None)

    def move_to_hold(
        self, session: str, hold_id: str, *, following: bool = False
    ) -> tuple[Appointment, ...]:
        """
        Let a session have the place that is held for it; as `move`.

        Raises
        ------
        InvalidInput
            If the hold is for another session.
        """
        hold = self.get(hold_id)
        if hold.session != session:
            raise InvalidInput.of(
                "hold", f"hold must be one for session {session!r}, got {hold_id!r}."
            )
        return self._move(session, slot_at(hold), following=following, hold=hold_id)

    def _move(
        self, session: str, slot: Slot, *, following: bool, hold: str | None
    ) -> tuple[Appointment, ...]:
        first = self._ahead(session, "moved")
        later = tuple(self._following(first)) if following else ()
        with self.live.lock:
            current = self.current()
            course = self.uow.courses.get(first.visit.course)
            names = [each.visit.session for each in (first, *later)]
            ask = replace(
                self.ask_of(current, course, session),
                moving=tuple(names),
                without=() if hold is None else (hold,),
            )
            slots = [self.legal(current, ask, slot)]
            if later:
                slots += moved_along(current, ask, slots[0], first, later)
        visits = [
            visit_at(at, course, each.visit.number)
            for at, each in zip(slots, (first, *later), strict=True)
        ]
        if hold is not None:
            self.uow.holds.remove(hold)
            Waitlist(self.live, self.uow, self.now_utc).leave([session], hold)
        return self._put_all((first, *later), visits)

    def cancel(self, session: str, *, following: bool) -> tuple[Appointment, ...]:
        """
        Free the place of an appointment, with ``following`` of all after it too.

        Those on the waitlist are offered what becomes free.

        Returns
        -------
        tuple[Appointment, ...]
            All that were cancelled, in order of start.
        """
        first = self._ahead(session, "cancelled")
        chosen = [first, *self._following(first)] if following else [first]
        waitlist = Waitlist(self.live, self.uow, self.now_utc)
        with self.live.lock:
            offers = waitlist.offers(self.current(), chosen)
        cancelled = tuple(
            self._put(each, each.visit, AppointmentStatus.CANCELLED) for each in chosen
        )
        waitlist.keep(offers)
        waitlist.leave(each.visit.session for each in chosen)
        return cancelled

    def mark(self, session: str, status: AppointmentStatus) -> Appointment:
        """Note that a patient has come, was treated, or has not come."""
        before = self.uow.appointments.get(session)
        if before.status is status:
            return before
        has_arrived = before.status is AppointmentStatus.ARRIVED
        if not (before.status.is_ahead or has_arrived):
            raise StateConflict(
                f"Session {session!r} must be ahead or under way to become {status}, "
                f"but is {before.status}."
            )
        return self._put(before, before.visit, status)

    def _following(self, first: Appointment) -> Iterator[Appointment]:
        """Appointments of the course after one, as far as they can be cancelled."""
        for each in self.uow.appointments.of_course(first.visit.course):
            is_later = each.visit.start_utc > first.visit.start_utc
            if is_later and each.status.is_ahead:
                yield each

    def _ahead(self, session: str, what: str) -> Appointment:
        found = self.uow.appointments.get(session)
        if not found.status.is_ahead:
            raise StateConflict(
                f"Session {session!r} must be published or confirmed to be {what}, "
                f"but is {found.status}."
            )
        return found

    def _put_all(
        self, before: Sequence[Appointment], visits: Sequence[Visit]
    ) -> tuple[Appointment, ...]:
        """Let appointments have other places, all at once, for they may swap."""
        moved = [
            Appointment(
                visit=visit,
                status=AppointmentStatus.CONFIRMED,
                revision=each.revision + 1,
            )
            for each, visit in zip(before, visits, strict=True)
        ]
        self.uow.holds.clear_expired(self.now_utc)
        self.uow.appointments.put(moved)
        return tuple(moved)

    def _put(
        self, before: Appointment | None, visit: Visit, status: AppointmentStatus
    ) -> Appointment:
        revision = 1 if before is None else before.revision + 1
        appointment = Appointment(visit=visit, status=status, revision=revision)
        self.uow.holds.clear_expired(self.now_utc)
        self.uow.appointments.put([appointment])
        return appointment


def visit_at(slot: Slot, course: Course, number: int) -> Visit:
    """A session of a course at a slot."""
    return Visit(
        session=f"{course.id}-{number}",
        course=course.id,
        number=number,
        patient=course.patient,
        treatment=slot.treatment,
        clinic=slot.clinic,
        room=slot.room,
        staff=slot.staff,
        start_utc=slot.start_utc,
        steps=slot.steps,
    )
