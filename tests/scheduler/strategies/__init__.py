"""Hypothesis strategies for valid domain values of every shape."""

from tests.scheduler.strategies.networks import networks

__all__ = ["networks"]
