"""Trimming, and the guard against formulas."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from scheduler.tables.cells import guard, shown, trim, unguard
from tests.scheduler.tables.strategies import LINES


@pytest.mark.parametrize(
    ("cell", "trimmed"),
    [
        ("  north ", "north"),  # blanks
        ("\u00a0north\u00a0", "north"),  # no-break spaces
        ("\u200b \ufeffnorth\u200b", "north"),  # zero-width, mixed with blanks
        ("no\u00a0rth", "no\u00a0rth"),  # inside, it belongs to the text
        (" \u00a0\u200b", ""),  # nothing but blanks
    ],
)
def test_trim_takes_every_kind_of_blank_around_a_text(cell: str, trimmed: str) -> None:
    """What cannot be seen around a text does not belong to it."""
    assert trim(cell) == trimmed


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),  # the classic
        ("+44 20 7946 0000", "'+44 20 7946 0000"),  # a telephone number
        ("-", "'-"),
        ("@home", "'@home"),
        ("＝cmd", "'＝cmd"),  # full-width, run by Japanese spreadsheets
        ("Ann;=cmd", "Ann;'=cmd"),  # a new cell, where semicolons separate
        ("'=cmd", "''=cmd"),  # looks guarded already
        ("'t Hooft", "'t Hooft"),  # an apostrophe of its own
        ("a=b", "a=b"),  # inside a text it does no harm
        (" Ann ", '" Ann "'),  # blanks are kept in quotes
        (" =cmd", '" \'=cmd"'),
        ("", '""'),
    ],
)
def test_guard_makes_a_formula_harmless(text: str, cell: str) -> None:
    """No guarded text begins a cell with a character that a spreadsheet runs."""
    assert guard(text) == cell
    assert unguard(cell) == text


@given(LINES)
@example('"')
@example('" "')
@example('" " "')
@example("''=")
@example(";'';\"=")
def test_unguard_is_the_inverse_of_guard(text: str) -> None:
    """Whatever the text, it comes back, and the cell has no blanks to trim."""
    assert unguard(guard(text)) == text
    assert trim(guard(text)) == guard(text)
    assert not guard(text).startswith(tuple("=+-@＝＋－＠"))


def test_shown_makes_blanks_visible_and_cuts_what_is_long() -> None:
    """A message stays one line, whatever the cell holds."""
    assert shown("a\u00a0b\n") == "'a\\xa0b\\n'"
    assert len(shown("x" * 1000)) < 50
