"""Kinds of cells: how a number, a date or an id is read and written."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from scheduler.domain.zones import known_zones
from scheduler.tables.cells import Unreadable

_WHOLE = re.compile(r"-?\d{1,19}", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"[-+]?\d{1,3}([.,'’\s]\d{3})+([.,]\d+)?")
# "0.125" has no thousands; "1.125" has, where a comma is the decimal mark.
_MAYBE_GROUPED = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SERIAL_DATE = re.compile(r"\d{5}([.,]\d+)?", re.ASCII)
_OTHER_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}.*", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(:00)?", re.ASCII)
_DAY_FRACTION = re.compile(r"0?[.,]\d+|[01]", re.ASCII)
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?"
    r"(?P<offset>Z|[+-]\d{2}:\d{2}(:\d{2})?)?",
    re.ASCII,
)
# Further out, an instant has no date in every zone.
_FIRST_YEAR, _LAST_YEAR = 2, 9998
_END_OF_DAY = (24, 0)


class Kind(ABC):
    """
    What the cells of a column hold.

    Attributes
    ----------
    name
        For the documentation.
    wants
        Completes "must be ..." in a message, with an example.
    is_text
        Whether cells are guarded against being run as formulas.
    """

    name: str
    wants: str
    is_text: bool = False

    @abstractmethod
    def parse(self, text: str, *, decimal_comma: bool = False) -> Any:
        """
        Value of a trimmed cell that is not empty.

        Parameters
        ----------
        decimal_comma
            Whether the file is one in which ``1,5`` is one and a half.

        Raises
        ------
        Unreadable
            If the text is no such value, or may be more than one.
        """

    def write(self, value: Any) -> str:
        """Text that ``parse`` reads as ``value``."""
        return str(value)

    def ids(self, value: Any) -> Iterable[str]:
        """Ids to which the value refers, if its column refers to a table."""
        return (value,)


class Text(Kind):
    """Free text: a name, a reason, an id."""

    is_text = True

    def __init__(self, name: str, wants: str) -> None:
        self.name = name
        self.wants = wants

    def parse(self, text: str, *, decimal_comma: bool = False) -> str:
        """The text itself: ``007`` and ``NA`` are texts like any other."""
        return text


class Whole(Kind):
    """Whole number."""

    name = "whole number"
    wants = "a whole number such as 14"

    def parse(self, text: str, *, decimal_comma: bool = False) -> int:
        """Digits only, with a minus sign at most."""
        if not _WHOLE.fullmatch(text):
            raise Unreadable(_grouping_hint(text))
        return int(text)


class Number(Kind):
    """Decimal number, exact."""

    name = "number"
    wants = "a number such as 12 or 2.5"

    def parse(self, text: str, *, decimal_comma: bool = False) -> Decimal:
        """Digits with at most one decimal mark, and no thousands separators."""
        if decimal_comma:
            if _MAYBE_GROUPED.fullmatch(text):
                raise Unreadable(
                    "this may be thousands or decimals: "
                    "write it without thousands separators, or with another "
                    "number of decimals"
                )
            text = text.replace(",", ".") if text.count(",") == 1 else text
        if not _NUMBER.fullmatch(text):
            raise Unreadable(_grouping_hint(text))
        return Decimal(text)

    def write(self, value: Decimal) -> str:
        """Plain digits: no exponent, which spreadsheets would round."""
        return format(value, "f")


class Day(Kind):
    """Calendar date."""

    name = "date"
    wants = "a date written YYYY-MM-DD, such as 2026-03-31"

    def parse(self, text: str, *, decimal_comma: bool = False) -> date:
        """ISO 8601 only: the order of day and month is never guessed."""
        if not _ISO_DATE.fullmatch(text):
            raise Unreadable(_date_hint(text))
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Unreadable("the calendar has no such day") from None

    def write(self, value: date) -> str:
        """ISO 8601."""
        return value.isoformat()


class Clock(Kind):
    """Wall-clock time in whole minutes."""

    name = "time"
    wants = "a time of day written HH:MM, such as 09:00"

    def parse(self, text: str, *, decimal_comma: bool = False) -> time:
        """``9:00``, ``09:00`` and ``09:00:00`` are one; ``24:00`` is 00:00."""
        match = _CLOCK.fullmatch(text)
        if not match:
            raise Unreadable(_time_hint(text))
        hour, minute = int(match[1]), int(match[2])
        if (hour, minute) == _END_OF_DAY:
            return time(0)
        try:
            return time(hour, minute)
        except ValueError:
            raise Unreadable("the day has no such time") from None

    def write(self, value: time) -> str:
        """Hours and minutes."""
        return f"{value:%H:%M}"


class Instant(Kind):
    """
    Date and time with an offset from UTC.

    Parameters
    ----------
    is_local
        Whether a numeric offset is asked for, so that the time is the one on
        the clinic's wall; whether it fits the clinic's zone is checked later.
    """

    def __init__(self, *, is_local: bool) -> None:
        self._is_local = is_local
        self.name = "local date and time with offset" if is_local else "UTC instant"
        self.wants = (
            "a local date and time with its offset from UTC, "
            "such as 2026-03-31T09:00+01:00"
            if is_local
            else "a date and time in UTC, such as 2026-03-31T02:00Z"
        )

    def parse(self, text: str, *, decimal_comma: bool = False) -> datetime:
        """ISO 8601 with an offset: in autumn one hour comes twice."""
        match = _INSTANT.fullmatch(text)
        if not match:
            raise Unreadable(_date_hint(text))
        if match["offset"] is None:
            raise Unreadable("add the offset: in autumn one hour comes twice")
        if self._is_local and match["offset"] == "Z":
            raise Unreadable("write the time on the clinic's wall and its offset")
        try:
            value = datetime.fromisoformat(text)
        except ValueError:
            raise Unreadable("the calendar has no such time") from None
        if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
            raise Unreadable(f"the year must be {_FIRST_YEAR} to {_LAST_YEAR}")
        return value if self._is_local else value.astimezone(UTC)

    def write(self, value: datetime) -> str:
        """Seconds only if there are some."""
        spec = "auto" if value.second or value.microsecond else "minutes"
        text = value.isoformat(timespec=spec)
        return text if self._is_local else text.replace("+00:00", "Z")


class Choice(Kind):
    """One of a few words."""

    name = "one of a few words"

    def __init__(self, words: type[StrEnum]) -> None:
        self._words = words
        self.wants = "one of " + ", ".join(words)

    def parse(self, text: str, *, decimal_comma: bool = False) -> StrEnum:
        """The word, in upper or lower case."""
        try:
            return self._words(text.lower())
        except ValueError:
            raise Unreadable(nearest_hint(text, self._words)) from None


class Zone(Kind):
    """Time zone by its IANA name."""

    name = "time zone"
    wants = "an IANA time zone such as Europe/London"
    is_text = True

    def parse(self, text: str, *, decimal_comma: bool = False) -> str:
        """A name that the time zone database knows."""
        if text not in known_zones():
            raise Unreadable(nearest_hint(text, known_zones()))
        return text


def nearest_hint(text: str, words: Iterable[str]) -> str:
    """Question after the nearest word; empty if none is near."""
    by_lower = {str(word).lower(): str(word) for word in words if word.isprintable()}
    near = get_close_matches(text.lower(), by_lower, n=1)
    return f"did you mean {by_lower[near[0]]}?" if near else ""


def _grouping_hint(text: str) -> str:
    if _GROUPED.fullmatch(text):
        return "write it without thousands separators"
    if re.fullmatch(r"-?\d+,\d+", text):
        return "write the decimals behind a point"
    return ""


def _time_hint(text: str) -> str:
    if _DAY_FRACTION.fullmatch(text):
        return (
            "this is how a spreadsheet stores a time: give the cells the format hh:mm"
        )
    return ""


def _date_hint(text: str) -> str:
    if _SERIAL_DATE.fullmatch(text):
        return (
            "this is how a spreadsheet stores a date: "
            "give the cells the format yyyy-mm-dd"
        )
    if _OTHER_DATE.fullmatch(text) and not _ISO_DATE.match(text):
        return "the order of day and month is not guessed"
    return ""
