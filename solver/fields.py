"""The field types that both documents share: ids, instants, dates, amounts."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timezone
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
TIME_OF_DAY = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00", re.ASCII)
MOST_AMOUNT = Decimal(10**9)
MOST_TOTAL = Decimal(10**18)
MOST_DECIMALS = 6
FIRST_INSTANT = datetime(2, 1, 1, tzinfo=UTC)
LAST_INSTANT = datetime(9998, 12, 31, tzinfo=UTC)
"""A year from the ends of the calendar, so that every zone has a date for it."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _instant(value: Any) -> datetime:
    if isinstance(value, datetime):
        parsed = value
    elif isinstance(value, str) and INSTANT.fullmatch(value):
        parsed = datetime.fromisoformat(value.upper())
    else:
        raise ValueError(f"must be an RFC 3339 instant with an offset, got {value!r}")
    offset = parsed.utcoffset()
    if offset is None:
        raise ValueError(f"must carry an offset, got {value!r}")
    if parsed.second or parsed.microsecond:
        raise ValueError(f"must be a whole minute, got {value!r}")
    if not FIRST_INSTANT <= parsed <= LAST_INSTANT:
        raise ValueError(f"must lie in the years 2 to 9998, got {value!r}")
    # Instants of one zone compare and subtract by its wall clock, which is wrong
    # where clocks change; at a fixed offset they do not.
    return parsed.replace(tzinfo=timezone(offset), fold=0)


def _date(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and DATE.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError(f"must be a date such as 2026-11-30, got {value!r}")


def _time_of_day(value: Any) -> str:
    if isinstance(value, str) and TIME_OF_DAY.fullmatch(value):
        return value
    raise ValueError(f"must be a time from 00:00 to 24:00 as HH:MM, got {value!r}")


def _number(value: Any, most: Decimal) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"must be a number, got {value!r}")
    number = Decimal(str(value))
    if not number.is_finite() or not 0 <= number <= most:
        raise ValueError(f"must lie between 0 and {most}, got {value}")
    return number


def _total(value: Any) -> Decimal:
    return _number(value, MOST_TOTAL)


def _amount(value: Any) -> Decimal:
    amount = _number(value, MOST_AMOUNT)
    if decimals(amount) > MOST_DECIMALS:
        raise ValueError(f"must have at most {MOST_DECIMALS} decimals, got {value}")
    return amount


def decimals(amount: Decimal) -> int:
    """Decimals of a finite amount, zeros at the end not counted."""
    _, digits, exponent = amount.as_tuple()
    if not amount:
        return 0
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return max(0, -(int(exponent) + zeros))


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"must be a whole number, got {value!r}")
    return value


def minutes_of(time_of_day: str) -> int:
    """Minutes after midnight of an ``HH:MM`` time, 0 to 1,440."""
    hours, minutes = time_of_day.split(":")
    return 60 * int(hours) + int(minutes)


Identifier = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=200)
]
Instant = Annotated[datetime, BeforeValidator(_instant)]
Day = Annotated[date, BeforeValidator(_date)]
TimeOfDay = Annotated[str, BeforeValidator(_time_of_day)]
Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": int(MOST_AMOUNT)}),
]
Total = Annotated[
    Decimal,
    BeforeValidator(_total),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": int(MOST_TOTAL)}),
]
Whole = Annotated[int, BeforeValidator(_whole)]
Minutes = Annotated[Whole, Field(ge=0, le=100_000)]
PositiveMinutes = Annotated[Whole, Field(ge=1, le=100_000)]
Count = Annotated[Whole, Field(ge=0, le=1_000_000)]
PositiveCount = Annotated[Whole, Field(ge=1, le=1_000_000)]


def _weekday(value: str) -> str:
    if value not in DAYS:
        raise ValueError(f"must be one of {', '.join(DAYS)}, got {value!r}")
    return value


Weekday = Annotated[str, AfterValidator(_weekday)]


class Document(BaseModel):
    """A frozen part of a document; unknown fields are refused by name."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, strict=False
    )
