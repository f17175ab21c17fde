"""Cells with several values: lists, pairs and weekdays."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.calendar import Weekday
from scheduler.tables.cells import Unreadable
from scheduler.tables.kinds import Kind, Whole
from scheduler.tables.layout import LINES as TEXTS
from scheduler.tables.layout import WORD, WORDS
from scheduler.tables.many import Pairs, Weekdays
from tests.scheduler.tables.strategies import LINES

MON, TUE, WED, THU, FRI, SAT, SUN = Weekday
_STAFF = Pairs(WORD, "pairs", "pairs")
_STEPS = Pairs(Whole(), "pairs", "pairs", is_distinct=False)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (WORDS, "needling", ("needling",)),
        (WORDS, "needling; cupping\u00a0", ("needling", "cupping")),  # blanks trimmed
        (WORDS, r"a\;b;c\\d;e\=f", ("a;b", r"c\d", "e=f")),  # marked characters
        (WORDS, "a=b", ("a=b",)),  # an equals sign divides pairs only
        (_STAFF, "lead=mei;therapist = ann", (("lead", "mei"), ("therapist", "ann"))),
        (_STAFF, r"a\=b=c", (("a=b", "c"),)),
        (_STEPS, "wait=5;wait=10", (("wait", 5), ("wait", 10))),  # a step may repeat
        (Weekdays(), "mon", (MON,)),
        (Weekdays(), "Mon; WED", (MON, WED)),
        (Weekdays(), "mon-fri", (MON, TUE, WED, THU, FRI)),
        (Weekdays(), "sun;mon-tue", (SUN, MON, TUE)),  # as written
        (Weekdays(), "sat-sun", (SAT, SUN)),  # the end of the week
        (Weekdays(), "mon-mon", (MON,)),
    ],
)
def test_many_reads(kind: Kind, text: str, value: Any) -> None:
    """Items come in the order in which they are written."""
    assert kind.parse(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        (WORDS, "needling;;cupping", "between two separators"),
        (WORDS, "needling;", "between two separators"),
        (WORDS, r"a\b", "backslash"),
        (WORDS, "a\\", "backslash"),
        (_STAFF, "lead", "'lead' is not one name=value"),
        (_STAFF, "lead=mei=tom", "not one name=value"),
        (_STAFF, "lead=", "between two separators"),
        (_STAFF, "lead=mei;lead=tom", "'lead' comes twice"),
        (_STEPS, "wait=5.5", ""),
        (Weekdays(), "fri-mon", "goes backwards"),
        (Weekdays(), "mon-wed-fri", "not one range"),
        (Weekdays(), "mon;mon", "twice"),
        (Weekdays(), "mon-wed;tue", "twice"),
        (Weekdays(), "tues", "did you mean tue?"),
        (Weekdays(), "mon,tue", ""),
        (Weekdays(), "1", ""),
        (Weekdays(), "mon;", ""),
    ],
)
def test_many_refuses(kind: Kind, text: str, hint: str) -> None:
    """An item that is missing, doubled or unknown refuses the cell."""
    with pytest.raises(Unreadable) as refused:
        kind.parse(text)
    assert hint in refused.value.hint


@given(st.lists(LINES, min_size=1, max_size=4).map(tuple))
def test_list_of_any_texts_is_read_as_written(items: tuple[str, ...]) -> None:
    """Separators, backslashes and blanks inside the items survive."""
    assert TEXTS.parse(TEXTS.write(items)) == items


@given(st.lists(st.tuples(LINES, LINES), min_size=1, max_size=3).map(tuple))
def test_pairs_of_any_texts_are_read_as_written(
    pairs: tuple[tuple[str, str], ...],
) -> None:
    """Equals signs on either side survive."""
    kind = Pairs(WORD, "pairs", "pairs", is_distinct=False)
    assert kind.parse(kind.write(pairs)) == pairs
