"""Forced losses: sessions that no plan can place, with the rule that forbids them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from solver.bound.network import Network
from solver.bound.rows import Row, Rows
from solver.kernel.priced import MUST, never_held, room_for
from solver.plan import Forced
from solver.reasons import reasons
from solver.roster import Roster
from solver.tasks import Task


def forced(roster: Roster, network: Network) -> tuple[Forced, ...]:
    """
    Sessions without a place in every plan, in their order.

    Either no start is left to a session beside what is fixed, or no plan of its
    course that holds it keeps the gaps to what is fixed and to its last session
    (R11). The roster must hold the fixed appointments and nothing else.
    """
    courses = network.courses
    out = np.zeros(len(roster.instance.tasks), np.bool_)
    never_held(courses, room_for(courses), network.base, out)
    return tuple(
        _forced(roster, network, roster.instance.tasks[index])
        for index in np.flatnonzero(out).tolist()
        if roster.placed[index] is None
    )


def _forced(roster: Roster, network: Network, task: Task) -> Forced:
    begin, end = network.courses.node_at[task.index : task.index + 2]
    if begin < end:
        days = len({place.day for place in network.places[begin:end]})
        reason = (
            f"R11: on each of the {days} days with a free start it is too near to or "
            "too far from what stands of its course."
        )
    else:
        reason = " ".join(reasons(roster.engine, task))
    return Forced(session=task.id, rule=reason.partition(":")[0], reason=reason)


def losses_alone(network: Network) -> Network:
    """The network with a cost of 1 for each session left out, and no other."""
    courses, factor = network.courses, network.factor
    nothing = np.zeros_like(courses.gap_zero)
    loss = np.where(courses.loss == MUST, MUST, factor)
    return replace(
        network,
        base=np.zeros_like(network.base),
        courses=courses._replace(
            loss=loss,
            gap_zero=nothing,
            gap_slope=nothing,
            change=np.zeros_like(courses.change),
        ),
    )


def without_overload(network: Network, rows: Rows) -> Rows:
    """The rows of a network in which going over a limit costs nothing."""
    return Rows(network, (_free_over(row) for row in rows.rows))


def _free_over(row: Row) -> Row:
    return replace(row, limit=row.limit + row.spare, spare=0, over_cost=0)
