"""From a plan to a draft roster, and whether a draft may still be published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from scheduler.clock import today
from scheduler.domain.network import Network
from scheduler.domain.publication import publication_of
from scheduler.domain.roster import (
    Appointment,
    Roster,
    RosterStatus,
    StepTime,
    Unplaced,
    Visit,
)
from scheduler.errors import RosterConflict
from scheduler.horizon import PlanningHorizon, planning_horizon
from scheduler.problem_parts import appointment_part
from scheduler.problems import Case, prepare
from scheduler.standing import promised, zones_of
from solver.check import check
from solver.plan import Plan, Status
from solver.problem import StepTimes
from solver.reading import DocumentError
from solver.solve import fingerprint

_ONE_MINUTE = timedelta(minutes=1)
_MOST_NAMED = 5


def roster_of(
    case: Case, plan: Plan, baseline: Plan, *, roster_id: str, created_utc: datetime
) -> Roster:
    """
    The draft roster of a plan.

    It proposes a place for every session of the run, moved or not, and keeps
    what was proposed outside the scope of the run.
    """
    visits = tuple(_visits(case, plan))
    unplaced = tuple(_unplaced(case, plan))
    objective, before = plan.objective, baseline.objective
    planned = {s.id for each in case.planned for s in each.sessions}
    return Roster(
        id=roster_id,
        created_utc=created_utc,
        horizon_start=case.horizon.start,
        horizon_days=case.horizon.days,
        status=RosterStatus.DRAFT,
        plan_status=plan.status.value,
        total=objective.total if objective else Decimal(0),
        bound=plan.bound or Decimal(0),
        terms=dict(objective.terms) if objective else {},
        baseline_total=before.total if before else Decimal(0),
        baseline_unscheduled=sum(
            each.session in planned for each in baseline.unscheduled
        ),
        seconds=Decimal(str(plan.seconds or 0)),
        seed=plan.seed or 0,
        fingerprint=fingerprint(case.problem),
        visits=visits + case.carried,
        unplaced=unplaced + case.carried_unplaced,
    )


def _visits(case: Case, plan: Plan) -> Iterator[Visit]:
    placed = {a.session: a for a in plan.assignments}
    for planned in case.planned:
        for session in planned.sessions:
            if session.id in placed:
                assignment = placed[session.id]
                yield Visit(
                    session=session.id,
                    course=planned.course.id,
                    number=session.number,
                    patient=planned.patient.id,
                    treatment=session.treatment,
                    clinic=assignment.clinic,
                    room=assignment.room,
                    staff=dict(assignment.staff),
                    start_utc=assignment.start.astimezone(UTC),
                    steps=tuple(
                        StepTime(
                            name=step.name,
                            length_min=_length_min(step),
                        )
                        for step in assignment.steps
                    ),
                )


def _length_min(step: StepTimes) -> int:
    """Minutes of a step, measured in UTC: clocks may change in between."""
    return (step.to.astimezone(UTC) - step.from_.astimezone(UTC)) // _ONE_MINUTE


def _unplaced(case: Case, plan: Plan) -> Iterator[Unplaced]:
    reasons = {each.session: each.reasons for each in plan.unscheduled}
    for planned in case.planned:
        clinics = tuple(c.clinic for c in case.scope.accepted(planned.patient))
        for session in planned.sessions:
            if session.id in reasons:
                yield Unplaced(
                    session=session.id,
                    course=planned.course.id,
                    number=session.number,
                    patient=planned.patient.id,
                    treatment=session.treatment,
                    due=session.due,
                    clinics=clinics,
                    reasons=reasons[session.id],
                )


def check_publishable(roster: Roster, network: Network, now_utc: datetime) -> None:
    """
    Check a draft against the network as it is now.

    The problem is built anew, and the draft is tried as its plan, beside all
    appointments that it does not touch.

    Raises
    ------
    RosterConflict
        Naming sessions that have begun, are over, or break a rule by now.
    """
    if roster.status is not RosterStatus.DRAFT:
        return  # publishing refuses it in its own words
    horizon = _horizon_from_now(roster, network, now_utc)
    decided = _decided(roster, network)
    by_policy = promised(horizon)

    def is_fixed(appointment: Appointment, on: date) -> bool:
        is_touched = appointment.visit.session in decided
        return not is_touched or by_policy(appointment, on)

    case = prepare(replace(network, rosters=()), horizon, is_fixed=is_fixed)
    found = list(_stale(roster, network, case))
    found = found or _breaches(roster, network, case, decided)
    if found:
        more = len(found) - _MOST_NAMED
        rest = f" And {more} more." if more > 0 else ""
        raise RosterConflict(
            f"Roster {roster.id!r} can no longer be published; plan again. Session "
            + " Session ".join(found[:_MOST_NAMED])
            + rest
        )


def _decided(roster: Roster, network: Network) -> frozenset[str]:
    """Sessions of which the roster decides: all but those that publishing keeps."""
    kept = publication_of(roster, network.appointments).kept
    placed = frozenset(visit.session for visit in roster.visits)
    unplaced = frozenset(each.session for each in roster.unplaced)
    return (placed | unplaced).difference(kept)


def _horizon_from_now(
    roster: Roster, network: Network, now_utc: datetime
) -> PlanningHorizon:
    """A horizon from today, as long as the roster's: windows may have moved on."""
    day = today(network.policy.zone, now_utc)
    last_day = roster.horizon_start + timedelta(days=roster.horizon_days - 1)
    if last_day < day:
        raise RosterConflict(
            f"Roster {roster.id!r} can no longer be published: its last day was "
            f"{last_day}; plan again."
        )
    return planning_horizon(
        network.policy, today=day, now_utc=now_utc, days=roster.horizon_days
    )


def _stale(roster: Roster, network: Network, case: Case) -> Iterator[str]:
    """Changes to what has begun since, or is gone from the network."""
    publication = publication_of(roster, network.appointments)
    changes = {*publication.added, *publication.changed, *publication.dropped}
    planned = {session.id for each in case.planned for session in each.sessions}
    visits = {visit.session: visit for visit in roster.visits}
    clinics = zones_of(network)
    for session in sorted(changes):
        visit = visits.get(session)
        if visit is not None and visit.start_utc < case.horizon.now_utc:
            yield f"{session} would have begun by now."
        elif session not in planned:
            yield f"{session} is no longer to be planned."
        elif visit is not None and visit.clinic not in clinics:
            yield f"{session} names clinic {visit.clinic!r}, which is gone."


def _breaches(
    roster: Roster, network: Network, case: Case, decided: frozenset[str]
) -> list[str]:
    """Rules that the roster breaks by now, beside what it does not touch."""
    zones = zones_of(network)
    planned = {s.id for course in case.problem.courses for s in course.sessions}
    assignments = [
        appointment_part(visit, "fixed", zones[visit.clinic]).assignment()
        for visit in roster.visits
        if visit.session in decided & planned
    ]
    # What is broken already breaks its rules with or without this roster.
    untouchable = decided.union(promise.visit.session for promise in case.broken)
    assignments += [
        appointment.assignment()
        for appointment in case.problem.appointments
        if appointment.session not in untouchable
    ]
    plan = Plan(
        problem=case.problem.id,
        status=Status.FEASIBLE,
        assignments=tuple(assignments),
        unscheduled=(),
    )
    try:
        violations = check(case.problem, plan).violations
    except DocumentError as error:
        return [f"names what is gone: {fault}" for fault in error.faults]
    return [f"{v.session} breaks {v.rule}: {v.message}" for v in violations]
