"""The front desk: each session in due order at its cheapest feasible place."""

from __future__ import annotations

from collections.abc import Iterable

from solver.search.roster import Roster


def serve(roster: Roster, tasks: Iterable[int] | None = None) -> None:
    """
    Place unplaced tasks one by one in due order; nothing ever moves.

    This is what a good receptionist does, and the baseline of every figure.
    """
    instance = roster.instance
    waiting = range(len(instance.tasks)) if tasks is None else tasks
    by_due = sorted(waiting, key=lambda t: (instance.tasks[t].due_day, t))
    for index in by_due:
        if roster.placed[index] is None:
            line = instance.lines[instance.tasks[index].course]
            roster.insert(line, (index,))
