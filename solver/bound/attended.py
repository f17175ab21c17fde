"""Rows of attended time: what a lead can attend to on a day (R04, R05, R08)."""

from __future__ import annotations

from collections.abc import Iterator

from solver.bits import span
from solver.bound.network import Network
from solver.bound.rows import Row, by_lead_day
from solver.patterns import LEAD
from solver.roster import Roster


def attended(roster: Roster, network: Network) -> Iterator[Row]:
    """
    R04. ``sum(attended[n] * x[n]) <= free`` over the nodes n of a lead and a day.

    In grains, each session in the shape that its lead attends least. Valid: the
    lead's steps never overlap (R04) and lie where a shift and the opening of its
    clinic do (R05), `free` of which is left beside what stands and the break.
    """
    instance = roster.instance
    least = [
        min(sum(length for _, length in shape.busy_of[LEAD]) for shape in some)
        for some in instance.shapes
    ]
    for (lead, day), nodes in by_lead_day(network).items():
        weights = [least[instance.tasks[network.task[n]].treatment] for n in nodes]
        if sum(weights):
            yield Row((lead, day), nodes, weights, free_grains(roster, lead, day))


def free_grains(roster: Roster, lead: int, day: int) -> int:
    """Grains of a day's shifts that no standing session and no break takes."""
    hours = roster.engine.hours
    inside = 0
    for clinic, shifts in hours.shifts[lead].items():
        begin = hours.base(clinic, day)
        end = begin + hours.width(clinic, day)
        for shift_from, shift_to in shifts:
            for from_, to in hours.opening[clinic]:
                inside |= span(max(shift_from, from_, begin), min(shift_to, to, end))
    taken = roster.engine.timeline.attended[lead]
    return (inside & ~taken).bit_count() - _break_grains(roster, lead, inside)


def _break_grains(roster: Roster, lead: int, inside: int) -> int:
    """
    Grains that a break takes away wherever it is put (R08).

    Of several windows the one that takes most; nothing where none can be kept.
    """
    hours, taken = roster.engine.hours, roster.engine.timeline.attended[lead]
    pause = roster.instance.problem.practitioners[lead].break_
    if pause is None:
        return 0
    grains, most = pause.minutes // roster.instance.grid.grain_min, 0
    for from_, to in hours.break_windows[lead]:
        length = min(grains, to - from_)
        rests = [span(at, at + length) for at in range(from_, to - length + 1)]
        losses = [(rest & inside).bit_count() for rest in rests if not rest & taken]
        most = max(most, min(losses, default=0))
    return most
