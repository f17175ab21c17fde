"""The slow way to a fix: change the problem, lay the plan down anew, look again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal

from solver.explain import Edit, Explainer
from solver.explain.ground import MOST_EXTRA_MIN
from solver.explain.of_course import MOST_DAYS_OF_GAP, MOST_DAYS_WIDER
from solver.fields import DAYS
from solver.plan import Plan
from solver.problem import AcceptedClinic, Course, Patient, Problem, Session
from tests.solver.builders import make_window

Ways = list[list[Edit]]
"""Edits of one kind, those that are as near as each other together."""


def rebuilt(problem: Problem, plan: Plan, session: str) -> Decimal | None:
    """Change of the total by a session's cheapest place, if it has one."""
    found = Explainer(problem, plan).explain(session).alternatives
    return found[0].change if found else None


def nearest(problem: Problem, plan: Plan, session: str, ways: Ways) -> Decimal | None:
    """Change of the total by the nearest edits that help."""
    for alike in ways:
        problems = [edit.apply(problem) for edit in alike]
        changes = [rebuilt(changed, plan, session) for changed in problems]
        if known := [change for change in changes if change is not None]:
            return min(known)
    return None


def ways_of(problem: Problem, plan: Plan, session: str) -> dict[str, Ways]:
    """Every edit that may be proposed for a session, but longer shifts."""
    course = next(c for c in problem.courses if session in {s.id for s in c.sessions})
    document = next(s for s in course.sessions if s.id == session)
    patient = next(p for p in problem.patients if p.id == course.patient)
    return {
        "hours": [list(_any_hour(patient))],
        "clinic": [list(_other_clinics(problem, patient))],
        "window": [list(_wider(document, n)) for n in range(1, MOST_DAYS_WIDER + 1)],
        "gap": [
            list(_other_gaps(course, plan, document, n))
            for n in range(1, MOST_DAYS_OF_GAP + 1)
        ],
        "clearance": [list(_clearance(course))],
        "refused": [list(_not_refused(course))],
        "room": [list(_more_rooms(problem, patient, document))],
        "equipment": [list(_more_equipment(problem, document))],
        "limit": [list(_higher_limits(problem))],
    }


def _any_hour(patient: Patient) -> Iterator[Edit]:
    for day in DAYS:
        windows = (*patient.available, make_window(days=(day,)))
        yield Edit("patients", patient.id, "available", windows)


def _other_clinics(problem: Problem, patient: Patient) -> Iterator[Edit]:
    accepted = {a.clinic for a in patient.clinics}
    for clinic in problem.clinics:
        if clinic.id not in accepted:
            more = (*patient.clinics, AcceptedClinic(clinic=clinic.id, penalty=0))
            yield Edit("patients", patient.id, "clinics", more)


def _wider(session: Session, days: int) -> Iterator[Edit]:
    by = timedelta(days=days)
    yield Edit("sessions", session.id, "latest", session.latest + by)
    yield Edit("sessions", session.id, "earliest", session.earliest - by)


def _other_gaps(
    course: Course, plan: Plan, session: Session, days: int
) -> Iterator[Edit]:
    placed = {a.session for a in plan.assignments}
    at = course.sessions.index(session)
    after = [s for s in course.sessions[at + 1 :] if s.id in placed]
    for other in (session, *after[:1]):
        if gap := other.gap:
            more = gap.model_copy(update={"max_days": gap.max_days + days})
            yield Edit("sessions", other.id, "gap", more)
            if gap.min_days >= days:
                less = gap.model_copy(update={"min_days": gap.min_days - days})
                yield Edit("sessions", other.id, "gap", less)


def _clearance(course: Course) -> Iterator[Edit]:
    if course.cleared_until is not None:
        yield Edit("courses", course.id, "cleared_until", None)


def _not_refused(course: Course) -> Iterator[Edit]:
    for person in course.refused_practitioners:
        rest = tuple(p for p in course.refused_practitioners if p != person)
        yield Edit("courses", course.id, "refused_practitioners", rest)


def _more_rooms(problem: Problem, patient: Patient, session: Session) -> Iterator[Edit]:
    features = next(
        t.room_features for t in problem.treatments if t.id == session.treatment
    )
    for accepted in patient.clinics:
        like = next((r for r in problem.rooms if r.clinic == accepted.clinic), None)
        if like is not None:
            update = {"id": "extra", "features": features, "unavailable": ()}
            yield Edit("rooms", "extra", "", like.model_copy(update=update))


def _more_equipment(problem: Problem, session: Session) -> Iterator[Edit]:
    treatment = next(t for t in problem.treatments if t.id == session.treatment)
    kinds = sorted({kind for step in treatment.steps for kind in step.equipment})
    for clinic in problem.clinics:
        for kind in kinds:
            owned = clinic.equipment | {kind: clinic.equipment.get(kind, 0) + 1}
            yield Edit("clinics", clinic.id, "equipment", owned)


def _higher_limits(problem: Problem) -> Iterator[Edit]:
    for person in problem.practitioners:
        most = person.max_sessions_per_day + 1
        yield Edit("practitioners", person.id, "max_sessions_per_day", most)


def longer_shifts(problem: Problem, minutes: int = MOST_EXTRA_MIN) -> Iterator[Edit]:
    """Each shift longer at one end."""
    by = timedelta(minutes=minutes)
    for person in problem.practitioners:
        for k, shift in enumerate(person.shifts):
            for update in ({"from_": shift.from_ - by}, {"to": shift.to + by}):
                longer = shift.model_copy(update=update)
                shifts = (*person.shifts[:k], longer, *person.shifts[k + 1 :])
                yield Edit("practitioners", person.id, "shifts", shifts)


def help_any(problem: Problem, plan: Plan, session: str, edits: Iterable[Edit]) -> bool:
    """Whether one of some edits lets a session in."""
    return any(
        rebuilt(edit.apply(problem), plan, session) is not None for edit in edits
    )
