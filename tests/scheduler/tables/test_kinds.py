"""Each kind of cell: what is read, and what is refused rather than guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from scheduler.domain.roster import AppointmentStatus
from scheduler.tables.cells import Unreadable
from scheduler.tables.kinds import (
    Choice,
    Clock,
    Day,
    Instant,
    Kind,
    Number,
    Text,
    Whole,
    Zone,
)

_SUMMER = timezone(timedelta(hours=1))
_LOCAL = Instant(is_local=True)
_UTC = Instant(is_local=False)
_TEXT = Text("id", "an id")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (_TEXT, "007", "007"),  # not a number
        (_TEXT, "NA", "NA"),  # not a missing value
        (_TEXT, "=A1", "=A1"),  # a formula is a text
        (Whole(), "14", 14),
        (Whole(), "007", 7),
        (Whole(), "-1", -1),  # in range or not, the domain says
        (Whole(), str(2**63 - 1), 2**63 - 1),
        (Number(), "2.5", Decimal("2.5")),
        (Number(), "1.125", Decimal("1.125")),  # no semicolons: a decimal point
        (Number(), "1000", Decimal(1000)),
        (Day(), "2026-03-31", date(2026, 3, 31)),
        (Day(), "2028-02-29", date(2028, 2, 29)),  # leap day
        (Clock(), "9:00", time(9)),
        (Clock(), "09:00", time(9)),
        (Clock(), "09:00:00", time(9)),
        (Clock(), "24:00", time(0)),  # the midnight that ends the day
        (Clock(), "0:00", time(0)),
        (_LOCAL, "2026-07-01T09:00+01:00", datetime(2026, 7, 1, 9, tzinfo=_SUMMER)),
        (_LOCAL, "2026-07-01 09:00:30+01:00", datetime(2026, 7, 1, 8, 0, 30, 0, UTC)),
        (_UTC, "2026-07-01T08:00Z", datetime(2026, 7, 1, 8, tzinfo=UTC)),
        (_UTC, "2026-07-01T09:00+01:00", datetime(2026, 7, 1, 8, tzinfo=UTC)),
        (Choice(AppointmentStatus), "Done", AppointmentStatus.DONE),
        (Zone(), "America/New_York", "America/New_York"),
    ],
)
def test_kind_reads(kind: Kind, text: str, value: Any) -> None:
    """A text that can mean one thing only is read as that."""
    assert kind.parse(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        (Whole(), "14.0", ""),
        (Whole(), "1,400", "thousands"),
        (Whole(), "1.400", "thousands"),
        (Whole(), "1 400", "thousands"),
        (Whole(), "1\u00a0400", "thousands"),  # as French spreadsheets write it
        (Whole(), "1'400", "thousands"),  # as Swiss ones do
        (Whole(), "1e3", ""),
        (Whole(), "１４", ""),  # full-width digits
        (Whole(), "1_400", ""),
        (Whole(), "9" * 20, ""),  # one digit more than any number here has
        (Number(), "2,5", "point"),
        (Number(), "1,400.5", "thousands"),
        (Number(), "1.5E+03", ""),
        (Number(), "NaN", ""),
        (Number(), "£5", ""),
        (Number(), ".5", ""),
        (Day(), "03/04/2026", "not guessed"),  # March in one country, April in another
        (Day(), "3.4.26", "not guessed"),
        (Day(), "3-4-2026", "not guessed"),
        (Day(), "2026/03/31", "not guessed"),
        (Day(), "46000", "stores a date"),
        (Day(), "46000.375", "stores a date"),
        (Day(), "2026-02-29", "no such day"),  # no leap year
        (Day(), "2026-3-1", "not guessed"),
        (Day(), "20260331", ""),
        (Day(), "2026-W13-2", ""),
        (Day(), "2026-03-31 00:00:00", ""),
        (Day(), "31 March 2026", ""),
        (Clock(), "9am", ""),
        (Clock(), "9.30", ""),
        (Clock(), "0930", ""),
        (Clock(), "0.375", "stores a time"),
        (Clock(), "0,375", "stores a time"),
        (Clock(), "09:00:30", ""),  # no half minutes
        (Clock(), "24:01", "no such time"),
        (Clock(), "12:60", "no such time"),
        (_LOCAL, "2026-07-01T09:00", "offset"),
        (_LOCAL, "2026-07-01T09:00Z", "wall"),  # an instant, but not a wall's time
        (_LOCAL, "2026-07-01T25:00+01:00", "no such time"),
        (_LOCAL, "46000.375", "stores a date"),
        (_LOCAL, "0001-01-01T00:00+01:00", "year"),  # before the calendar in UTC
        (_UTC, "9999-12-31T23:59-01:00", "year"),  # after it
        (_UTC, "2026-07-01T09:00", "offset"),
        (Choice(AppointmentStatus), "publishd", "did you mean published?"),
        (Choice(AppointmentStatus), "x", ""),
        (Zone(), "Europe/Londn", "did you mean Europe/London?"),
    ],
)
def test_kind_refuses(kind: Kind, text: str, hint: str) -> None:
    """A text that means nothing, or may mean two things, is refused with a hint."""
    with pytest.raises(Unreadable) as refused:
        kind.parse(text)
    assert hint in refused.value.hint
    assert bool(hint) == bool(refused.value.hint)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,5", Decimal("2.5")),
        ("2.5", Decimal("2.5")),  # can mean one thing only
        ("0,125", Decimal("0.125")),  # thousands do not begin with 0
        ("0.125", Decimal("0.125")),
        ("-2,5", Decimal("-2.5")),
        ("1400", Decimal(1400)),
        ("1400,125", Decimal("1400.125")),  # four digits before: no thousands
    ],
)
def test_number_with_a_decimal_comma(text: str, value: Decimal) -> None:
    """Where semicolons separate, a comma is a decimal mark."""
    assert Number().parse(text, decimal_comma=True) == value


@pytest.mark.parametrize(
    "text",
    [
        "1,400",  # one thousand and four hundred, or one and two fifths
        "1.400",
        "1.400,5",
        "1,400.5",
        "1,2,3",
    ],
)
def test_number_that_may_have_thousands_is_refused(text: str) -> None:
    """Where a comma may be either mark, three digits behind it are not guessed."""
    with pytest.raises(Unreadable):
        Number().parse(text, decimal_comma=True)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Number(), Decimal("1E+3"), "1000"),  # a spreadsheet would round 1E+3
        (Number(), Decimal("0.50"), "0.50"),
        (Clock(), time(0), "00:00"),
        (_LOCAL, datetime(2026, 7, 1, 9, tzinfo=_SUMMER), "2026-07-01T09:00+01:00"),
        (_UTC, datetime(2026, 7, 1, 9, tzinfo=UTC), "2026-07-01T09:00Z"),
        (_UTC, datetime(2026, 7, 1, 9, 0, 0, 5, UTC), "2026-07-01T09:00:00.000005Z"),
    ],
)
def test_kind_writes_what_it_reads(kind: Kind, value: Any, text: str) -> None:
    """The text is plain, and reads as the value."""
    assert kind.write(value) == text
    assert kind.parse(text) == value
