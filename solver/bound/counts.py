"""The bound from counts: courses' paths that share leads' days, time and rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from solver.bound.attended import attended
from solver.bound.lead_days import lead_days
from solver.bound.master import Master
from solver.bound.network import Network
from solver.bound.pricing import Pricing, whole
from solver.bound.rooms import rooms
from solver.bound.rows import Row, Rows
from solver.kernel.records import Ints
from solver.options import Stop
from solver.roster import Roster

Family = Callable[[Roster, Network], Iterator[Row]]
FAMILIES: tuple[Family, ...] = (lead_days, attended, rooms)


@dataclass(frozen=True, slots=True)
class Limit:
    """
    When to end.

    Attributes
    ----------
    until
        On the monotonic clock.
    target
        Cost units at which nothing is left to prove; None: no end but the best.
    """

    until: float
    stop: Stop
    target: int | None = None

    def is_over(self, bound: int) -> bool:
        """Whether to end with a bound, in cost units."""
        if self.target is not None and bound >= self.target:
            return True
        return monotonic() >= self.until or self.stop()

    @property
    def left_s(self) -> float:
        """Seconds left."""
        return self.until - monotonic()

    def part(self, share: float) -> Limit:
        """The same for a share of the time left, without a target."""
        return Limit(monotonic() + share * self.left_s, self.stop)

    def less(self, units: int) -> Limit:
        """The same where so many cost units are counted elsewhere."""
        target = None if self.target is None else self.target - units
        return replace(self, target=target)


@dataclass(frozen=True, slots=True)
class Counted:
    """
    What the counts prove.

    Attributes
    ----------
    bound
        In cost units, without what standing sessions cost by their number.
    rows, duals
        The rows, and their duals at the bound in finer units.
    used
        Of each row at the last prices, for telling where days are full.
    """

    bound: int
    rows: Rows
    duals: Ints
    used: Ints


def rows_of(roster: Roster, network: Network, limit: Limit) -> Rows:
    """The rows of all families, or of as many as there is time for."""
    rows: list[Row] = []
    for family in FAMILIES:
        if limit.left_s > 0:
            rows += family(roster, network)
    return Rows(network, rows)


def count(network: Network, rows: Rows, limit: Limit) -> Counted:
    """
    The best bound of the rows by column generation over courses' paths.

    Every round proves a bound of its own at the master's duals and the best of
    them is kept, so that it may end at any time.
    """
    factor = network.factor
    pricing, master = Pricing(network, rows), Master(network, rows)
    duals = np.zeros(len(rows.rows), np.int64)
    limits = np.array([row.limit for row in rows.rows], np.int64)
    best, best_duals = pricing.value(duals), duals
    used = pricing.used.copy()
    master.allow_nothing(pricing.costs)
    while not limit.is_over(whole(best, factor)):
        new = master.add_paths(pricing.costs, pricing.picks)
        new += master.add_rows(np.flatnonzero(pricing.used > limits).tolist())
        solved = master.solve(limit.left_s) if new else None
        if solved is None:
            break
        most, duals = solved
        value = pricing.value(duals)
        if value > best:
            best, best_duals, used = value, duals, pricing.used.copy()
        if whole(best, factor) >= most - 1e-6:
            break
    return Counted(whole(best, factor), rows, best_duals, used)
