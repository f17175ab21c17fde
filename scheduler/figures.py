"""The figures of two plans side by side, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import StringIO

from rich.console import Console
from rich.table import Table

from solver.figures import Figures

TABLE_WIDTH = 100


def figures_table(
    before: Figures, after: Figures, totals: tuple[Decimal, Decimal]
) -> str:
    """
    Figures of the front desk and of the plan as a table of three columns.

    Plain text without escape codes, at most 100 columns wide; the last line
    has no line break.

    Parameters
    ----------
    totals
        What the two plans cost.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("")
    table.add_column("front desk", justify="right")
    table.add_column("plan", justify="right")
    for name, *values in _rows((before, after), totals):
        table.add_row(name, *values)
    text = StringIO()
    Console(file=text, width=TABLE_WIDTH, color_system=None).print(table)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())


def _rows(
    both: tuple[Figures, Figures], totals: tuple[Decimal, Decimal]
) -> Iterator[tuple[str, ...]]:
    yield "sessions", *(f"{each.sessions:,}" for each in both)
    yield "placed", *(f"{each.placed:,}" for each in both)
    yield "without a place", *(f"{each.unscheduled:,}" for each in both)
    yield "on time", *(_as_text(each.on_time_percent) for each in both)
    yield "gap kept", *(_as_text(each.gap_kept_percent) for each in both)
    yield "patients moved", *(f"{each.patients_moved:,}" for each in both)
    yield "led in parallel", *(f"{each.recovery.led_in_parallel:,}" for each in both)
    yield "stretched", *(f"{each.recovery.stretched:,}" for each in both)
    yield "total cost", *(f"{total:,.1f}" for total in totals)
    yield from _use_rows("rooms in use", *map(_room_use, both))
    yield from _use_rows("practitioners in use", *map(_practitioner_use, both))


Use = Mapping[str, float | None]


def _room_use(figures: Figures) -> Use:
    return {each.clinic: each.room_use_percent for each in figures.clinics}


def _practitioner_use(figures: Figures) -> Use:
    return {each.clinic: each.practitioner_use_percent for each in figures.clinics}


def _use_rows(name: str, before: Use, after: Use) -> Iterator[tuple[str, ...]]:
    for clinic, percent in before.items():
        yield f"{name}, {clinic}", _as_text(percent), _as_text(after.get(clinic))


def _as_text(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f} %"
