"""A small random generator whose state is an array, so that seeds repeat."""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray


def seeded(seed: int) -> NDArray[np.uint64]:
    """A generator's state from a seed (splitmix64 of it, never 0)."""
    state = np.random.SeedSequence(seed).generate_state(1, np.uint64)
    return np.maximum(state, np.uint64(1))


@njit(cache=True)
def draw(rng):
    """The next 64 random bits (xorshift64*)."""
    x = rng[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    rng[0] = x
    return x * np.uint64(2685821657736338717)


@njit(cache=True)
def below(rng, n):
    """A whole number from 0 to n - 1; n >= 1."""
    return np.int64((draw(rng) >> np.uint64(33)) % np.uint64(n))


@njit(cache=True)
def uniform(rng):
    """A number from 0 to 1, 1 excluded."""
    return np.float64(draw(rng) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True)
def chance(rng, thousandths):
    """True so many times in a thousand."""
    return below(rng, 1000) < thousandths
