"""A whole course at once: the cheapest openings for all of its sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from solver.costs import Costs
from solver.explain.view import Option, View
from solver.tasks import Line, Task


@dataclass(slots=True)
class _Node:
    """A session at the best opening of a lead's day, and the way there."""

    position: int
    option: Option
    price: int
    cost: float = inf
    before: _Node | None = None

    @property
    def day(self) -> int:
        return self.option.placement.day

    @property
    def lead(self) -> int:
        return self.option.placement.lead


def whole_course(views: Sequence[View]) -> list[Option | None]:
    """
    The best way to hold a course of which nothing stands yet.

    The shortest path over its sessions' openings, a layer a session: an arc keeps the
    gap (R11) and carries cadence and continuity, skipping a session costs its loss.
    None where a session is left out.

    Parameters
    ----------
    views
        Of all sessions of one course, in their order.
    """
    if not views:
        return []
    costs, line = views[0].costs, views[0].line
    tasks = [view.task for view in views]
    layers = [_layer(view, k) for k, view in enumerate(views)]
    for k in range(len(layers)):
        _reach(layers, k, tasks, costs, line)
    return _followed(_last(layers, tasks), len(views))


def _layer(view: View, position: int) -> list[_Node]:
    """Openings of a session by lead, clinic and day, each at its cheapest start."""
    return [
        _Node(position, option, option.change + view.task.loss)
        for option in view.options()
    ]


def _reach(
    layers: Sequence[list[_Node]],
    k: int,
    tasks: Sequence[Task],
    costs: Costs,
    line: Line,
) -> None:
    """The cheapest way to every node of a layer."""
    gap = tasks[k].gap
    least, most = (gap.min_days, gap.max_days) if gap else (0, None)
    skipped = sum(task.loss for task in tasks[:k])
    adjacent = _best_by_day(layers[k - 1]) if k else {}
    further = _best_until(layers[: max(k - 1, 0)], tasks[:k])
    for node in layers[k]:
        if line.last_day is None or node.day - line.last_day >= least:
            node.cost = node.price + skipped
        for day, before in adjacent.items():
            days = node.day - day
            if days < least or (most is not None and days > most):
                continue
            step = costs.cadence(tasks[k], days)
            for each in before.values():
                change = costs.change * (each.lead != node.lead)
                _offer(node, each, each.cost + step + change)
        for day, (cost, last) in further.items():
            if node.day - day >= least:
                _offer(node, last, cost)


def _offer(node: _Node, before: _Node, cost: float) -> None:
    """Let a node be reached from another, if that is cheaper."""
    if node.price + cost < node.cost:
        node.cost, node.before = node.price + cost, before


def _best_by_day(layer: Sequence[_Node]) -> dict[int, dict[int, _Node]]:
    """The cheapest node of each lead by day."""
    best: dict[int, dict[int, _Node]] = {}
    for node in layer:
        of_day = best.setdefault(node.day, {})
        known = of_day.get(node.lead)
        if node.cost < inf and (known is None or node.cost < known.cost):
            of_day[node.lead] = node
    return best


def _best_until(
    layers: Sequence[list[_Node]], tasks: Sequence[Task]
) -> dict[int, tuple[float, _Node]]:
    """By day: the cheapest way to a node further back, all after it being skipped."""
    best: dict[int, tuple[float, _Node]] = {}
    for position, layer in enumerate(layers):
        losses = sum(task.loss for task in tasks[position + 1 :])
        for node in layer:
            cost = node.cost + losses
            known = best.get(node.day)
            if cost < inf and (known is None or cost < known[0]):
                best[node.day] = cost, node
    return best


def _last(layers: Sequence[list[_Node]], tasks: Sequence[Task]) -> _Node | None:
    """The last session held on the cheapest way of all; None: none is held."""
    best, least = None, float(sum(task.loss for task in tasks))
    for position, layer in enumerate(layers):
        losses = sum(task.loss for task in tasks[position + 1 :])
        for node in layer:
            if node.cost + losses < least:
                best, least = node, node.cost + losses
    return best


def _followed(node: _Node | None, sessions: int) -> list[Option | None]:
    found: list[Option | None] = [None] * sessions
    while node is not None:
        found[node.position] = node.option
        node = node.before
    return found
