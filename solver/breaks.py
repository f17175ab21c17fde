"""Breaks: which starts leave everybody theirs (R08)."""

from __future__ import annotations

from solver.bits import positions, runs, span
from solver.patterns import Segment
from solver.timeline import Timeline


def leaving_break(
    timeline: Timeline,
    person: int,
    clinic: int,
    day: int,
    parts: tuple[Segment, ...],
    mask: int,
) -> int:
    """Starts that leave the break a place in its window (R08)."""
    pause = timeline.instance.problem.practitioners[person].break_
    if pause is None:
        return mask
    minutes = pause.minutes // timeline.instance.grid.grain_min
    base = timeline.hours.base(clinic, day)
    reach = parts[-1][0] + parts[-1][1]
    for from_, to in timeline.hours.breaks(person, clinic, day):
        # A clock change may shorten the window; then all of it is the break.
        length = min(minutes, to - from_)
        # The window may begin before the frame: measure from its own start.
        free = ~(timeline.attended[person] >> from_) & ((1 << (to - from_)) - 1)
        rests = runs(free, length)
        shift = from_ - base
        if not rests:
            # A fixed appointment took it; elsewhere nothing more is lost.
            mask &= _outside(parts, shift, to - base)
            continue
        first = (rests & -rests).bit_length() - 1 + shift
        last = rests.bit_length() - 1 + shift
        doubtful = mask & span(first - reach + 1, first + length)
        doubtful &= span(last - reach + 1, last + length)
        for start in positions(doubtful):
            if not _leaves_run(free, length, parts, start - shift):
                mask ^= 1 << start
    return mask


def _outside(parts: tuple[Segment, ...], from_: int, to: int) -> int:
    """Starts whose parts do not meet a stretch."""
    starts = -1
    for offset, size in parts:
        starts &= ~span(from_ - offset - size + 1, to - offset)
    return starts


def _leaves_run(free: int, length: int, parts: tuple[Segment, ...], start: int) -> bool:
    for offset, size in parts:
        free &= ~span(start + offset, start + offset + size)
    return runs(free, length) != 0
