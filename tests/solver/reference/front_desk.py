"""The front desk: each session in due order at its cheapest feasible place."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from solver.bits import positions
from solver.placement import Place
from solver.roster import Roster
from solver.settling import settle
from solver.tasks import Line, Task
from tests.solver.reference.course_graph import FAR, CourseGraph, Nodes, Path


def serve(roster: Roster, tasks: Iterable[int] | None = None) -> None:
    """Place unplaced tasks one by one in due order; nothing ever moves."""
    instance = roster.instance
    waiting = range(len(instance.tasks)) if tasks is None else tasks
    by_due = sorted(waiting, key=lambda t: (instance.tasks[t].due_day, t))
    for index in by_due:
        if roster.placed[index] is None:
            insert(roster, instance.lines[instance.tasks[index].course], (index,))


def insert(roster: Roster, line: Line, tasks: Collection[int]) -> None:
    """
    Put tasks of a course, none of them placed, at their cheapest places.

    Placed sessions of the course stay; other unplaced ones stay out.
    """
    path = shortest(roster, line, tasks)
    for index, chosen in zip(line.sessions, path.places, strict=True):
        if chosen is not None and roster.placed[index] is None:
            put(roster, roster.instance.tasks[index], chosen)


def shortest(roster: Roster, line: Line, tasks: Collection[int]) -> Path:
    """Cheapest plan of a course over what is free; only ``tasks`` may be put."""
    graph = CourseGraph(roster.instance, roster.costs, line)
    nodes: list[Nodes] = []
    losses = []
    for task in graph.tasks:
        stands = roster.placed[task.index]
        if stands is not None:
            place = Place(stands.lead, stands.clinic, stands.day)
            nodes.append([(roster.costs.session(task, stands), place)])
            losses.append(FAR)
        else:
            movable = task.index in tasks
            nodes.append(roster.nodes(task) if movable else [])
            losses.append(task.loss)
    return graph.shortest(nodes, losses)


def put(roster: Roster, task: Task, place: Place) -> bool:
    """Settle a session at a place, at the earliest of its cheapest starts."""
    masks = roster.engine.starts(task.index, place)
    for _, tier in roster.costs.tiers(task, place.clinic, place.day):
        choices = [
            (start, shape)
            for shape, mask in enumerate(masks)
            for start in positions(mask & tier)
        ]
        for start, shape in sorted(choices):
            placement = settle(roster.engine, task.index, place, shape, start)
            if placement is not None:
                roster.engine.add(placement)
                return True
    return False
