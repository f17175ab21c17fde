"""Cells that hold several values: lists, ``name=value`` pairs, weekdays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from scheduler.domain.calendar import Weekday
from scheduler.tables.cells import Unreadable, quote, shown, trim, unquote
from scheduler.tables.kinds import Kind, nearest_hint

_MARK = "\\"
_SPECIAL = re.compile(r"[\\;=]")
_MARKED = re.compile(r"\\(.?)", re.DOTALL)
_WEEK = list(Weekday)


class Many(Kind):
    """List of values, separated by semicolons."""

    is_text = True

    def __init__(self, item: Kind, wants: str) -> None:
        self._item = item
        self.name = f"list of {item.name}s"
        self.wants = wants

    def parse(self, text: str, *, decimal_comma: bool = False) -> tuple[Any, ...]:
        """Items in their order, blanks around them trimmed."""
        return tuple(
            self._item.parse(_plain(part), decimal_comma=decimal_comma)
            for part in _split(text, ";")
        )

    def write(self, value: Iterable[Any]) -> str:
        """Items in their order."""
        return ";".join(_marked(self._item.write(item)) for item in value)

    def ids(self, value: Iterable[str]) -> Iterable[str]:
        """Every item."""
        return value


class Pairs(Kind):
    """
    List of ``name=value`` pairs, separated by semicolons.

    Parameters
    ----------
    is_distinct
        Whether no name may come twice.
    """

    is_text = True

    def __init__(
        self, item: Kind, name: str, wants: str, *, is_distinct: bool = True
    ) -> None:
        self._item = item
        self._is_distinct = is_distinct
        self.name = name
        self.wants = wants

    def parse(
        self, text: str, *, decimal_comma: bool = False
    ) -> tuple[tuple[str, Any], ...]:
        """Pairs in their order."""
        pairs: list[tuple[str, Any]] = []
        for part in _split(text, ";"):
            sides = _split(part, "=")
            if len(sides) != 2:
                raise Unreadable(f"{shown(part)} is not one name=value")
            name, value = (_plain(side) for side in sides)
            if self._is_distinct and name in (known for known, _ in pairs):
                raise Unreadable(f"{shown(name)} comes twice")
            pairs.append((name, self._item.parse(value, decimal_comma=decimal_comma)))
        return tuple(pairs)

    def write(self, value: Iterable[tuple[str, Any]]) -> str:
        """Pairs in their order."""
        return ";".join(
            f"{_marked(name)}={_marked(self._item.write(item))}" for name, item in value
        )

    def ids(self, value: Iterable[tuple[str, str]]) -> Iterable[str]:
        """The right-hand sides."""
        return (item for _, item in value)


class Weekdays(Kind):
    """Days of the week, single or as ranges."""

    name = "weekdays"
    wants = "weekdays such as mon;tue or mon-fri"

    def parse(self, text: str, *, decimal_comma: bool = False) -> tuple[Weekday, ...]:
        """Days in the order in which they are written."""
        days: list[Weekday] = []
        for part in text.split(";"):
            ends = [_weekday(end) for end in part.split("-")]
            if len(ends) > 2:
                raise Unreadable(f"{shown(trim(part))} is not one range")
            first, last = _WEEK.index(ends[0]), _WEEK.index(ends[-1])
            if first > last:
                raise Unreadable(f"{shown(trim(part))} goes backwards: list the days")
            days += _WEEK[first : last + 1]
        if len(set(days)) < len(days):
            raise Unreadable("a day comes twice")
        return tuple(days)

    def write(self, value: Iterable[Weekday]) -> str:
        """Day by day."""
        return ";".join(value)


def _weekday(text: str) -> Weekday:
    word = trim(text).lower()
    if word not in _WEEK:
        raise Unreadable(nearest_hint(word, _WEEK))
    return Weekday(word)


def _marked(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", quote(text))


def _split(text: str, separator: str) -> list[str]:
    r"""Parts between separators; ``\;`` is a semicolon and not the end of a part."""
    parts = [""]
    characters = iter(text)
    for character in characters:
        if character == _MARK:
            parts[-1] += character + next(characters, "")
        elif character == separator:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _plain(part: str) -> str:
    """Trimmed part with its backslashes resolved."""
    if not (trimmed := trim(part)):
        raise Unreadable("between two separators there must be something")
    return unquote(_MARKED.sub(_resolved, trimmed))


def _resolved(match: re.Match[str]) -> str:
    if not _SPECIAL.fullmatch(match[1]):
        raise Unreadable(r"write \\ for a backslash")
    return match[1]
