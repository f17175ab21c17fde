"""Rows of lead-days: how many sessions somebody leads on a day (R07, overload)."""

from __future__ import annotations

from collections.abc import Iterator

from solver.bound.network import Network
from solver.bound.rows import Row, by_lead_day
from solver.roster import Roster


def lead_days(roster: Roster, network: Network) -> Iterator[Row]:
    """
    R07. ``sum(x[n]) <= comfortable + over``, ``over <= max - comfortable``.

    Over the nodes n of a lead and a day. Sessions that stand have taken their
    share of both numbers. Valid: R07 limits the sum to ``max_sessions_per_day``, and
    each session above ``comfortable_sessions_per_day`` costs ``overload``.
    """
    led = roster.engine.timeline.led
    over_cost = roster.instance.weights["overload"]
    for (lead, day), nodes in by_lead_day(network).items():
        person = roster.instance.problem.practitioners[lead]
        most = max(0, person.max_sessions_per_day - led[lead, day])
        comfortable = max(0, person.comfortable_sessions_per_day - led[lead, day])
        limit = min(comfortable, most)
        yield Row(
            lead_day=(lead, day),
            nodes=nodes,
            weights=[1] * len(nodes),
            limit=limit,
            spare=most - limit,
            over_cost=over_cost,
        )


def standing_overload(roster: Roster) -> int:
    """What the sessions that stand cost by their number alone, in cost units."""
    led = roster.engine.timeline.led
    return sum(roster.costs.overload(lead, count) for (lead, _), count in led.items())
