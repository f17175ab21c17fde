"""``meridian figures``: the figures of any plan, and use by clinic and hour."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.commands.figures import use_tables
from solver.use import ClinicUse, HourUse
from tests.api.builders import make_assignment, make_plan, make_problem
from tests.api.conftest import Run

Write = Callable[[str, Any], Path]


def make_use(clinic: str, hours: range, percent: float | None) -> ClinicUse:
    """Give a clinic whose rooms are equally full at all hours."""
    return ClinicUse(
        clinic=clinic,
        room_use_percent=percent,
        hours=tuple(HourUse(hour=hour, room_use_percent=percent) for hour in hours),
    )


def test_figures_of_a_plan(meridian: Run, write: Write) -> None:
    """One of two sessions has its place, at nine; the room is full for an hour."""
    problem = write("problem.json", make_problem())
    plan = write("plan.json", make_plan(make_assignment("c0-1", 9)))
    ended = meridian("figures", problem, plan)
    assert (ended.status, ended.err) == (0, "")
    lines = [line.split() for line in ended.out.splitlines()]
    assert ["placed", "1"] in lines
    assert ["on", "time", "50.0", "%"] in lines
    assert ["gap", "kept", "-"] in lines
    assert ["clinic", "all", "09", "10", "11"] in lines
    assert lines.count(["north", "33", "100", "0", "0"]) == 2


def test_figures_as_json(meridian: Run, write: Write) -> None:
    """The same as in a plan's own figures."""
    problem = write("problem.json", make_problem(patients=3))
    solved = meridian("solve", problem).data()
    ended = meridian("figures", problem, write("p.json", solved), "--format", "json")
    assert ended.status == 0
    assert ended.data() == solved["figures"]
    assert ended.data()["sessions"] == 3


def test_figures_are_counted_anew(meridian: Run, write: Write) -> None:
    """Whatever the plan says of itself, or if it says nothing."""
    problem = write("problem.json", make_problem())
    solved = meridian("solve", problem).data()
    told = meridian("figures", problem, write("p.json", solved)).out
    assert meridian("figures", problem, write("p.json", solved)).out == told
    for figures in (None, solved["figures"] | {"patients_moved": 7}):
        other = write("q.json", solved | {"figures": figures})
        assert meridian("figures", problem, other).out == told


def test_figures_of_a_problem_without_clinics(meridian: Run, write: Write) -> None:
    """Nothing to count is no error."""
    nothing = make_problem(patients=0, clinics=[], rooms=[], practitioners=[])
    problem = write("problem.json", nothing)
    ended = meridian("figures", problem, write("plan.json", make_plan()))
    assert (ended.status, ended.err) == (0, "")
    assert "sessions             0\n" in ended.out


def test_figures_refuse_a_plan_of_another_problem(meridian: Run, write: Write) -> None:
    """A plan says which problem it is for; another one is bad input."""
    problem = write("problem.json", make_problem())
    plan = write("plan.json", make_plan(problem="week"))
    ended = meridian("figures", problem, plan)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == f"{plan}: problem: must be 'small', got 'week'.\n"


@pytest.mark.parametrize(
    ("hours", "tables"),
    [
        (range(9, 18), 1),  # a working day
        (range(8, 20), 1),  # as many hours as stand side by side
        (range(8, 21), 2),  # an hour more
        (range(24), 2),  # day and night
    ],
)
def test_use_fits_88_columns(hours: range, tables: int) -> None:
    """However long a clinic's name and day are, and however full it is."""
    uses = [make_use("a-clinic-with-a-very-long-name", hours, 100.0)]
    found = list(use_tables(uses, "room_use_percent"))
    assert len(found) == tables
    assert max(len(line) for text in found for line in text.splitlines()) <= 88
    assert all("a-clinic-with-a-ver…" in text for text in found)


def test_use_of_clinics_with_other_hours() -> None:
    """Closed is blank, open without anything to use a dash."""
    uses = [make_use("early", range(8, 9), 40.0), make_use("late", range(9, 10), None)]
    (text,) = use_tables(uses, "room_use_percent")
    early, late = text.splitlines()[2:]
    assert early.split() == ["early", "40", "40"]
    assert late.split() == ["late", "-", "-"]
    assert len(early) < len(late)
