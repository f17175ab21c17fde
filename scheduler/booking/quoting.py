"""Quotes at the consultation, and whole courses from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from secrets import token_hex

from scheduler.booking.asking import Asking
from scheduler.booking.bookings import visit_at
from scheduler.booking.course_asks import (
    cleared_until,
    patient_document,
    unrolled_course,
)
from scheduler.booking.course_wish import CourseWish, num_sessions
from scheduler.booking.legality import must_all_be_legal
from scheduler.booking.live_book import OpenBook
from scheduler.booking.outlines import Outline, outline
from scheduler.booking.slot import Slot
from scheduler.booking.wider import Change, helpful_changes
from scheduler.domain.course import Course
from scheduler.domain.patient import AcceptedClinic, Patient
from scheduler.domain.quote import Quote, QuotedVisit
from scheduler.domain.roster import Appointment, AppointmentStatus
from scheduler.domain.treatment import Protocol
from scheduler.errors import (
    Clash,
    InvalidInput,
    Occupied,
    QuoteExpired,
    Refused,
    StateConflict,
)
from scheduler.problem_parts import course_part
from solver.problem import Course as Document

QUOTE_MIN = 30
"""Minutes for which a quote is told; nothing is kept free for it."""
NEW = "new-course"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """
    A quote with all that a front end shows of it.

    Attributes
    ----------
    outline
        A line for each session, with its slot or why it has none.
    changes
        What would help the sessions without a place, the best first.
    """

    quote: Quote
    outline: Outline
    changes: tuple[Change, ...]


class Quoting(Asking):
    """Quotes, and courses accepted whole or not at all; nothing is committed here."""

    def quote(self, wish: CourseWish) -> Quoted:
        """
        Find the best dates for a whole course, and what would help if some fail.

        Raises
        ------
        NotFound
            If patient or protocol do not exist.
        InvalidInput
            If the wish names unknown clinics or begins in the past.
        """
        with self.live.lock:
            current = self.current()
            course, patient, protocol = self._wished(current, wish)
            document = self._document(current, course, protocol, wish.sessions, patient)
            who = patient_document(current.house, patient)
            found = outline(current, who, document, self.now_utc)
            changes = helpful_changes(current, who, document, found, self.now_utc)
        quote = self._kept(course, found)
        return Quoted(quote=quote, outline=found, changes=changes)

    def accept(self, quote_id: str) -> tuple[Course, tuple[Appointment, ...]]:
        """
        Begin a course as it was quoted: all of its sessions are booked, or none.

        Raises
        ------
        NotFound
            If there is no such quote, or it was accepted already.
        QuoteExpired
            If it is over.
        StateConflict
            If it left sessions out.
        Occupied, Refused
            If one of its places is gone.
        """
        quote = self.uow.quotes.get(quote_id)
        if quote.is_over(self.now_utc):
            raise QuoteExpired(
                f"Quote {quote_id!r} expired at "
                f"{quote.expires_utc:%Y-%m-%dT%H:%M:%SZ}; ask for another one."
            )
        if quote.missing:
            numbers = ", ".join(map(str, quote.missing))
            raise StateConflict(
                f"Quote {quote_id!r} must have a place for every session to be "
                f"accepted, but has none for {numbers}; change the wish."
            )
        course = Course(
            id=f"course-{token_hex(6)}",
            patient=quote.patient,
            protocol=quote.protocol,
            starts_on=quote.starts_on,
            preferred_practitioner=quote.preferred_practitioner,
        )
        self._must_stand(course, quote)
        self.uow.courses.add(course)
        self.uow.quotes.remove(quote_id)
        self.uow.holds.clear_expired(self.now_utc)
        booked = tuple(
            Appointment(
                visit=visit_at(_slot(visit), course, visit.number),
                status=AppointmentStatus.CONFIRMED,
            )
            for visit in quote.visits
        )
        self.uow.appointments.put(booked)
        return course, booked

    def _must_stand(self, course: Course, quote: Quote) -> None:
        """Make sure that each place can still be had, beside the others too."""
        with self.live.lock:
            current = self.current()
            protocol = self.protocol(current, course.protocol)
            patient = self.patient(current, course.patient)
            count = len(quote.visits)
            document = self._document(current, course, protocol, count, patient)
            who = patient_document(current.house, _as_quoted(patient, quote))
            slots = [_slot(visit) for visit in quote.visits]
            try:
                must_all_be_legal(current, who, document, slots, self.now_utc)
            except Refused:
                if clashes := self._clashes(quote.patient, slots):
                    raise Occupied(clashes) from None
                raise

    def _clashes(self, patient: str, slots: Sequence[Slot]) -> list[Clash]:
        """Everything in the database that stands in the way of a course."""
        return [
            clash
            for slot in slots
            for clash in self.uow.occupancy.clashes_of(
                replace(slot, patient=patient), self.now_utc
            )
        ]

    def _wished(
        self, current: OpenBook, wish: CourseWish
    ) -> tuple[Course, Patient, Protocol]:
        patient = self.patient(current, wish.patient)
        protocol = self.protocol(current, wish.protocol)
        starts_on = wish.starts_on or self.today(current)
        if starts_on < self.today(current):
            raise InvalidInput.of(
                "starts_on",
                f"starts_on must be {self.today(current)} (today) or later, got "
                f"{starts_on}.",
            )
        known = {clinic.id for clinic in current.house.problem.clinics}
        accepted = {each.clinic: each for each in patient.clinics}
        for clinic in wish.clinics:
            if clinic not in known:
                raise InvalidInput.of(
                    "clinics", f"clinics must be the network's, got {clinic!r}."
                )
        people = current.book.instance.person_of
        if wish.practitioner is not None and wish.practitioner not in people:
            raise InvalidInput.of(
                "practitioner",
                f"practitioner must be one of the network's, got "
                f"{wish.practitioner!r}.",
            )
        if wish.clinics:
            clinics = tuple(
                accepted.get(c) or AcceptedClinic(clinic=c) for c in wish.clinics
            )
            patient = replace(patient, clinics=clinics)
        if wish.available:
            patient = replace(patient, available=wish.available)
        course = Course(
            id=NEW,
            patient=patient.id,
            protocol=protocol.id,
            starts_on=starts_on,
            preferred_practitioner=wish.practitioner,
        )
        return course, patient, protocol

    def _document(
        self,
        current: OpenBook,
        course: Course,
        protocol: Protocol,
        count: int | None,
        patient: Patient,
    ) -> Document:
        """The course with so many sessions; None: those of consultation and series."""
        house = current.house
        due = unrolled_course(house, course, protocol, (), on=course.starts_on).sessions
        wanted = num_sessions(protocol) if count is None else count
        if len(due) < wanted:
            raise InvalidInput.of(
                "sessions",
                f"sessions must be at most {len(due)}, as many as are due until "
                f"{house.horizon.last_day}, got {wanted}.",
            )
        return course_part(
            course,
            due[:wanted],
            last_held=None,
            cleared_until=cleared_until(house.horizon, patient),
            people=frozenset(p.id for p in house.problem.practitioners),
        )

    def _kept(self, course: Course, found: Outline) -> Quote:
        """The quote, stored so that it can be accepted."""
        quote = Quote(
            id=f"quote-{token_hex(8)}",
            patient=course.patient,
            protocol=course.protocol,
            starts_on=course.starts_on,
            preferred_practitioner=course.preferred_practitioner,
            visits=tuple(
                QuotedVisit(
                    number=line.number,
                    treatment=line.slot.treatment,
                    clinic=line.slot.clinic,
                    room=line.slot.room,
                    staff=line.slot.staff,
                    start_utc=line.slot.start_utc,
                    steps=line.slot.steps,
                )
                for line in found.lines
                if line.slot is not None
            ),
            missing=tuple(line.number for line in found.lines if line.slot is None),
            created_utc=self.now_utc,
            expires_utc=self.now_utc + timedelta(minutes=QUOTE_MIN),
        )
        self.uow.quotes.add(quote)
        return quote


def _as_quoted(patient: Patient, quote: Quote) -> Patient:
    """The patient who has agreed to the clinics and hours of a quote."""
    accepted = {each.clinic: each for each in patient.clinics}
    clinics = dict.fromkeys(visit.clinic for visit in quote.visits)
    agreed = tuple(accepted.get(c) or AcceptedClinic(clinic=c) for c in clinics)
    return replace(patient, clinics=agreed, available=(), unavailable=())


def _slot(visit: QuotedVisit) -> Slot:
    return Slot(
        treatment=visit.treatment,
        clinic=visit.clinic,
        room=visit.room,
        staff=dict(visit.staff),
        start_utc=visit.start_utc,
        steps=visit.steps,
    )
