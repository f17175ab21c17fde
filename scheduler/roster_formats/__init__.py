"""A weekly roster as text, JSON, CSV, a workbook or a calendar.

No form names a patient: all have ids, the calendar that may leave the house too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scheduler.errors import InvalidInput
from scheduler.weekly_roster import WeeklyRoster


def _table(roster: WeeklyRoster) -> bytes:
    from scheduler.roster_formats.text import as_table

    return as_table(roster).encode()


def _json(roster: WeeklyRoster) -> bytes:
    from scheduler.roster_formats.document import as_json

    return as_json(roster)


def _csv(roster: WeeklyRoster) -> bytes:
    from scheduler.roster_formats.rows import as_csv

    return as_csv(roster).encode()


def _xlsx(roster: WeeklyRoster) -> bytes:
    from scheduler.roster_formats.workbook import as_xlsx

    return as_xlsx(roster)


def _ics(roster: WeeklyRoster) -> bytes:
    from scheduler.roster_formats.calendar import as_ics

    return as_ics(roster)


# Each imports what it needs when it is asked for: none should pay for the others.
_WRITERS: Mapping[str, Callable[[WeeklyRoster], bytes]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "ics": _ics,
}

FORMATS = tuple(_WRITERS)

MEDIA_TYPES: Mapping[str, str] = {
    "table": "text/plain; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}


def render(roster: WeeklyRoster, form: str) -> bytes:
    """
    A roster in one of `FORMATS`, ready to be written to a file.

    Raises
    ------
    InvalidInput
        If there is no such form.
    """
    writer = _WRITERS.get(form)
    if writer is None:
        known = ", ".join(FORMATS)
        raise InvalidInput.of("format", f"format must be one of {known}, got {form!r}.")
    return writer(roster)
