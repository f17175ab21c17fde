"""Benchmarks: problems of several sizes, the front desk and the optimiser."""
