"""Putting down what stands already: fixed appointments, promises, a start plan."""

from __future__ import annotations

from collections.abc import Iterable

from solver.engine import Engine
from solver.gaps import gaps_allow
from solver.patterns import LEAD
from solver.placement import Place, Placement
from solver.problem import Assignment
from solver.roster import Roster
from solver.settling import leaves_breaks
from solver.translate import is_known, placement_of

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
    known = [a for a in assignments if is_known(roster.instance, a)]
    for assignment in sorted(known, key=lambda a: (a.start, a.session)):
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
    placed = engine.timeline.placed
    return gaps_allow(
        instance, line, placed, task.index, placement.day
    ) and _resources_fit(engine, placement, shape, bit, line.refused)


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
    return leaves_breaks(engine, p.shape, p.staff, p.clinic, p.day, bit)
