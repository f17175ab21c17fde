"""Plain text tables and the figures in them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from api.tables import figure, percentage, shortened, table


def test_table_aligns_and_never_cuts() -> None:
    """Columns line up, numbers to the right, and no line ends in blanks."""
    text = table(
        [("unscheduled", "12,000"), ("x", "5")],
        heading=("term", "cost"),
        numbers=frozenset({1}),
    )
    assert text == (
        "term           cost\n"
        "-----------  ------\n"
        "unscheduled  12,000\n"
        "x                 5\n"
    )


def test_table_counts_the_columns_a_letter_fills() -> None:
    """A letter that fills two columns of a terminal counts as two."""
    assert table([("東京", "a"), ("abcd", "b")]) == "東京  a\nabcd  b\n"


def test_table_of_nothing_is_nothing() -> None:
    """No rows and no heading make no line."""
    assert table([]) == ""


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "-"),
        (0, "0"),
        (Decimal("0.0"), "0"),
        (Decimal("12.50"), "12.5"),
        (Decimal("1E+3"), "1,000"),
        (28833, "28,833"),
    ],
)
def test_figure_is_exact_and_readable(value: Decimal | None, shown: str) -> None:
    """Half units stay, zeros without meaning go, thousands are grouped."""
    assert figure(value) == shown


def test_percentage_has_one_decimal() -> None:
    """A share of 0.0163 is 1.6 %."""
    assert (percentage(0.0163), percentage(None)) == ("1.6 %", "-")


def test_table_keeps_a_row_on_its_line() -> None:
    """An id may hold any letter; what no terminal shows is written as its escape."""
    assert table([("a\nb", "\x1b[31m")]) == "a\\nb  \\x1b[31m\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("north", "north"),  # as wide as allowed
        ("norths", "nort…"),  # a letter more
        ("診療所", "診療…"),  # two columns a letter
        ("a\nb", "a\\nb"),  # what breaks a line is written out
    ],
)
def test_shortened_text_shows_that_it_was_cut(text: str, shown: str) -> None:
    """At most five columns, the mark included."""
    assert shortened(text, 5) == shown
