"""Exact models: the whole problem in CP-SAT, for what is small enough."""
