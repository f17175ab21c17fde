"""Asking the book inside a transaction: what all changes begin with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.booking.course_asks import (
    Ask,
    ask_for_session,
    ask_for_treatment,
)
from scheduler.booking.legality import must_be_legal
from scheduler.booking.live_book import LiveBook, OpenBook
from scheduler.booking.slot import Slot
from scheduler.clock import today
from scheduler.domain.course import Course
from scheduler.domain.patient import Patient
from scheduler.domain.treatment import Protocol
from scheduler.errors import InvalidInput, NotFound, Occupied, Refused
from scheduler.storage import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    What is to be booked: a session of a course, or a treatment.

    Attributes
    ----------
    session
        Id of a session; None: the treatment alone is known.
    patient
        Needed for booking a treatment; follows from the session otherwise.
    """

    treatment: str | None = None
    session: str | None = None
    patient: str | None = None


class Asking:
    """
    The book of a process, asked from inside a transaction at one moment.

    Nobody else can write between the question and the answer; what the book allows
    the database still has to accept.
    """

    def __init__(self, live: LiveBook, uow: UnitOfWork, now_utc: datetime) -> None:
        self.live = live
        self.uow = uow
        self.now_utc = now_utc
        self._current: OpenBook | None = None

    def current(self) -> OpenBook:
        """
        The book as the transaction sees it at first; `live.lock` must be held.

        It is followed once, to be asked for before anything is written: the book must
        never learn of what may yet be undone.
        """
        if self._current is None:
            self._current = self.live.follow(self.uow, self.now_utc)
        return self._current

    def ask(
        self, current: OpenBook, slot: Slot, wanted: Wanted
    ) -> tuple[Ask, Course | None]:
        """What asks for a slot, and its course unless it is to get one."""
        if wanted.session is not None:
            course = self.uow.courses.get(course_of(wanted.session))
            if wanted.patient not in {None, course.patient}:
                raise InvalidInput.of(
                    "patient", f"patient must be the session's, got {wanted.patient!r}."
                )
            return self.ask_of(current, course, wanted.session), course
        treatment = wanted.treatment or slot.treatment
        if wanted.patient is None:
            return ask_for_treatment(current.house, treatment, None), None
        patient = self.patient(current, wanted.patient)
        due = self._due(current, patient, treatment)
        if due is not None:
            return due
        return ask_for_treatment(current.house, treatment, patient), None

    def legal(self, current: OpenBook, ask: Ask, slot: Slot) -> Slot:
        """The slot with the treatment of who asks, if it may be had."""
        who = None if ask.is_for_anybody else ask.patient.id
        slot = replace(slot, treatment=ask.treatment, patient=who)
        try:
            must_be_legal(current, ask, slot, self.now_utc)
        except Refused:
            # The database knows who has what, and until when.
            beside = next(iter(ask.moving), None)
            found = self.uow.occupancy.clashes_of(slot, self.now_utc, beside)
            clashes = [clash for clash in found if clash.holder not in ask.without]
            if clashes:
                raise Occupied(clashes) from None
            raise
        return slot

    def look(
        self,
        current: OpenBook,
        *,
        treatment: str | None = None,
        session: str | None = None,
        course: str | None = None,
    ) -> Ask:
        """
        What looks for a slot: a treatment, a session, or a course's next one.

        Raises
        ------
        NotFound
            If there is no such thing, or nothing of it is to be placed.
        """
        if treatment is not None:
            return ask_for_treatment(current.house, treatment, None)
        name = course if session is None else course_of(session)
        if not name:
            raise NotFound(f"There is no session {session!r}.")
        return self.ask_of(current, self.uow.courses.get(name), session)

    def ask_of(self, current: OpenBook, course: Course, session: str | None) -> Ask:
        """A session of a course, or its next one without an appointment."""
        return ask_for_session(
            current.house,
            course,
            self.protocol(current, course.protocol),
            self.patient(current, course.patient),
            self.uow.appointments.of_course(course.id),
            on=self.today(current),
            session=session,
        )

    def _due(
        self, current: OpenBook, patient: Patient, treatment: str
    ) -> tuple[Ask, Course] | None:
        """The course of a patient whose next session is of a treatment."""
        for course in self.uow.courses.of_patient(patient.id):
            try:
                ask = self.ask_of(current, course, None)
            except NotFound:
                continue
            if ask.treatment == treatment:
                return ask, course
        return None

    def patient(self, current: OpenBook, id_: str) -> Patient:
        """A patient, from memory if possible: they change with an import only."""
        return current.house.patients.get(id_) or self.uow.patients.get(id_)

    def protocol(self, current: OpenBook, id_: str) -> Protocol:
        """A protocol, in the same way."""
        return current.house.protocols.get(id_) or self.uow.protocols.get(id_)

    def today(self, current: OpenBook) -> date:
        """Today on the network's calendar."""
        return today(current.house.network.policy.zone, self.now_utc)


def course_of(session: str) -> str:
    """The course in a session's id, ``<course>-<number>``."""
    return session.rpartition("-")[0]


def number_of(session: str) -> int:
    """The number in a session's id."""
    return int(session.rpartition("-")[2])
