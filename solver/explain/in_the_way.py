"""Which single sessions may keep another one out, told without lifting any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from solver.explain.case import Case
from solver.hours import Stretch
from solver.placement import Place, Placement


class Cell(NamedTuple):
    """
    A clinic-day on which a session could be held if nothing but what is fixed stood.

    Attributes
    ----------
    spans
        From the first to the last grain of such sessions, by place.
    """

    clinic: int
    day: int
    spans: dict[Place, Stretch]


def in_the_way(case: Case) -> Iterator[tuple[Placement, list[Place]]]:
    """
    Sessions that are not fixed without which this one may have a place.

    Each with the places where it may be in the way: too many rather than too
    few. A session of the same course may be so everywhere, by the gaps.
    """
    places = [c.place for c in case.ground.bench.candidates.of(case.task)]
    cells = list(_cells(case, places))
    days = {cell.day for cell in cells}
    away = case.ground.engine.days_away
    for day in sorted({d + k for d in days for k in range(-away, away + 1)}):
        near = [cell for cell in cells if abs(cell.day - day) <= away]
        for was in case.ground.movable.get(day, ()):
            if _course(case, was) != case.line.index:
                found = [place for cell in near for place in _met(case, was, cell)]
                if found:
                    yield was, found
    for index in case.line.sessions:
        sibling = case.ground.engine.timeline.placed[index]
        if sibling is not None and index not in case.ground.fixed:
            yield sibling, places


def _course(case: Case, was: Placement) -> int:
    return case.instance.tasks[was.task].course


def _cells(case: Case, places: list[Place]) -> Iterator[Cell]:
    """Clinic-days that the gaps allow, as far as anything is open on them."""
    alone, hours = case.ground.alone(case.task), case.ground.bench.hours
    totals = [shape.total for shape in case.instance.shapes[case.task.treatment]]
    by_cell: dict[tuple[int, int], dict[Place, Stretch]] = {}
    for place in places:
        masks = alone.masks(place) if case.view.allows_day(place.day) else []
        found = [(m, total) for m, total in zip(masks, totals, strict=False) if m]
        if found:
            base = hours.base(place.clinic, place.day)
            first = min((m & -m).bit_length() - 1 for m, _ in found)
            last = max(m.bit_length() - 1 + total for m, total in found)
            spans = by_cell.setdefault((place.clinic, place.day), {})
            spans[place] = (base + first, base + last)
    for (clinic, day), spans in by_cell.items():
        yield Cell(clinic, day, spans)


def _met(case: Case, was: Placement, cell: Cell) -> Iterator[Place]:
    """Places of a clinic-day where a session may be in the way."""
    engine, people = case.ground.engine, {person for _, person in was.staff}
    line = case.instance.lines[_course(case, was)]
    has_others = len(case.instance.skilled[case.task.treatment]) > 1
    is_everywhere = was.clinic == cell.clinic or line.patient == case.line.patient
    slack = engine.hours.reach + max(engine.timeline.travel.values(), default=0)
    for place, (from_, to) in cell.spans.items():
        if not (is_everywhere or has_others or place.lead in people):
            continue
        if (
            (was.start < to + slack and from_ - slack < was.end)
            or _is_all_day(case, was, place, people)
            or _takes_breaks(case, was, cell, people)
        ):
            yield place


def _is_all_day(case: Case, was: Placement, place: Place, people: set[int]) -> bool:
    """Whether it may matter at any hour: by R07 or by clinics nobody joins (R06)."""
    timeline = case.ground.engine.timeline
    leads = case.instance.problem.practitioners
    most = leads[place.lead].max_sessions_per_day
    if was.lead == place.lead and timeline.led[place.lead, place.day] >= most:
        return True
    is_joined = was.clinic == place.clinic or (
        (was.clinic, place.clinic) in timeline.travel
    )
    return bool(people) and not is_joined


def _takes_breaks(case: Case, was: Placement, cell: Cell, people: set[int]) -> bool:
    """Whether it lies in a break window of its staff on about that day (R08)."""
    return any(
        from_ < was.end and was.start < to
        for person in people
        for from_, to in case.ground.bench.hours.breaks(person, cell.clinic, cell.day)
    )
