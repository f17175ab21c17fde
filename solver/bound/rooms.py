"""Rows of rooms: how long the rooms of a clinic can be taken on a day (R02)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from solver.bits import span
from solver.bound.network import Network
from solver.bound.rows import Row
from solver.roster import Roster


def rooms(roster: Roster, network: Network) -> Iterator[Row]:
    """
    R02. ``sum((total[n] + turnover) * x[n]) <= free`` for each class of rooms.

    Over the nodes n of a clinic and a day that fit into no room but those of the
    class; in grains, each in its shortest shape, with the least turnover of the
    class. Valid: sessions with their turnovers do not overlap in a room, and lie
    where the clinic is open, or a turnover after it closes.
    """
    instance = roster.instance
    total = [min(shape.total for shape in some) for some in instance.shapes]
    by_cell: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node in np.flatnonzero(network.is_free).tolist():
        place = network.places[node]
        by_cell[place.clinic, place.day].append(node)
    for (clinic, day), nodes in by_cell.items():
        fits = [frozenset(some) for some in instance.fitting_rooms[clinic]]
        treatment = {n: instance.tasks[network.task[n]].treatment for n in nodes}
        for some in {fits[t] for t in treatment.values()}:
            inside = [n for n in nodes if fits[treatment[n]] <= some]
            turnover = min(instance.turnover[room] for room in some)
            weights = [total[treatment[n]] + turnover for n in inside]
            free = sum(
                _free_grains(roster, room, clinic, day, turnover) for room in some
            )
            yield Row(None, inside, weights, free)


def _free_grains(
    roster: Roster, room: int, clinic: int, day: int, turnover: int
) -> int:
    """Grains in which a room may be taken by sessions of a day."""
    hours = roster.engine.hours
    begin = hours.base(clinic, day)
    end = begin + hours.width(clinic, day)
    inside = 0
    for from_, to in hours.opening[clinic]:
        if from_ < end and to > begin:
            inside |= span(max(from_, begin), min(to, end) + turnover)
    return (inside & ~roster.engine.timeline.room_busy[room]).bit_count()
