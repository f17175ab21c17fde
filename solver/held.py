"""Sessions as they are held, in minutes, for figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from solver.problem import Assignment, Problem, Step, StepTimes, Treatment
from solver.stretches import Stretch, minute_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """
    A session that has a place.

    Parameters
    ----------
    lead
        Id of whoever leads it; empty if the plan names nobody.
    date
        On the clinic's calendar.
    under_way
        First step to last step.
    attended
        Each attended step: who attends it, and when.
    shortest_min
        Length of the treatment's shortest shape.
    """

    session: str
    course: str
    clinic: str
    room: str
    lead: str
    date: date
    under_way: Stretch
    attended: tuple[tuple[str, Stretch], ...]
    shortest_min: int


def held_sessions(
    problem: Problem, assignments: Iterable[Assignment]
) -> dict[str, Held]:
    """Everything that is held, by session; each session is placed once."""
    treatments = {treatment.id: treatment for treatment in problem.treatments}
    shortest = {
        t.id: sum(step.minutes for step in t.steps) for t in treatments.values()
    }
    zones = {clinic.id: ZoneInfo(clinic.timezone) for clinic in problem.clinics}
    known = {s.id: (c.id, s.treatment) for c in problem.courses for s in c.sessions}
    found: dict[str, Held] = {}
    for each in assignments:
        course, treatment = known[each.session]
        start = minute_of(each.start)
        found[each.session] = Held(
            session=each.session,
            course=course,
            clinic=each.clinic,
            room=each.room,
            lead=each.staff.get("lead", ""),
            date=each.start.astimezone(zones[each.clinic]).date(),
            under_way=(start, minute_of(each.steps[-1].to) if each.steps else start),
            attended=tuple(_attended(treatments[treatment], each)),
            shortest_min=shortest[treatment],
        )
    return found


def timed_steps(
    treatment: Treatment, times: tuple[StepTimes, ...]
) -> Iterator[tuple[Step, StepTimes]]:
    """
    Steps of a treatment with the times that a plan gives them, in order.

    By position, for a treatment may name two steps alike; by name where the plan
    has other steps than the treatment.
    """
    steps = treatment.steps
    if [step.name for step in steps] == [each.name for each in times]:
        yield from zip(steps, times, strict=True)
        return
    by_name = {step.name: step for step in steps}
    for each in times:
        if each.name in by_name:
            yield by_name[each.name], each


def _attended(
    treatment: Treatment, assignment: Assignment
) -> Iterator[tuple[str, Stretch]]:
    for step, times in timed_steps(treatment, assignment.steps):
        if step.staff is not None and (who := assignment.staff.get(step.staff)):
            yield who, (minute_of(times.from_), minute_of(times.to))
