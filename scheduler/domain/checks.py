"""What every domain value checks of itself, worded alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal

from scheduler.errors import InvalidInput, Problem

MINUTES_A_DAY = 24 * 60
MOST_TEXT = 500
MOST_ID = 100
MOST_AMOUNT = Decimal(1_000_000)
MOST_DECIMALS = 6
# Other dates are counted on from these, and must not leave the calendar.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)

# Apart from these an id may hold anything printable: they would break a URL's
# path or a list inside one CSV cell.
_REFUSED_IN_IDS = frozenset('/\\;,|"?#%')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MIDNIGHT = time(0)


class Checks:
    """
    Collects what is wrong with one object, to be raised at once.

    Parameters
    ----------
    owner
        The object in messages, such as ``room 'north-1'``.
    """

    def __init__(self, owner: str) -> None:
        self._owner = owner
        self._problems: list[Problem] = []

    def add(self, field: str, message: str) -> None:
        """Note a problem that has been worded already."""
        self._problems.append(Problem(field, message))

    def must(self, holds: bool, field: str, rule: str, came: object) -> None:
        """Note a problem unless ``holds``; ``rule`` completes "must ..."."""
        if not holds:
            self.add(field, f"{field} of {self._owner} must {rule}, got {came}.")

    def whole(self, field: str, value: int, least: int, most: int) -> None:
        """Whole number between two limits, both allowed."""
        self.must(least <= value <= most, field, f"be {least} to {most}", value)

    def amount(self, field: str, value: Decimal) -> None:
        """Finite cost or penalty, zero or more, as exact as a problem can say."""
        fits = value.is_finite() and 0 <= value <= MOST_AMOUNT
        rule = f"be a number from 0 to {MOST_AMOUNT}"
        self.must(fits, field, rule, value)
        is_exact = not fits or value == round(value, MOST_DECIMALS)
        self.must(is_exact, field, f"have at most {MOST_DECIMALS} decimals", value)

    def identifier(self, field: str, value: str) -> None:
        """Id, or another word that refers to something: a skill, a role."""
        fits = (
            0 < len(value) <= MOST_ID
            and value == value.strip()
            and value.isprintable()
            and not _REFUSED_IN_IDS.intersection(value)
        )
        rule = (
            f"be 1 to {MOST_ID} printable characters without blanks around them "
            f'and without any of / \\ ; , | " ? # %'
        )
        self.must(fits, field, rule, repr(value))

    def words(self, field: str, values: Iterable[str]) -> None:
        """Words such as skills or features, none of them twice."""
        values = tuple(values)
        for value in values:
            self.identifier(field, value)
        self.distinct(field, values)

    def distinct(self, field: str, values: Iterable[Hashable]) -> None:
        """No value may come twice."""
        for value, times in Counter(values).items():
            self.must(times == 1, field, "name nothing twice", f"{value} {times} times")

    def line(self, field: str, text: str, most: int = MOST_TEXT) -> None:
        """Free text for people; never repeated in a message, it may be a name."""
        fits = len(text) <= most and not _CONTROL.search(text)
        rule = f"be one line of at most {most} characters"
        self.must(fits, field, rule, "something else")

    def clock_time(self, field: str, local: time) -> None:
        """Wall-clock time in whole minutes, without a zone."""
        fits = local.tzinfo is None and not local.second and not local.microsecond
        self.must(fits, field, "be HH:MM without a zone", local.isoformat())

    def clock_window(self, from_local: time, to_local: time) -> None:
        """Half-open window of a day; to 00:00 is the midnight that ends it."""
        self.clock_time("from_local", from_local)
        self.clock_time("to_local", to_local)
        rule = f"be after from_local {from_local:%H:%M} (00:00 ends the day)"
        fits = to_local == _MIDNIGHT or from_local < to_local
        self.must(fits, "to_local", rule, f"{to_local:%H:%M}")

    def day(self, field: str, value: date) -> None:
        """Date from which others are counted."""
        fits = FIRST_DAY <= value <= LAST_DAY
        self.must(fits, field, f"lie between {FIRST_DAY} and {LAST_DAY}", value)

    def instant(self, field: str, value: datetime) -> None:
        """Aware instant in UTC."""
        self.must(value.tzinfo is UTC, field, "be an instant in UTC", repr(value))

    def done(self) -> None:
        """
        Raise what was found.

        Raises
        ------
        InvalidInput
            With every problem noted so far, if there is one.
        """
        if self._problems:
            raise InvalidInput(self._problems)
