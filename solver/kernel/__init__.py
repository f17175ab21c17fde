"""The compiled search: the placement engine's arithmetic on integer arrays.

Masks are rows of 64-bit words on one global grid of grains; a clinic-day is a range
of words, its *frame*. Everything here is compiled by numba when first used and kept
in its cache.
"""

from solver.kernel.cache import use_own_cache

use_own_cache()
