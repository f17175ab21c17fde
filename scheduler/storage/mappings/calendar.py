"""Weekly windows and dated spans as rows of a child table."""

from __future__ import annotations

from collections.abc import Iterable

from scheduler.domain.calendar import LocalSpan, Weekday, WeeklyWindow
from scheduler.storage.mapping import Row


def children(column: str, owner: str, rows: Iterable[Row]) -> list[Row]:
    """Rows of a child table: each with its owner and its position."""
    return [
        {column: owner, "position": position} | row for position, row in enumerate(rows)
    ]


def window_row(window: WeeklyWindow) -> Row:
    """Columns of a weekly window."""
    return {
        "days": window.days,
        "from_local": window.from_local,
        "to_local": window.to_local,
    }


def window(row: Row) -> WeeklyWindow:
    """Weekly window of a row."""
    return WeeklyWindow(
        days=weekdays(row), from_local=row["from_local"], to_local=row["to_local"]
    )


def weekdays(row: Row) -> tuple[Weekday, ...]:
    """Weekdays that a row names."""
    return tuple(map(Weekday, row["days"]))


def span_row(span: LocalSpan) -> Row:
    """Columns of a dated span."""
    return {
        "first_day": span.first_day,
        "last_day": span.last_day,
        "from_local": span.from_local,
        "to_local": span.to_local,
        "reason": span.reason,
    }


def span(row: Row) -> LocalSpan:
    """Dated span of a row."""
    return LocalSpan(
        first_day=row["first_day"],
        last_day=row["last_day"],
        from_local=row["from_local"],
        to_local=row["to_local"],
        reason=row["reason"],
    )
