"""Putting down what stands already: fixed appointments, promises, a start plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from solver.engine import Engine
from solver.instance import Instance, Line
from solver.patterns import LEAD
from solver.placement import Place, Placement
from solver.problem import Assignment
from solver.search.roster import Roster
from solver.translate import placement_of

FIRMNESS = ("published", "draft")


def put_fixed(roster: Roster) -> None:
    """Place fixed appointments exactly as they are, and lock them (R13)."""
    for appointment in roster.instance.problem.appointments:
        if appointment.state == "fixed":
            placement = placement_of(roster.instance, appointment)
            roster.engine.add(placement)
            roster.locked.add(placement.task)


def put_standing(roster: Roster) -> None:
    """Place published appointments, then drafts, where the rules still allow."""
    appointments = roster.instance.problem.appointments
    for state in FIRMNESS:
        put_where_legal(roster, (a for a in appointments if a.state == state))


def put_where_legal(roster: Roster, assignments: Iterable[Assignment]) -> None:
    """Place assignments of unplaced sessions that break no rule; skip others."""
    for assignment in sorted(assignments, key=lambda a: (a.start, a.session)):
        placement = placement_of(roster.instance, assignment)
        if roster.placed[placement.task] is None and is_legal(roster.engine, placement):
            roster.engine.add(placement)


def is_legal(engine: Engine, placement: Placement) -> bool:
    """Whether a session may be put down exactly so, beside what stands."""
    instance = engine.instance
    task = instance.tasks[placement.task]
    shapes = instance.shapes[task.treatment]
    place = Place(placement.lead, placement.clinic, placement.day)
    if placement.shape not in shapes or place not in set(engine.places(task.index)):
        return False
    shape = shapes.index(placement.shape)
    bit = placement.start - engine.hours.base(placement.clinic, placement.day)
    if bit < 0 or not engine.shape_starts(task.index, place, shape) >> bit & 1:
        return False
    line = instance.lines[task.course]
    return _resources_fit(engine, placement, shape, bit, line.refused) and gaps_allow(
        instance, line, engine.timeline.placed, placement
    )


def _resources_fit(
    engine: Engine, p: Placement, shape: int, bit: int, refused: frozenset[int]
) -> bool:
    treatment = engine.instance.tasks[p.task].treatment
    if p.room not in engine.instance.fitting_rooms[p.clinic][treatment]:
        return False
    if not engine.room_starts(p.room, p.clinic, p.day, p.shape.total) >> bit & 1:
        return False
    if {role for role, _ in p.staff} != set(p.shape.busy_of):
        return False
    for role, person in p.staff:
        if role == LEAD:
            continue
        able = engine.role_candidates(p.clinic, p.day, treatment, role)
        if person in refused or person not in set(able):
            return False
        starts = engine.role_starts(person, p.clinic, p.day, treatment, shape, role)
        if not starts >> bit & 1:
            return False
    return engine.leaves_breaks(p.shape, p.staff, p.clinic, p.day, bit)


def gaps_allow(
    instance: Instance,
    line: Line,
    placed: Sequence[Placement | None],
    placement: Placement,
) -> bool:
    """Whether a day keeps the gaps to the course's placed sessions (R11)."""
    day_of = {t: p.day for t in line.sessions if (p := placed[t]) is not None}
    day_of[placement.task] = placement.day
    before: int | None = line.last_day
    before_task: int | None = None
    for t in line.sessions:
        if t not in day_of:
            continue
        gap = instance.tasks[t].gap
        if before is not None:
            days = day_of[t] - before
            if days < (gap.min_days if gap else 0):
                return False
            if gap and before_task == t - 1 and days > gap.max_days:
                return False
        before, before_task = day_of[t], t
    return True
