"""The floor: each course alone, in a network where only fixed appointments stand."""

from __future__ import annotations

import numpy as np

from solver.bound.network import Network
from solver.bound.pricing import whole
from solver.kernel.priced import cheapest, room_for
from solver.roster import Roster


def floor(roster: Roster, network: Network) -> int:
    """
    Sum of every course's best plan when only fixed appointments stand.

    What courses cost each other (overload, scarce rooms and hours) is left out,
    so no plan costs less; one session more of a lead who has enough beside what
    is fixed costs overload already. In cost units.
    """
    courses = network.courses
    led, one_more = roster.engine.timeline.led, roster.costs.one_more
    overload = [one_more(p.lead, led[p.lead, p.day]) for p in network.places]
    extra = np.array(overload, np.int64) * network.factor
    costs = np.zeros(len(courses.line_at) - 1, np.int64)
    picks = np.zeros(len(courses.node_at) - 1, np.int64)
    price = network.base + np.where(network.is_free, extra, 0)
    total = cheapest(courses, room_for(courses), price, costs, picks)
    return whole(int(total), network.factor)
