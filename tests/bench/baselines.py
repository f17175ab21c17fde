"""The totals and gaps that were last accepted, by case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from tests.bench.measure import Measured

ACCEPTED = Path(__file__).with_name("baselines.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """
    What a case came to when it was accepted.

    Parameters
    ----------
    limit_s, workers
        What it was given; a run with other means cannot be compared.
    """

    limit_s: float
    workers: int
    total: float
    gap: float | None


Baselines = Mapping[str, Baseline]


def read_baselines(path: Path) -> dict[str, Baseline]:
    """Read what was accepted; nothing, if the file is not there yet."""
    if not path.exists():
        return {}
    data = orjson.loads(path.read_bytes())
    return {name: Baseline(**values) for name, values in data.items()}


def save_baselines(path: Path, known: Baselines, measured: Iterable[Measured]) -> None:
    """Accept what was measured without a violation, and keep the rest."""
    accepted = {
        each.name: Baseline(
            limit_s=float(each.limit_s),
            workers=each.workers,
            total=float(each.total),
            gap=None if each.gap is None else round(each.gap, 4),
        )
        for each in measured
        if not each.violations
    }
    merged = {**known, **accepted}
    data = {name: asdict(baseline) for name, baseline in merged.items()}
    options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    path.write_bytes(orjson.dumps(data, option=options))


def ratio_to(baselines: Baselines, measured: Measured) -> float | None:
    """
    Total over the accepted total, below 1 where it got better.

    None without a baseline, or with one that had other seconds or workers.
    """
    known = baselines.get(measured.name)
    means = (measured.limit_s, measured.workers)
    if known is None or means != (known.limit_s, known.workers):
        return None
    if known.total == 0:
        return 1.0 if measured.total == 0 else None
    return float(measured.total) / known.total
