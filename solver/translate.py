"""Between assignments of the documents and placements on the grid."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from solver.instance import Instance
from solver.patterns import LEAD, Segment, Shape, shape_of
from solver.placement import Placement
from solver.problem import Assignment, StepTimes, Treatment


def assignment_of(instance: Instance, placement: Placement) -> Assignment:
    """A placement in the words of the plan, in the clinic's own offset."""
    problem, grid = instance.problem, instance.grid
    task = instance.tasks[placement.task]
    zone = grid.zones[placement.clinic]
    steps, at = [], grid.instant(placement.start)
    treatment = problem.treatments[task.treatment]
    for step, length in zip(treatment.steps, placement.shape.lengths, strict=True):
        end = at + timedelta(minutes=length * grid.grain_min)
        local = (at.astimezone(zone), end.astimezone(zone))
        steps.append(StepTimes(name=step.name, from_=local[0], to=local[1]))
        at = end
    return Assignment(
        session=task.id,
        clinic=problem.clinics[placement.clinic].id,
        room=problem.rooms[placement.room].id,
        staff={role: problem.practitioners[p].id for role, p in placement.staff},
        start=grid.instant(placement.start).astimezone(zone),
        steps=tuple(steps),
    )


def is_known(instance: Instance, assignment: Assignment) -> bool:
    """Whether there is everything that an assignment, of an old plan say, names."""
    return (
        assignment.session in instance.task_of
        and assignment.clinic in instance.clinic_of
        and assignment.room in instance.room_of
        and LEAD in assignment.staff
        and all(who in instance.person_of for who in assignment.staff.values())
        and len(assignment.steps) > 0
    )


def placement_of(instance: Instance, assignment: Assignment) -> Placement:
    """
    An assignment that `is_known` on the grid, whether it obeys the rules or not.

    What lies off the grid or differs from the treatment is rounded outwards, so
    that it blocks all it really takes; what lies days away from the horizon is cut
    off there.
    """
    grid = instance.grid
    task = instance.tasks[instance.task_of[assignment.session]]
    clinic = instance.clinic_of[assignment.clinic]
    day = grid.day_index(assignment.start.astimezone(grid.zones[clinic]).date())
    staff = {role: instance.person_of[p] for role, p in assignment.staff.items()}
    shape = _shape(instance, task.treatment, assignment)
    (start,) = grid.clip(grid.floor(assignment.start))
    return Placement(
        task=task.index,
        clinic=clinic,
        day=day,
        lead=staff[LEAD],
        shape=shape,
        start=start,
        room=instance.room_of[assignment.room],
        staff=tuple((role, staff[role]) for role in shape.busy_of if role in staff),
    )


def _shape(instance: Instance, treatment: int, assignment: Assignment) -> Shape:
    grid = instance.grid
    document = instance.problem.treatments[treatment]
    ends = (grid.ceil(step.to) for step in assignment.steps)
    edges = grid.clip(grid.floor(assignment.start), *ends)
    lengths = tuple(b - a for a, b in pairwise(edges))
    names = [step.name for step in document.steps]
    if [step.name for step in assignment.steps] == names and min(lengths) > 0:
        known = (s for s in instance.shapes[treatment] if s.lengths == lengths)
        return next(known, None) or shape_of(document, lengths)
    return _block(document, max(edges) - edges[0])


def _block(treatment: Treatment, total: int) -> Shape:
    """A session of unknown steps: everybody attends and uses all of it."""
    length = max(total, 1)
    whole: tuple[Segment, ...] = ((0, length),)
    attends = dict.fromkeys(treatment.roles(), whole)
    uses = dict.fromkeys((k for s in treatment.steps for k in s.equipment), whole)
    return Shape((length,), length, attends, attends, uses)
