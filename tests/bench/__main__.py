"""Run the benchmarks and print them as a table: ``python -m tests.bench``."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from math import isfinite
from time import perf_counter

from solver.check import check
from solver.options import MOST_WORKERS, Options
from solver.solve import front_desk, solve
from tests.bench.cases import SIZES, Size

COLUMNS = " ".join(
    [
        f"{'problem':<11}",
        f"{'sessions':>8} {'seconds':>7}",
        f"| {'front desk':>11} {'unsched.':>8}",
        f"| {'ours':>11} {'unsched.':>8} {'bound':>11} {'gap':>6}",
    ]
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for; 1 if any plan breaks a rule."""
    options = _parser().parse_args(arguments)
    sizes = [SIZES[name] for name in options.sizes.split(",")]
    _say(
        f"{os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{options.workers} worker(s); totals from the independent checker"
    )
    _say(COLUMNS)
    sound = True
    for size, seed in _runs(sizes, options.seeds):
        row, is_sound = _measure(size, seed, options)
        sound &= is_sound
        _say(row)
    return 0 if sound else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Plan generated problems and compare with the front desk.",
        epilog="example: python -m tests.bench --sizes week,month --seconds 60",
    )
    usual = ",".join(size.name for size in SIZES.values() if size.num_seeds)
    known = ", ".join(SIZES)
    parser.add_argument(
        "--sizes", type=_sizes, default=usual, help=f"of {known} (default {usual})"
    )
    parser.add_argument(
        "--seeds", type=_seeds, default=(), help="such as 1,2,3 (default: a few each)"
    )
    parser.add_argument(
        "--seconds", type=_seconds, help="time limit of a solve (default: by size)"
    )
    workers = range(1, MOST_WORKERS + 1)
    parser.add_argument(
        "--workers",
        type=int,
        choices=workers,
        default=1,
        metavar="N",
        help=f"1 to {workers[-1]} processes (default 1)",
    )
    return parser


def _sizes(text: str) -> str:
    unknown = [name for name in text.split(",") if name not in SIZES]
    if unknown:
        known = ", ".join(SIZES)
        raise argparse.ArgumentTypeError(
            f"sizes must be among {known}, got {', '.join(unknown)}."
        )
    return text


def _seeds(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _seconds(text: str) -> float:
    seconds = float(text)
    if not (isfinite(seconds) and seconds >= 0):
        raise argparse.ArgumentTypeError(f"seconds must be 0 or more, got {text}.")
    return seconds


def _runs(sizes: list[Size], seeds: tuple[int, ...]) -> Iterator[tuple[Size, int]]:
    for size in sizes:
        for seed in seeds or range(1, max(size.num_seeds, 1) + 1):
            yield size, seed


def _measure(size: Size, seed: int, options: argparse.Namespace) -> tuple[str, bool]:
    """Plan one problem; a line of the table, and whether both plans obey all rules."""
    problem = size.problem(seed)
    sessions = sum(len(course.sessions) for course in problem.courses)
    baseline = front_desk(problem)
    limit_s = size.seconds if options.seconds is None else options.seconds
    began = perf_counter()
    plan = solve(
        problem, Options(time_limit_s=limit_s, seed=seed, workers=options.workers)
    )
    seconds = perf_counter() - began
    before, after = check(problem, baseline), check(problem, plan)
    bound = "-" if plan.bound is None else f"{plan.bound:,.1f}"
    gap = "-" if plan.gap is None else f"{plan.gap:.1%}"
    row = (
        f"{size.name + '-' + str(seed):<11} {sessions:>8} {seconds:>7.1f}"
        f" | {before.total:>11,.1f} {len(baseline.unscheduled):>8}"
        f" | {after.total:>11,.1f} {len(plan.unscheduled):>8} {bound:>11} {gap:>6}"
    )
    violations = len(before.violations) + len(after.violations)
    return (f"{row}  {violations} VIOLATIONS" if violations else row), not violations


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
