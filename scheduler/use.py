"""How much of the time that rooms and practitioners have is used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pandas as pd

from scheduler.domain.intervals import intersect, subtract
from solver.plan import Plan
from solver.problem import Problem, Span

Stretches = Iterable[tuple[datetime, datetime]]
GroupMinutes = Iterable[tuple[str, float]]


def minutes_of(stretches: Stretches) -> float:
    """Minutes of all stretches together, whatever their offsets."""
    lengths = (b.astimezone(UTC) - a.astimezone(UTC) for a, b in stretches)
    return sum(length / timedelta(minutes=1) for length in lengths)


def use_percent(
    used: GroupMinutes, supply: GroupMinutes, groups: Iterable[str]
) -> dict[str, float | None]:
    """
    Percent of the supplied minutes in use, by group.

    None for a group without any supply.
    """
    used_min, supply_min = _by_group(used), _by_group(supply)
    frame = pd.DataFrame({"used": used_min, "supply": supply_min}).fillna(0.0)
    percent = {
        str(group): round(100 * float(row["used"] / row["supply"]), 1)
        for group, row in frame[frame["supply"] > 0].iterrows()
    }
    return {group: percent.get(group) for group in groups}


def room_use(
    problem: Problem, plan: Plan, clinics: Iterable[str]
) -> dict[str, float | None]:
    """Room minutes taken by clinic, cleaning included, of those open."""
    opening = {clinic.id: _stretches(clinic.opening) for clinic in problem.clinics}
    cleaning = {r.id: timedelta(minutes=r.turnover_minutes) for r in problem.rooms}
    supply = (
        (r.clinic, minutes_of(subtract(opening[r.clinic], _stretches(r.unavailable))))
        for r in problem.rooms
    )
    taken = (
        (a.clinic, minutes_of([(a.start, a.steps[-1].to + cleaning[a.room])]))
        for a in plan.assignments
    )
    return use_percent(taken, supply, clinics)


def practitioner_use(
    problem: Problem, plan: Plan, clinics: Iterable[str]
) -> dict[str, float | None]:
    """Minutes with a patient by clinic, of those on shift while it is open."""
    opening = {clinic.id: _stretches(clinic.opening) for clinic in problem.clinics}
    attended = {
        (treatment.id, step.name)
        for treatment in problem.treatments
        for step in treatment.steps
        if step.attended
    }
    treatment = {s.id: s.treatment for c in problem.courses for s in c.sessions}
    supply = (
        (
            shift.clinic,
            minutes_of(intersect(_stretches([shift]), opening[shift.clinic])),
        )
        for practitioner in problem.practitioners
        for shift in practitioner.shifts
    )
    busy = (
        (a.clinic, minutes_of([(step.from_, step.to)]))
        for a in plan.assignments
        for step in a.steps
        if (treatment[a.session], step.name) in attended
    )
    return use_percent(busy, supply, clinics)


def _by_group(minutes: GroupMinutes) -> pd.Series[float]:
    frame = pd.DataFrame(list(minutes), columns=["group", "minutes"])
    return frame.groupby("group")["minutes"].sum()


def _stretches(spans: Iterable[Span]) -> list[tuple[datetime, datetime]]:
    return [(span.from_, span.to) for span in spans]
