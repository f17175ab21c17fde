"""The benchmarks' tables, a line at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tests.bench.baselines import Baselines, ratio_to
from tests.bench.measure import Measured, Reached

MARKS_S = (5, 10, 20, 40, 80, 160, 320, 640)
NEARNESS = (Decimal("0.1"), Decimal("0.01"))
NAME_WIDTH = 14

HEADING = (
    f"{'problem':<{NAME_WIDTH}} {'sessions':>8} {'seconds':>7}"
    f" | {'front desk':>11} {'unsched.':>8}"
    f" | {'ours':>11} {'unsched.':>8} {'bound':>11} {'gap':>6} {'floor':>11}"
    f" | {'rounds/s':>8} {'MiB':>6} | {'ratio':>5}"
)
TIME_HEADING = f"{'problem':<{NAME_WIDTH}} {'after':>6} {'total':>11} {'gap':>6}"
SIZE_HEADING = (
    f"{'problem':<{NAME_WIDTH}} {'sessions':>8} {'first':>7}"
    f" {'in 10 %':>7} {'in 1 %':>7} {'end':>7} {'rounds/s':>8} {'MiB':>6}"
)


def row(measured: Measured, baselines: Baselines) -> str:
    """A case in the table of results; a breach of a rule is shouted."""
    ratio = ratio_to(baselines, measured)
    line = (
        f"{_name(measured)} {measured.sessions:>8,} {measured.seconds:>7.1f}"
        f" | {_cost(measured.desk_total)} {measured.desk_unscheduled:>8,}"
        f" | {_cost(measured.total)} {measured.unscheduled:>8,}"
        f" {_cost(measured.bound)} {_share(measured.gap)} {_cost(measured.floor)}"
        f" | {measured.rounds_a_second:>8,.0f} {_mib(measured.memory_mib)}"
        f" | {'-' if ratio is None else f'{ratio:.3f}':>5}"
    )
    if measured.violations:
        return f"{line}  {measured.violations} VIOLATIONS"
    return line


def time_rows(measured: Measured) -> Iterator[str]:
    """Best total and gap of a case after 5, 10, 20 ... seconds, and at its end."""
    for mark in (mark for mark in MARKS_S if mark < measured.seconds):
        reached = [each for each in measured.path if each.seconds <= mark]
        if reached:
            yield _time_row(measured, f"{mark} s", reached[-1].total)
    yield _time_row(measured, f"{measured.seconds:.0f} s", measured.total)


def size_row(measured: Measured) -> str:
    """When a case had its first plan, and when it came near to its last."""
    near = (
        first_within(measured.path, measured.total, nearness) for nearness in NEARNESS
    )
    first = measured.path[0].seconds
    times = " ".join(f"{each:>7.1f}" for each in (first, *near, measured.seconds))
    return (
        f"{_name(measured)} {measured.sessions:>8,} {times}"
        f" {measured.rounds_a_second:>8,.0f} {_mib(measured.memory_mib)}"
    )


def first_within(path: Iterable[Reached], total: Decimal, nearness: Decimal) -> float:
    """Seconds until the total was at most so much (0.1: a tenth) above the last."""
    return next(r.seconds for r in path if r.total <= total * (1 + nearness))


def _time_row(measured: Measured, after: str, total: Decimal) -> str:
    bound = measured.bound
    gap = None if bound is None else float((total - bound) / total) if total else 0.0
    return f"{_name(measured)} {after:>6} {_cost(total)} {_share(gap)}"


def _name(measured: Measured) -> str:
    return f"{measured.name[:NAME_WIDTH]:<{NAME_WIDTH}}"


def _cost(cost: Decimal | None) -> str:
    return f"{'-' if cost is None else f'{cost:,.1f}':>11}"


def _share(share: float | None) -> str:
    return f"{'-' if share is None else f'{share:.1%}':>6}"


def _mib(mib: float | None) -> str:
    return f"{'-' if mib is None else f'{mib:,.0f}':>6}"
