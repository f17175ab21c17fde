"""
The course graph: the best plan of a whole course as a shortest path.

A node is a session of the course at a place (lead, clinic, day), an arc leads to
the next session that is held: it carries the sessions skipped between, the gap
(R11), cadence and continuity. Over what is free now the shortest path is the
strongest move of the search; over an empty network its length bounds what any
plan can do for the course.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solver.costs import Costs
from solver.instance import Instance
from solver.placement import Place
from solver.tasks import Line, Task

Node = tuple[int, Place]
"""Cost of a session at a place, and the place."""
Nodes = Sequence[Node]
FAR = 1 << 60


@dataclass(frozen=True, slots=True)
class Path:
    """
    A plan for a course.

    Attributes
    ----------
    cost
        Cost units, overload by the prices of the nodes.
    places
        By position in the course; None: left out.
    """

    cost: int
    places: tuple[Place | None, ...]


@dataclass(slots=True)
class _Label:
    """The cheapest way to a session at a place, skipped sessions included."""

    cost: int
    place: Place
    position: int
    before: _Label | None


class CourseGraph:
    """Shortest paths through the sessions of one course."""

    def __init__(self, instance: Instance, costs: Costs, line: Line) -> None:
        self.line = line
        self.costs = costs
        self.tasks = [instance.tasks[index] for index in line.sessions]

    def shortest(self, nodes: Sequence[Nodes], losses: Sequence[int]) -> Path:
        """
        Cheapest path, given each session's nodes and what skipping it costs.

        A session that must be held has a loss of `FAR`.
        """
        best: _Label | None = None
        best_cost = sum(losses)
        after = _tail_sums(losses)
        layers: list[list[_Label]] = []
        for position, task in enumerate(self.tasks):
            layer = self._layer(position, task, nodes[position], layers, losses)
            layers.append(layer)
            for label in layer:
                cost = label.cost + after[position + 1]
                if cost < best_cost:
                    best, best_cost = label, cost
        places: list[Place | None] = [None] * len(self.tasks)
        while best is not None:
            places[best.position] = best.place
            best = best.before
        return Path(best_cost, tuple(places))

    def _layer(
        self,
        position: int,
        task: Task,
        nodes: Nodes,
        layers: list[list[_Label]],
        losses: Sequence[int],
    ) -> list[_Label]:
        if not nodes:
            return []
        least = task.gap.min_days if task.gap is not None else 0
        just_before = _by_day(layers[-1]) if layers else {}
        earlier = _earlier(layers[:-1], losses)
        skipped_all = sum(losses[:position])
        layer = []
        for cost, place in nodes:
            arrival = self._from_just_before(task, place, just_before)
            label = _latest(earlier, place.day - least)
            if label is not None and label[0] < (arrival[0] if arrival else FAR):
                arrival = label
            begin = self._from_beginning(position, task, place, least, skipped_all)
            if begin < (arrival[0] if arrival else FAR):
                arrival = (begin, None)
            if arrival is not None and arrival[0] < FAR:
                layer.append(_Label(arrival[0] + cost, place, position, arrival[1]))
        return layer

    def _from_beginning(
        self, position: int, task: Task, place: Place, least: int, skipped: int
    ) -> int:
        last_day = self.line.last_day
        if last_day is None:
            return skipped
        days = place.day - last_day
        if days < least:
            return FAR
        if position:
            return skipped
        change = self.costs.change * (place.lead != self.line.last_lead)
        return self.costs.cadence(task, days) + change

    def _from_just_before(
        self, task: Task, place: Place, by_day: dict[int, list[_Label]]
    ) -> tuple[int, _Label | None] | None:
        best_cost, best = FAR, None
        gap, change = task.gap, self.costs.change
        for day, labels in by_day.items():
            days = place.day - day
            if days < 0 or (gap and not gap.min_days <= days <= gap.max_days):
                continue
            cadence = gap.cost_of(days) if gap is not None else 0
            for label in labels:
                cost = label.cost + cadence
                if label.place.lead != place.lead:
                    cost += change
                if cost < best_cost:
                    best_cost, best = cost, label
        return None if best is None else (best_cost, best)


def _by_day(layer: list[_Label]) -> dict[int, list[_Label]]:
    """Labels by day; of each lead's on a day only the cheapest counts."""
    cheapest: dict[tuple[int, int], _Label] = {}
    for label in layer:
        key = (label.place.day, label.place.lead)
        known = cheapest.get(key)
        if known is None or label.cost < known.cost:
            cheapest[key] = label
    days: dict[int, list[_Label]] = {}
    for (day, _), label in cheapest.items():
        days.setdefault(day, []).append(label)
    return days


def _earlier(
    layers: list[list[_Label]], losses: Sequence[int]
) -> list[tuple[int, int, _Label]]:
    """
    Cheapest labels from which the session just before is skipped.

    As (day, cost, label), by day, each cheaper than all before it.
    """
    found: list[tuple[int, int, _Label]] = []
    for position, layer in enumerate(layers):
        skipped = sum(losses[position + 1 : len(layers) + 1])
        if skipped < FAR:
            found += [(x.place.day, x.cost + skipped, x) for x in layer]
    found.sort(key=lambda entry: entry[:2])
    steps: list[tuple[int, int, _Label]] = []
    for entry in found:
        if not steps or entry[1] < steps[-1][1]:
            steps.append(entry)
    return steps


def _latest(
    steps: list[tuple[int, int, _Label]], day: int
) -> tuple[int, _Label | None] | None:
    """The cheapest of ``steps`` not after a day."""
    best = None
    for at, cost, label in steps:
        if at > day:
            break
        best = (cost, label)
    return best


def _tail_sums(losses: Sequence[int]) -> list[int]:
    sums = [0] * (len(losses) + 1)
    for k in range(len(losses) - 1, -1, -1):
        sums[k] = min(sums[k + 1] + losses[k], FAR)
    return sums
