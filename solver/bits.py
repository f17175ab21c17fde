"""Arithmetic on bit masks: bit ``i`` of a mask stands for grain ``i`` of a frame."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache


def span(from_: int, to: int) -> int:
    """Mask of the half-open stretch ``from_`` to ``to``; empty if it is none."""
    from_ = max(from_, 0)
    return ((1 << (to - from_)) - 1) << from_ if to > from_ else 0


@cache
def _strides(length: int) -> tuple[int, ...]:
    """Shifts that make a run of one bit a run of ``length``, doubling each time."""
    strides, have = [], 1
    while have < length:
        strides.append(min(have, length - have))
        have += strides[-1]
    return tuple(strides)


def runs(free: int, length: int) -> int:
    """Positions from which ``length`` bits in a row are set; length >= 1."""
    for stride in _strides(length):
        free &= free >> stride
    return free


def spread(mask: int, reach: int) -> int:
    """Set every bit within ``reach`` of a set bit, on both sides; reach >= 0."""
    # Shifted up first, so that nothing is lost below bit 0 and one pass serves.
    for stride in _strides(2 * reach + 1):
        mask |= mask << stride
    return mask >> reach


def positions(mask: int) -> Iterator[int]:
    """Set bits, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def comb(length: int, every: int) -> int:
    """Mask of the bits 0, ``every``, ``2 * every`` ... below ``length``."""
    mask, have = 1, every
    while have < length:
        mask |= mask << have
        have *= 2
    return mask & ((1 << length) - 1)


def raise_level(levels: list[int], mask: int) -> None:
    """
    Count one more at the bits of ``mask``.

    ``levels[k]`` has the bits where more than k are counted; grown as needed.
    """
    for k, level in enumerate(levels):
        levels[k] = level | mask
        mask &= level
        if not mask:
            return
    levels.append(mask)


def lower_level(levels: list[int], mask: int) -> None:
    """Count one less at the bits of ``mask``; each must be counted at least once."""
    for k in range(len(levels) - 1, -1, -1):
        top = levels[k] & mask
        levels[k] ^= top
        mask ^= top
        if not mask:
            return
