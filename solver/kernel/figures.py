"""Places of the counters in a desk's ``figures``."""

COST, BEST, STAMP, ROUNDS, NUM_TASKS, NUM_LINES = range(6)
