"""The network of a bound: every course's graph over what only fixed sessions fill."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from solver.amounts import most_units
from solver.kernel.priced import MUST, Courses
from solver.kernel.records import NONE, Ints
from solver.placement import Place

if TYPE_CHECKING:
    from solver.roster import Roster
    from solver.tasks import Task

FINEST = 1 << 10
"""Finer units in a cost unit, so that prices need not be whole."""
MOST_FINE_UNITS = 1 << 58


@dataclass(frozen=True, slots=True)
class Network:
    """
    The courses' graphs with what their nodes are.

    Attributes
    ----------
    factor
        Finer units in a cost unit.
    base
        Cost of each node in finer units, without overload.
    places
        Place of each node.
    task
        Task of each node.
    is_free
        Whether a node's session is to be placed; others stand.
    """

    factor: int
    courses: Courses
    base: Ints
    places: tuple[Place, ...]
    task: Ints
    is_free: NDArray[np.bool_]


def network(roster: Roster) -> Network:
    """
    The graphs of a roster's courses; of what stands, each one node.

    The roster must hold the fixed appointments and nothing else.
    """
    tasks = roster.instance.tasks
    factor = _factor(most_units(roster.instance.problem))
    found = [_nodes(roster, task) for task in tasks]
    places = tuple(place for nodes in found for _, place in nodes)
    counts = np.array([len(nodes) for nodes in found], np.int64)
    is_free = np.array([roster.placed[t.index] is None for t in tasks], np.bool_)
    courses = Courses(
        **_of_tasks(roster, factor, counts),
        **_of_lines(roster, factor, counts, places),
    )
    return Network(
        factor=factor,
        courses=courses,
        base=_numbers(cost * factor for nodes in found for cost, _ in nodes),
        places=places,
        task=np.repeat(np.arange(len(tasks)), counts),
        is_free=np.repeat(is_free, counts),
    )


def _factor(most: int) -> int:
    factor = FINEST
    while factor > 1 and most * factor > MOST_FINE_UNITS:
        factor //= 2
    return factor


def _numbers(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _nodes(roster: Roster, task: Task) -> list[tuple[int, Place]]:
    """Places of a session with their costs, overload left out."""
    stands = roster.placed[task.index]
    if stands is not None:
        place = Place(stands.lead, stands.clinic, stands.day)
        return [(roster.costs.session(task, stands), place)]
    led, one_more = roster.engine.timeline.led, roster.costs.one_more
    return [
        (cost - one_more(place.lead, led[place.lead, place.day]), place)
        for cost, place in roster.nodes(task)
    ]


def _of_tasks(roster: Roster, factor: int, counts: Ints) -> dict[str, Ints]:
    tasks, placed = roster.instance.tasks, roster.placed
    gaps = [task.gap for task in tasks]
    free = (t.loss * factor if placed[t.index] is None else MUST for t in tasks)
    return {
        "node_at": np.concatenate(([0], np.cumsum(counts))),
        "loss": _numbers(free),
        "gap_min": _numbers(g.min_days if g else 0 for g in gaps),
        "gap_max": _numbers(g.max_days if g else -NONE for g in gaps),
        "gap_zero": _numbers(g.cost[0] * factor if g else 0 for g in gaps),
        "gap_slope": _numbers(g.beyond * factor if g else 0 for g in gaps),
    }


def _of_lines(
    roster: Roster, factor: int, counts: Ints, places: tuple[Place, ...]
) -> dict[str, Ints]:
    lines = roster.instance.lines
    sizes = [int(counts[list(line.sessions)].sum()) for line in lines]
    who: list[int] = []
    last_who = []
    for line, size in zip(lines, sizes, strict=True):
        numbers: dict[int | None, int] = {}
        leads = [place.lead for place in places[len(who) : len(who) + size]]
        who += [numbers.setdefault(lead, len(numbers)) for lead in leads]
        last_who.append(numbers.get(line.last_lead, -1))
    # Days are indices of arrays; what is fixed may lie before the horizon.
    first = min((place.day for place in places if place.day < 0), default=0)
    last_days = (NONE if x.last_day is None else x.last_day - first for x in lines)
    return {
        "line_at": _numbers([0, *np.cumsum([len(line.sessions) for line in lines])]),
        "day": _numbers(place.day - first for place in places),
        "who": _numbers(who),
        "last_day": _numbers(last_days),
        "last_who": _numbers(last_who),
        "change": _numbers([roster.costs.change * factor]),
    }
