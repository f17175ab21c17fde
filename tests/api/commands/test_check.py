"""``meridian check``: every term, every violation, and the exit status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.api.builders import make_assignment, make_plan, make_problem
from tests.api.conftest import Run

Write = Callable[[str, Any], Path]


def test_check_of_a_right_plan_is_0(meridian: Run, write: Write) -> None:
    """Every term is shown, the total below them, and that no rule is broken."""
    problem = write("problem.json", make_problem())
    plan = write("plan.json", make_plan(make_assignment("c0-1", 9)))
    ended = meridian("check", problem, plan)
    assert (ended.status, ended.err) == (0, "")
    lines = [line.split() for line in ended.out.splitlines()]
    assert ["unscheduled", "1,000"] in lines
    assert ["total", "1,000"] in lines
    assert ended.out.endswith("\nNo violations.\n")


def test_check_of_a_wrong_plan_is_1(meridian: Run, write: Write) -> None:
    """Each violation has its rule, its session and a sentence."""
    both = (make_assignment("c0-1", 9), make_assignment("c1-1", 9))
    problem = write("problem.json", make_problem())
    ended = meridian("check", problem, write("plan.json", make_plan(*both)))
    assert ended.status == 1
    assert "\n3 violations:\n" in ended.out
    rows = ended.out.partition("\n3 violations:\n")[2].splitlines()[2:]
    assert {row.split()[0] for row in rows} == {"R02", "R04", "R07"}
    assert all("c1-1" in row or "c0-1" in row for row in rows)


def test_check_as_json(meridian: Run, write: Write) -> None:
    """The same for programs; the exit status is the same too."""
    plan = make_plan(make_assignment("c0-1", 17))
    problem = write("problem.json", make_problem())
    ended = meridian("check", problem, write("p.json", plan), "--format", "json")
    assert ended.status == 1
    data = ended.data()
    assert (data["problem"], data["total"]) == ("small", 1000)
    assert data["terms"]["unscheduled"] == 1000
    assert {v["rule"] for v in data["violations"]} == {"R05"}
    assert data["violations"][0]["session"] == "c0-1"


def test_check_refuses_a_plan_of_another_problem(meridian: Run, write: Write) -> None:
    """A plan says which problem it is for; another one is bad input."""
    problem = write("problem.json", make_problem())
    plan = write("plan.json", make_plan(problem="week"))
    ended = meridian("check", problem, plan)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == f"{plan}: problem: must be 'small', got 'week'.\n"


def test_check_names_a_file_that_is_missing(meridian: Run, write: Write) -> None:
    """The line says which of the two files cannot be read, and why."""
    ended = meridian("check", write("p.json", make_problem()), "plan.json")
    assert ended.status == 2
    assert ended.err == "plan.json: cannot be read: No such file or directory.\n"
