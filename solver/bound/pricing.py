"""Pricing: the bound that any duals prove, in whole numbers."""

from __future__ import annotations

import numpy as np

from solver.bound.network import Network
from solver.bound.rows import Rows
from solver.kernel.priced import add_prices, add_usage, cheapest, room_for
from solver.kernel.records import Ints


class Pricing:
    """
    Every course's cheapest path at the duals of some rows.

    Attributes
    ----------
    costs
        True cost of each course's path, finer units.
    picks
        Node of each task; -1: left out.
    used
        What the paths use of each row.
    """

    def __init__(self, network: Network, rows: Rows) -> None:
        self.network = network
        self.rows = rows
        courses = network.courses
        self._room = room_for(courses)
        self._price = network.base.copy()
        self.costs = np.zeros(len(courses.line_at) - 1, np.int64)
        self.picks = np.zeros(len(courses.node_at) - 1, np.int64)
        self.used = np.zeros(len(rows.rows), np.int64)

    def value(self, duals: Ints) -> int:
        """
        The Lagrangian at duals >= 0, in finer units: no plan costs less.

        Exact: prices, paths and charges are sums and products of whole numbers.
        """
        network, rows = self.network, self.rows
        add_prices(network.base, rows.at, rows.row, rows.weight, duals, self._price)
        total = int(
            cheapest(network.courses, self._room, self._price, self.costs, self.picks)
        )
        self._take_prices_off()
        add_usage(self.picks, rows.at, rows.row, rows.weight, self.used)
        return total - rows.charge(duals)

    def _take_prices_off(self) -> None:
        held = self.picks >= 0
        nodes = self.picks[held]
        paid = np.zeros(len(self.picks), np.int64)
        paid[held] = self._price[nodes] - self.network.base[nodes]
        line_at = self.network.courses.line_at
        sums = np.concatenate(([0], np.cumsum(paid)))
        self.costs -= sums[line_at[1:]] - sums[line_at[:-1]]


def whole(fine: int, factor: int) -> int:
    """The least whole number of cost units that a bound in finer units allows."""
    return -(-fine // factor)
