"""Rows of the master: what sessions of different courses share, in whole numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from solver.bound.network import Network
from solver.kernel.records import Ints

MOST_PRICE = 1 << 58
"""In finer units; beyond it sums would not fit 64 bits."""


@dataclass(frozen=True, slots=True)
class Row:
    """
    ``sum(weight[n] * x[n]) <= limit + over``, ``over <= spare`` at a cost each.

    Attributes
    ----------
    lead_day
        Lead and day whose time it limits; None: it limits something else.
    nodes, weights
        Nodes of the network and what each uses; weights positive.
    limit, spare, over_cost
        What is free, how much more may be used, and its cost in cost units.
    """

    lead_day: tuple[int, int] | None
    nodes: list[int]
    weights: list[int]
    limit: int
    spare: int = 0
    over_cost: int = 0

    @property
    def may_bind(self) -> bool:
        """Whether the nodes together could use more than is free."""
        return sum(self.weights) > self.limit


class Rows:
    """
    Rows over the nodes of a network, by row and by node.

    Attributes
    ----------
    at, row, weight
        Of node n: rows ``row[at[n] : at[n + 1]]`` and its weights in them.
    most_dual
        Of each row: the largest dual with which prices can be added up.
    """

    def __init__(self, network: Network, rows: Iterable[Row]) -> None:
        self.rows = [row for row in rows if row.may_bind]
        self.network = network
        by_node: list[list[tuple[int, int]]] = [[] for _ in network.places]
        for index, row in enumerate(self.rows):
            for node, weight in zip(row.nodes, row.weights, strict=True):
                by_node[node].append((index, weight))
        counts = [len(some) for some in by_node]
        self.at: Ints = np.array([0, *accumulate(counts)], np.int64)
        self.row: Ints = np.array([r for some in by_node for r, _ in some], np.int64)
        self.weight: Ints = np.array([w for some in by_node for _, w in some], np.int64)
        deepest = max(counts, default=1) or 1
        most = [MOST_PRICE // (deepest * max(row.weights)) for row in self.rows]
        self.most_dual: Ints = np.array(most, np.int64)

    def charge(self, duals: Ints) -> int:
        """What the rows give back at duals: their share of the bound, finer units."""
        charge, factor = 0, self.network.factor
        for index in np.flatnonzero(duals):
            row, dual = self.rows[index], int(duals[index])
            charge += row.limit * dual
            charge += row.spare * max(0, dual - row.over_cost * factor)
        return charge


def by_lead_day(network: Network) -> dict[tuple[int, int], list[int]]:
    """Nodes of sessions to be placed, by lead and day."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for node in np.flatnonzero(network.is_free).tolist():
        place = network.places[node]
        found[place.lead, place.day].append(node)
    return found
