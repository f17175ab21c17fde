"""Builders of assignments, appointments and plans for small problems."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from solver.placement import Placement
from solver.plan import Plan, Status
from solver.problem import Appointment, Assignment, Problem, StepTimes, Treatment
from solver.workbench import Workbench
from solver.writing import Outline, joined_plan
from tests.solver.builders import at


def make_assignment(
    problem: Problem,
    session: str = "ada-1",
    start: str | datetime = "09:00",
    *,
    day: int | date = 0,
    clinic: str = "north",
    room: str = "north-1",
    lengths_min: Sequence[int] | None = None,
    **staff: str,
) -> Assignment:
    """
    A session at a place, its steps one after another from a start.

    Mei fills every role that is not named; steps are as short as allowed.
    """
    treatment = treatment_of(problem, session)
    zone = next(c.timezone for c in problem.clinics if c.id == clinic)
    begin = at(start, day, zone) if isinstance(start, str) else start
    lengths = lengths_min or [step.minutes for step in treatment.steps]
    edges = [begin]
    for length in lengths:
        edges.append(later(edges[-1], length))
    return Assignment(
        session=session,
        clinic=clinic,
        room=room,
        staff=dict.fromkeys(treatment.roles(), "mei") | staff,
        start=begin,
        steps=tuple(
            StepTimes(name=step.name, from_=from_, to=to)
            for step, (from_, to) in zip(treatment.steps, pairwise(edges), strict=True)
        ),
    )


def later(instant: datetime, minutes: int) -> datetime:
    """An instant some real minutes later, in the same zone."""
    utc = instant.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)
    return utc.astimezone(instant.tzinfo)


def moved(assignment: Assignment, minutes: int) -> Assignment:
    """The same assignment some minutes later (negative: earlier)."""
    steps = tuple(
        step.model_copy(
            update={"from_": later(step.from_, minutes), "to": later(step.to, minutes)}
        )
        for step in assignment.steps
    )
    start = later(assignment.start, minutes)
    return assignment.model_copy(update={"start": start, "steps": steps})


def make_appointment(assignment: Assignment, state: str = "fixed") -> Appointment:
    """An assignment that stands today."""
    fields = {f: getattr(assignment, f) for f in Assignment.model_fields}
    return Appointment(**fields, state=state)


def make_plan(problem: Problem, *assignments: Assignment) -> Plan:
    """A plan with these assignments; what is not among them has no place."""
    return Plan(
        problem=problem.id,
        status=Status.FEASIBLE,
        assignments=assignments,
        unscheduled=(),
    )


def treatment_of(problem: Problem, session: str) -> Treatment:
    """The treatment of a session."""
    kind = {s.id: s.treatment for c in problem.courses for s in c.sessions}[session]
    return next(t for t in problem.treatments if t.id == kind)


def bare_plan(bench: Workbench, placed: Sequence[Placement | None]) -> Plan:
    """Assignments alone, in order of time: what the checker needs."""
    return joined_plan(bench.problem, [Outline(bench, placed)])
