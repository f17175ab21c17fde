"""Run the benchmarks and print them as tables: ``python -m tests.bench``."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from math import isfinite
from pathlib import Path

from solver.options import MOST_WORKERS, Options
from solver.reading import DocumentError, read_problem
from tests.bench.baselines import ACCEPTED, read_baselines, save_baselines
from tests.bench.cases import SIZES, Case, Generated, Size, Stored
from tests.bench.measure import Measured, measure_apart
from tests.bench.tables import (
    HEADING,
    SIZE_HEADING,
    TIME_HEADING,
    row,
    size_row,
    time_rows,
)

SEARCH_SEED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for; 1 if any plan breaks a rule."""
    options = _parser().parse_args(arguments)
    baselines = read_baselines(options.baselines)
    _say(
        f"{os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{options.workers} worker(s); totals from the independent checker"
    )
    _say(HEADING)
    measured = []
    for case in _cases(options):
        limit_s = case.seconds if options.seconds is None else options.seconds
        wanted = Options(
            time_limit_s=limit_s, seed=SEARCH_SEED, workers=options.workers
        )
        measured.append(measure_apart(case, wanted))
        _say(row(measured[-1], baselines))
    if options.curve:
        _say_curves(measured)
    if options.save:
        save_baselines(options.baselines, baselines, measured)
    return 1 if any(each.violations for each in measured) else 0


def _say_curves(measured: Iterable[Measured]) -> None:
    _say(f"\nCost against time\n{TIME_HEADING}")
    for each in measured:
        for line in time_rows(each):
            _say(line)
    _say(f"\nSeconds against size\n{SIZE_HEADING}")
    for each in measured:
        _say(size_row(each))


def _cases(options: argparse.Namespace) -> Iterator[Case]:
    if options.problems is None or options.sizes is not None:
        usual = [size for size in SIZES.values() if size.is_usual]
        for size in usual if options.sizes is None else options.sizes:
            for seed in options.seeds:
                yield Generated(size, seed)
    for path in options.problems or ():
        yield Stored(path)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Plan problems and compare with the front desk and with what was "
        "reached before (ratio: total over the accepted one).",
        epilog="example: python -m tests.bench --sizes week,month --seconds 60 --curve",
    )
    usual = ", ".join(size.name for size in SIZES.values() if size.is_usual)
    known = ", ".join(SIZES)
    parser.add_argument(
        "--sizes", type=_sizes, help=f"of {known} (default: {usual}), with commas"
    )
    parser.add_argument(
        "--problems", type=_problems, metavar="A.json,B.json", help="files to plan"
    )
    parser.add_argument(
        "--seeds", type=_seeds, default=(1,), help="of each size, 1,2,3 (default 1)"
    )
    parser.add_argument(
        "--seconds", type=_seconds, help="time limit of a solve (default: by size)"
    )
    workers = range(1, MOST_WORKERS + 1)
    parser.add_argument(
        "--workers",
        type=int,
        choices=workers,
        default=2,
        metavar="N",
        help=f"1 to {workers[-1]} processes (default 2)",
    )
    parser.add_argument(
        "--curve",
        action="store_true",
        help="also print cost against time, and time against size",
    )
    parser.add_argument(
        "--baselines",
        type=Path,
        default=ACCEPTED,
        metavar="FILE",
        help="accepted totals (default: those of this checkout)",
    )
    parser.add_argument(
        "--save", action="store_true", help="accept what this run reaches"
    )
    return parser


def _sizes(text: str) -> tuple[Size, ...]:
    names = text.split(",")
    if unknown := [name for name in names if name not in SIZES]:
        known = ", ".join(SIZES)
        raise argparse.ArgumentTypeError(
            f"sizes must be among {known}, got {', '.join(unknown)}."
        )
    return tuple(SIZES[name] for name in names)


def _problems(text: str) -> tuple[Path, ...]:
    paths = tuple(map(Path, text.split(",")))
    for path in paths:
        try:
            read_problem(path)
        except OSError as error:
            fault = f"{path}: cannot be read: {error.strerror}."
            raise argparse.ArgumentTypeError(fault) from None
        except DocumentError as error:
            faults = "; ".join(map(str, error.faults))
            raise argparse.ArgumentTypeError(f"{path}: {faults}") from None
    return paths


def _seeds(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


def _seconds(text: str) -> float:
    seconds = float(text)
    if not (isfinite(seconds) and seconds >= 0):
        raise argparse.ArgumentTypeError(f"seconds must be 0 or more, got {text}.")
    return seconds


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
