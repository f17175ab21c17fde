"""Bit masks of several words: the arithmetic of `solver.bits`, compiled."""

from __future__ import annotations

import numpy as np
from numba import njit

U0 = np.uint64(0)
U1 = np.uint64(1)
U64 = np.uint64(64)
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@njit(cache=True, inline="always")
def shifted(row, w, nw, shift):
    """Word ``w`` of ``row`` shifted down by ``shift`` bits; nothing comes in on top."""
    q, r = shift >> 6, np.uint64(shift & 63)
    value = U0
    if w + q < nw:
        value = row[w + q] >> r
        if r != U0 and w + q + 1 < nw:
            value |= row[w + q + 1] << (U64 - r)
    return value


@njit(cache=True)
def runs(row, nw, length):
    """Leave the bits from which ``length`` bits in a row were set."""
    have = 1
    while have < length:
        step = min(have, length - have)
        for w in range(nw):
            row[w] &= shifted(row, w, nw, step)
        have += step


@njit(cache=True)
def has_bit(row, bit):
    """Whether one bit is set; bit >= 0."""
    return (row[bit >> 6] >> np.uint64(bit & 63)) & U1 != U0


@njit(cache=True)
def span_word(w, from_, to):
    """Word ``w`` of the mask of the half-open stretch ``from_`` to ``to``."""
    low, high = max(from_ - (w << 6), 0), min(to - (w << 6), 64)
    if high <= low:
        return U0
    width = high - low
    ones = ALL if width == 64 else (U1 << np.uint64(width)) - U1
    return ones << np.uint64(low)


@njit(cache=True)
def set_span(row, from_, to):
    """Set the bits of a stretch."""
    for w in range(from_ >> 6, (to + 63) >> 6):
        row[w] |= span_word(w, from_, to)


@njit(cache=True)
def clear_span(row, from_, to):
    """Clear the bits of a stretch."""
    for w in range(from_ >> 6, (to + 63) >> 6):
        row[w] &= ~span_word(w, from_, to)


@njit(cache=True)
def raise_level(levels, most, from_, to):
    """Count one more in a stretch; ``levels[k]`` has the bits counted above k."""
    for w in range(from_ >> 6, (to + 63) >> 6):
        mask = span_word(w, from_, to)
        for k in range(most):
            carry = levels[k, w] & mask
            levels[k, w] |= mask
            mask = carry
            if mask == U0:
                break


@njit(cache=True)
def lower_level(levels, most, from_, to):
    """Count one less in a stretch."""
    for w in range(from_ >> 6, (to + 63) >> 6):
        mask = span_word(w, from_, to)
        for k in range(most - 1, -1, -1):
            top = levels[k, w] & mask
            levels[k, w] ^= top
            mask ^= top
            if mask == U0:
                break


@njit(cache=True)
def ones(row, nw):
    """Number of set bits."""
    count = 0
    for w in range(nw):
        word = row[w]
        while word != U0:
            word &= word - U1
            count += 1
    return count
