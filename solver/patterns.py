"""Shapes of a session: one for each way to choose the lengths of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from solver.problem import Treatment

LEAD = "lead"
Segment = tuple[int, int]
"""Offset from the session's start and length, in grains."""


@dataclass(frozen=True, slots=True)
class Shape:
    """
    A treatment with a length for each step (R01), in grains.

    Attributes
    ----------
    lengths
        Of the steps, in order.
    total
        From the first step to the end of the last.
    steps_of
        Segments of the steps a role attends, one each.
    busy_of
        The same, joined where they touch.
    equipment
        Segments in which a kind of equipment is in use.
    """

    lengths: tuple[int, ...]
    total: int
    steps_of: dict[str, tuple[Segment, ...]]
    busy_of: dict[str, tuple[Segment, ...]]
    equipment: dict[str, tuple[Segment, ...]]


def shapes(treatment: Treatment, tick_min: int, grain_min: int) -> tuple[Shape, ...]:
    """All shapes of a treatment, the shortest first."""
    choices = [
        range(step.minutes, step.max_minutes + 1, tick_min) for step in treatment.steps
    ]
    made = [
        shape_of(treatment, [minutes // grain_min for minutes in lengths])
        for lengths in product(*choices)
    ]
    return tuple(sorted(made, key=lambda shape: (shape.total, shape.lengths)))


def num_shapes(treatment: Treatment, tick_min: int) -> int:
    """How many shapes a treatment has."""
    return prod(
        max(0, step.max_minutes - step.minutes) // tick_min + 1
        for step in treatment.steps
    )


def shape_of(treatment: Treatment, lengths: Sequence[int]) -> Shape:
    """The shape of a treatment with these step lengths, in grains."""
    steps_of: dict[str, list[Segment]] = {}
    equipment: dict[str, list[Segment]] = {}
    offset = 0
    for step, length in zip(treatment.steps, lengths, strict=True):
        if step.staff is not None:
            steps_of.setdefault(step.staff, []).append((offset, length))
        for kind in dict.fromkeys(step.equipment):
            equipment.setdefault(kind, []).append((offset, length))
        offset += length
    return Shape(
        lengths=tuple(lengths),
        total=offset,
        steps_of={role: tuple(parts) for role, parts in steps_of.items()},
        busy_of={role: joined(parts) for role, parts in steps_of.items()},
        equipment={kind: joined(parts) for kind, parts in equipment.items()},
    )


def joined(parts: Sequence[Segment]) -> tuple[Segment, ...]:
    """Segments in order, those that touch made one."""
    whole: list[Segment] = []
    for offset, length in parts:
        if whole and sum(whole[-1]) == offset:
            whole[-1] = (whole[-1][0], whole[-1][1] + length)
        else:
            whole.append((offset, length))
    return tuple(whole)


def mask_of(parts: Sequence[Segment]) -> int:
    """Bit mask of segments, bit 0 at the session's start."""
    mask = 0
    for offset, length in parts:
        mask |= ((1 << length) - 1) << offset
    return mask
