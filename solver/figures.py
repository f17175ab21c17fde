"""What a plan achieves, in the figures that a clinic manager knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from solver.fields import Count, Document
from solver.held import Held, held_sessions
from solver.problem import Appointment, Assignment, Course, Problem, Session
from solver.recovery import Recovery, recovery_of
from solver.use import ClinicUse, Percent, percent, use_of_clinics


class Figures(Document):
    """
    Figures of one plan; a percentage is null where there is nothing to count.

    ``on_time_percent``: sessions held on their due date or before, of all sessions;
    ``gap_kept_percent``: sessions held within the least and most days after the one
    before, of all that have one before (if that one has no place, neither is kept);
    ``patients_moved``: patients of whom a published appointment moves or is dropped.
    """

    sessions: Count
    placed: Count
    unscheduled: Count
    on_time_percent: Percent | None = None
    gap_kept_percent: Percent | None = None
    patients_moved: Count
    recovery: Recovery
    clinics: tuple[ClinicUse, ...]


def figures_of(
    problem: Problem,
    assignments: Iterable[Assignment],
    *,
    courses: Iterable[str] | None = None,
    clinics: Iterable[str] | None = None,
) -> Figures:
    """
    Figures of a plan's assignments, which name only what the problem has.

    Parameters
    ----------
    courses
        Count the sessions of these; None: of every course. The use of rooms
        and practitioners always counts everything that takes place.
    clinics
        Tell the use of these; None: of every clinic.
    """
    places = {each.session: each for each in reversed(tuple(assignments))}
    held = held_sessions(problem, places.values())
    scope = None if courses is None else set(courses)
    counted = [c for c in problem.courses if scope is None or c.id in scope]
    sessions = [session for course in counted for session in course.sessions]
    on_time = [s.id in held and held[s.id].date <= s.due for s in sessions]
    gaps = [kept for course in counted for kept in _gaps_kept(course, held)]
    placed = [held[session.id] for session in sessions if session.id in held]
    if clinics is None:
        clinics = (clinic.id for clinic in problem.clinics)
    return Figures(
        sessions=len(sessions),
        placed=len(placed),
        unscheduled=len(sessions) - len(placed),
        on_time_percent=percent(sum(on_time), len(on_time)),
        gap_kept_percent=percent(sum(gaps), len(gaps)),
        patients_moved=_patients_moved(problem, counted, places),
        recovery=recovery_of(held.values(), placed),
        clinics=use_of_clinics(problem, held.values(), clinics),
    )


def _gaps_kept(course: Course, held: Mapping[str, Held]) -> Iterator[bool]:
    """Whether each session that has one before it keeps its gap to that."""
    before: Session | date | None = None
    if course.last_session is not None:
        before = course.last_session.date
    for session in course.sessions:
        if session.gap is not None and before is not None:
            yield _is_kept(session, before, held)
        before = session


def _is_kept(
    session: Session, before: Session | date, held: Mapping[str, Held]
) -> bool:
    gap, now = session.gap, held.get(session.id)
    then = before if isinstance(before, date) else _date(held.get(before.id))
    if gap is None or now is None or then is None:
        return False
    return gap.min_days <= (now.date - then).days <= gap.max_days


def _date(held: Held | None) -> date | None:
    return None if held is None else held.date


def _patients_moved(
    problem: Problem, courses: Iterable[Course], places: Mapping[str, Assignment]
) -> int:
    patients = {s.id: course.patient for course in courses for s in course.sessions}
    return len(
        {
            patients[each.session]
            for each in problem.appointments
            if each.state == "published"
            and each.session in patients
            and _is_moved(each, places.get(each.session))
        }
    )


def _is_moved(stood: Appointment, now: Assignment | None) -> bool:
    """Whether the patient notices: another start, lead or clinic, or no place."""
    if now is None:
        return True
    same_lead = stood.staff.get("lead") == now.staff.get("lead")
    return not (same_lead and stood.start == now.start and stood.clinic == now.clinic)
