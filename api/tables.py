"""Plain text tables that no terminal width cuts short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from api.wording import printable

BETWEEN_COLUMNS = "  "


def table(
    rows: Iterable[Sequence[str]],
    heading: Sequence[str] = (),
    numbers: frozenset[int] = frozenset(),
) -> str:
    """
    Rows as aligned text, each line without trailing blanks.

    A letter that no terminal shows is written as its escape.

    Parameters
    ----------
    heading
        Names of the columns; empty: none are shown.
    numbers
        Indices of the columns that are aligned to the right.
    """
    lines = [tuple(map(printable, row)) for row in rows]
    if heading:
        lines.insert(0, tuple(heading))
    if not lines:
        return ""
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    if heading:
        lines.insert(1, tuple("-" * width for width in widths))
    return "".join(f"{_line(line, widths, numbers)}\n" for line in lines)


def _line(row: Sequence[str], widths: Sequence[int], numbers: frozenset[int]) -> str:
    cells = (
        " " * (width - _width(cell)) + cell
        if index in numbers
        else cell + " " * (width - _width(cell))
        for index, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return BETWEEN_COLUMNS.join(cells).rstrip()


def _width(text: str) -> int:
    from rich.cells import cell_len  # knows the letters that fill two columns

    return cell_len(text)


def figure(value: Decimal | float | None) -> str:
    """Format a cost for reading: ``4,718``, ``12.5``; None: a dash."""
    if value is None:
        return "-"
    exact = Decimal(str(value)).normalize()
    return f"{exact:,f}"


def percentage(share: float | None) -> str:
    """Format a share for reading: 0.016 is ``1.6 %``; None: a dash."""
    return percent_text(None if share is None else 100 * share)


def percent_text(percent: float | None) -> str:
    """Format a percentage for reading: 71.25 is ``71.2 %``; None: a dash."""
    return "-" if percent is None else f"{percent:.1f} %"


def shortened(text: str, most: int) -> str:
    """Cut a text that is wider than so many columns, and show that it was cut."""
    from rich.cells import set_cell_size

    shown = printable(text)
    return shown if _width(shown) <= most else f"{set_cell_size(shown, most - 1)}…"
