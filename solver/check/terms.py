"""The terms of the objective, each from scratch and exact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from solver.check.facts import Facts, Placed, windows_on
from solver.problem import Appointment, Session


def terms(facts: Facts) -> dict[str, Decimal]:
    """Value of every term; their sum is the objective."""
    return {name: sum(term(facts), Decimal(0)) for name, term in TERMS.items()}


def unscheduled(facts: Facts) -> Iterator[Decimal]:
    """``weights.unscheduled x priority`` for each session without a place."""
    for course in facts.problem.courses:
        for session in course.sessions:
            if session.id not in facts.placed:
                yield facts.problem.weights.unscheduled * session.priority


def lateness(facts: Facts) -> Iterator[Decimal]:
    """``late_penalty_per_day`` for each day after due."""
    for placed in facts.placed.values():
        late_days = max(0, (placed.date - placed.session.due).days)
        yield placed.session.late_penalty_per_day * late_days


def _before(facts: Facts) -> Iterator[tuple[Placed, Session, date, str]]:
    """Placed sessions with date and lead of the session just before them."""
    for course in facts.problem.courses:
        last = course.last_session
        before = (last.date, last.practitioner) if last else None
        for session in course.sessions:
            placed = facts.placed.get(session.id)
            if placed and before:
                yield placed, session, *before
            before = (placed.date, placed.lead) if placed else None


def cadence(facts: Facts) -> Iterator[Decimal]:
    """``penalty_per_day x |days since the session just before - ideal|``."""
    for placed, session, before, _ in _before(facts):
        if gap := session.gap:
            days = (placed.date - before).days
            yield gap.penalty_per_day * abs(days - gap.ideal_days)


def clinic_preference(facts: Facts) -> Iterator[Decimal]:
    """The patient's penalty for the clinic."""
    for placed in facts.placed.values():
        for accepted in placed.patient.clinics:
            if accepted.clinic == placed.clinic.id:
                yield accepted.penalty


def time_preference(facts: Facts) -> Iterator[Decimal]:
    """``weights.time_preference`` for a start in none of the wished hours."""
    for placed in facts.placed.values():
        wishes = placed.patient.preferred
        hours = windows_on(wishes, placed.date, placed.zone)
        if wishes and not any(a <= placed.start < b for a, b in hours):
            yield facts.problem.weights.time_preference


def practitioner_preference(facts: Facts) -> Iterator[Decimal]:
    """``weights.practitioner_preference`` for another lead than wished."""
    for placed in facts.placed.values():
        wish = placed.course.preferred_practitioner
        if wish is not None and placed.lead != wish:
            yield facts.problem.weights.practitioner_preference


def continuity(facts: Facts) -> Iterator[Decimal]:
    """``weights.practitioner_change`` where the lead changes."""
    for placed, _, _, lead in _before(facts):
        if placed.lead != lead:
            yield facts.problem.weights.practitioner_change


def overload(facts: Facts) -> Iterator[Decimal]:
    """``weights.overload`` for each session of a day above comfortable."""
    for (lead, _), sessions in facts.led.items():
        if person := facts.practitioners.get(lead):
            above = len(sessions) - person.comfortable_sessions_per_day
            yield facts.problem.weights.overload * max(0, above)


def disruption(facts: Facts) -> Iterator[Decimal]:
    """What moving or dropping published appointments costs."""
    for appointment in facts.problem.appointments:
        if appointment.state == "published":
            yield _moved(facts, appointment, facts.placed.get(appointment.session))


def _moved(facts: Facts, was: Appointment, now: Placed | None) -> Decimal:
    weights = facts.problem.weights
    if now is None:
        return weights.dropped
    cost = Decimal(0)
    if was.start.astimezone(facts.zones[was.clinic]).date() != now.date:
        cost += weights.moved_day
    elif was.start != now.start:
        cost += weights.moved_time
    if was.staff["lead"] != now.lead:
        cost += weights.moved_practitioner
    if was.clinic != now.clinic.id:
        cost += weights.moved_clinic
    return cost


TERMS = {
    "unscheduled": unscheduled,
    "lateness": lateness,
    "cadence": cadence,
    "clinic_preference": clinic_preference,
    "time_preference": time_preference,
    "practitioner_preference": practitioner_preference,
    "continuity": continuity,
    "overload": overload,
    "disruption": disruption,
}
