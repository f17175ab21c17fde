"""Gaps between the sessions of a course, where only one of them is in question."""

from __future__ import annotations

from collections.abc import Sequence

from solver.instance import Instance
from solver.placement import Placement
from solver.tasks import Line


def gaps_allow(
    instance: Instance,
    line: Line,
    placed: Sequence[Placement | None],
    task: int,
    day: int,
) -> bool:
    """Whether a day for a task keeps the gaps to its course's placed sessions (R11)."""
    day_of = {t: p.day for t in line.sessions if (p := placed[t]) is not None}
    day_of[task] = day
    before: int | None = line.last_day
    before_task: int | None = None
    for t in line.sessions:
        if t not in day_of:
            continue
        gap = instance.tasks[t].gap
        if before is not None:
            days = day_of[t] - before
            if days < (gap.min_days if gap else 0):
                return False
            if gap and before_task == t - 1 and days > gap.max_days:
                return False
        before, before_task = day_of[t], t
    return True
