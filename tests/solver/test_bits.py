"""Arithmetic on bit masks, against counting one by one."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from solver.bits import (
    comb,
    lower_level,
    positions,
    raise_level,
    runs,
    span,
    spread,
)
from tests.solver.strategies import examples

WIDTH = 24
masks = st.integers(0, 2**WIDTH - 1)


def bits(mask: int) -> set[int]:
    """Positions of the set bits."""
    return {k for k in range(mask.bit_length()) if mask >> k & 1}


@examples(100)
@given(st.integers(-5, WIDTH), st.integers(-5, WIDTH))
def test_span_has_the_bits_from_one_to_before_the_other(from_, to):
    """What lies below bit 0 is cut off; nothing is left if the ends are swapped."""
    assert bits(span(from_, to)) == set(range(max(from_, 0), to))


@examples(100)
@given(masks, st.integers(1, WIDTH + 2))
def test_runs_begin_where_enough_bits_follow(mask, length):
    """A run begins at each bit that ``length`` set bits start from."""
    have = bits(mask)
    expected = {k for k in range(WIDTH) if set(range(k, k + length)) <= have}
    assert bits(runs(mask, length)) == expected


@examples(100)
@given(masks, st.integers(0, WIDTH))
def test_spread_reaches_both_ways(mask, reach):
    """Every bit within reach of a set one is set, above bit 0."""
    near = {k + d for k in bits(mask) for d in range(-reach, reach + 1)}
    assert bits(spread(mask, reach)) == {k for k in near if k >= 0}


@examples(100)
@given(masks)
def test_positions_come_lowest_first(mask):
    """Each set bit once, in order."""
    assert list(positions(mask)) == sorted(bits(mask))


@examples(100)
@given(st.integers(0, 60), st.integers(1, 70))
def test_comb_has_a_tooth_at_every_multiple(length, every):
    """Multiples below the length, 0 among them."""
    assert bits(comb(length, every)) == set(range(0, length, every))


@examples(100)
@given(st.lists(st.tuples(st.booleans(), masks), max_size=12))
def test_levels_count_like_a_counter(changes):
    """
    After raising and lowering in any order, level k has the bits counted more
    than k times.
    """
    levels: list[int] = []
    counted: Counter[int] = Counter()
    for is_up, mask in changes:
        if is_up:
            raise_level(levels, mask)
            counted.update(bits(mask))
        else:
            # Only what is counted may be counted less.
            held = sum(1 << k for k in bits(mask) if counted[k])
            lower_level(levels, held)
            counted.subtract(bits(held))
    for k in range(13):
        level = levels[k] if k < len(levels) else 0
        assert bits(level) == {bit for bit, n in counted.items() if n > k}
