"""Small changes to a problem that may let a session in, nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from solver.fields import DAYS
from solver.problem import (
    AcceptedClinic,
    Course,
    Patient,
    Problem,
    Session,
    WeeklyWindow,
)

MOST_DAYS_WIDER = 7


@dataclass(frozen=True, slots=True)
class Relaxation:
    """
    A problem with one thing changed.

    Attributes
    ----------
    kind
        ``"window"``, ``"hours"``, ``"clinic"``, ``"clearance"``, ``"refused"``,
        ``"gap"`` or ``"room"``.
    sentence
        The change, as a proposal to a manager.
    """

    kind: str
    sentence: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class _Where:
    problem: Problem
    course_index: int
    position: int

    @property
    def course(self) -> Course:
        return self.problem.courses[self.course_index]

    @property
    def session(self) -> Session:
        return self.course.sessions[self.position]

    @property
    def patient(self) -> Patient:
        by_id = {p.id: p for p in self.problem.patients}
        return by_id[self.course.patient]

    def with_course(self, **update: Any) -> Problem:
        courses = list(self.problem.courses)
        courses[self.course_index] = self.course.model_copy(update=update)
        return self.problem.model_copy(update={"courses": tuple(courses)})

    def with_session(self, **update: Any) -> Problem:
        sessions = list(self.course.sessions)
        sessions[self.position] = self.session.model_copy(update=update)
        return self.with_course(sessions=tuple(sessions))

    def with_patient(self, **update: Any) -> Problem:
        changed = self.patient.model_copy(update=update)
        patients = (changed if p.id == changed.id else p for p in self.problem.patients)
        return self.problem.model_copy(update={"patients": tuple(patients)})


def relaxations(problem: Problem, session: str) -> Iterator[Relaxation]:
    """Changes that concern one session, the least intrusive of each kind first."""
    for c, course in enumerate(problem.courses):
        for k, candidate in enumerate(course.sessions):
            if candidate.id == session:
                where = _Where(problem, c, k)
                for changes in CHANGES:
                    yield from changes(where)


def window(where: _Where) -> Iterator[Relaxation]:
    """Let the window of dates be wider, day by day."""
    session = where.session
    for days in range(1, MOST_DAYS_WIDER + 1):
        later = session.latest + timedelta(days=days)
        sentence = f"Allow it up to {later}, {days} days after its window."
        yield Relaxation("window", sentence, where.with_session(latest=later))
        sooner = session.earliest - timedelta(days=days)
        sentence = f"Allow it from {sooner}, {days} days before its window."
        yield Relaxation("window", sentence, where.with_session(earliest=sooner))


def gap(where: _Where) -> Iterator[Relaxation]:
    """Let the gap to the session before be a day shorter or longer."""
    known = where.session.gap
    if known is None:
        return
    if known.min_days > 0:
        least = known.model_copy(update={"min_days": known.min_days - 1})
        sentence = f"Allow {known.min_days - 1} days after the session before."
        yield Relaxation("gap", sentence, where.with_session(gap=least))
    most = known.model_copy(update={"max_days": known.max_days + 1})
    sentence = f"Allow {known.max_days + 1} days after the session before."
    yield Relaxation("gap", sentence, where.with_session(gap=most))


def hours(where: _Where) -> Iterator[Relaxation]:
    """Let the patient come at any hour of a day of the week."""
    patient = where.patient
    for day in DAYS:
        whole = WeeklyWindow(days=(day,), from_="00:00", to="24:00")
        sentence = f"Ask patient '{patient.id}' for other hours on a {day}."
        available = (*patient.available, whole)
        yield Relaxation("hours", sentence, where.with_patient(available=available))


def clinic(where: _Where) -> Iterator[Relaxation]:
    """Let the patient accept one more clinic."""
    patient = where.patient
    accepted = {a.clinic for a in patient.clinics}
    for other in where.problem.clinics:
        if other.id not in accepted:
            more = AcceptedClinic.model_validate({"clinic": other.id, "penalty": 0})
            sentence = f"Ask patient '{patient.id}' to come to '{other.id}' too."
            clinics = (*patient.clinics, more)
            yield Relaxation("clinic", sentence, where.with_patient(clinics=clinics))


def clearance(where: _Where) -> Iterator[Relaxation]:
    """Let the clearance be renewed."""
    if where.course.cleared_until is not None:
        sentence = f"Renew the clearance of course '{where.course.id}'."
        yield Relaxation("clearance", sentence, where.with_course(cleared_until=None))


def refused(where: _Where) -> Iterator[Relaxation]:
    """Let a refused practitioner treat after all."""
    for person in where.course.refused_practitioners:
        rest = tuple(p for p in where.course.refused_practitioners if p != person)
        sentence = f"Ask whether '{person}' may treat course '{where.course.id}'."
        changed = where.with_course(refused_practitioners=rest)
        yield Relaxation("refused", sentence, changed)


def room(where: _Where) -> Iterator[Relaxation]:
    """Let an accepted clinic have one more room that fits."""
    problem = where.problem
    features = next(
        t.room_features for t in problem.treatments if t.id == where.session.treatment
    )
    for accepted in where.patient.clinics:
        like = next((r for r in problem.rooms if r.clinic == accepted.clinic), None)
        if like is None:
            continue
        update = {"id": f"{like.id}+", "features": features, "unavailable": ()}
        extra = like.model_copy(update=update)
        changed = problem.model_copy(update={"rooms": (*problem.rooms, extra)})
        sentence = f"Open one more room at '{accepted.clinic}'."
        yield Relaxation("room", sentence, changed)


CHANGES: tuple[Callable[[_Where], Iterator[Relaxation]], ...] = (
    clearance,
    window,
    gap,
    hours,
    clinic,
    refused,
    room,
)
