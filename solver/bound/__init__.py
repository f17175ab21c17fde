"""Proven lower bounds: what no plan of a problem can beat."""

from solver.bound.bounds import Bounds, prove_bound

__all__ = ["Bounds", "prove_bound"]
