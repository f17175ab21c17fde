"""Everything a solve can know about its problem before and beside its search."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from solver.bound.alone import floor
from solver.bound.counts import Limit, count, rows_of
from solver.bound.forced import forced, losses_alone, without_overload
from solver.bound.lead_days import standing_overload
from solver.bound.network import Network
from solver.bound.prove import prove
from solver.bound.rows import Rows
from solver.options import Stop
from solver.plan import Forced

if TYPE_CHECKING:
    from solver.workbench import Workbench

LOSSES_SHARE = 0.3
"""Share of the time left for the number of losses, once the cost is bounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """
    What no plan of a problem can beat.

    Attributes
    ----------
    floor
        Cost units: each course alone.
    bound
        Cost units: of the whole problem; never below the floor.
    forced
        Sessions that no plan can place.
    least_unscheduled
        Sessions that every plan leaves out, forced ones among them; None: not counted.
    """

    floor: int
    bound: int
    forced: tuple[Forced, ...]
    least_unscheduled: int | None


def prove_bound(
    bench: Workbench,
    *,
    seconds: float,
    stop: Stop,
    deep: bool = False,
    target: int | None = None,
) -> Bounds:
    """
    Bound the problem of a workbench as well as the time allows.

    The fixed appointments must break no rule by themselves.

    Parameters
    ----------
    seconds
        Wall clock for everything beyond floor and forced losses; 0: just those.
    deep
        Also count the sessions that are lost at least, and prove by practitioner-days
        where days are full.
    target
        Cost of the best plan, in cost units: ends once the bound reaches it.
    """
    limit = Limit(monotonic() + seconds, stop, target)
    roster, network = bench.begin(), bench.network
    lowest = floor(roster, network)
    lost = forced(roster, network)
    bound, fewest = lowest, None
    if not limit.is_over(bound):
        rows = rows_of(roster, network, limit)
        standing = standing_overload(roster)
        counted = count(network, rows, limit.less(standing))
        bound = max(bound, counted.bound + standing)
        if deep:
            fewest = max(len(lost), least_unscheduled(network, rows, limit))
            proven = prove(roster, network, counted, limit.less(standing))
            bound = max(bound, proven + standing)
    return Bounds(
        floor=lowest,
        bound=bound,
        forced=lost,
        least_unscheduled=fewest,
    )


def least_unscheduled(network: Network, rows: Rows, limit: Limit) -> int:
    """The number of sessions that every plan leaves out: each costs 1, all else 0."""
    alone = losses_alone(network)
    brief = limit.part(LOSSES_SHARE)
    return count(alone, without_overload(alone, rows), brief).bound
