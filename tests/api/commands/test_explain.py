"""``meridian explain``: why there, why nowhere, what would help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.api.builders import (
    MONDAY,
    make_assignment,
    make_plan,
    make_problem,
    make_session,
)
from tests.api.conftest import Run

Write = Callable[[str, Any], Path]


def test_explain_of_a_placed_session_is_0(meridian: Run, write: Write) -> None:
    """Where it is, and what other places would cost."""
    problem = write("problem.json", make_problem(patients=1, days=2))
    plan = write("plan.json", make_plan(make_assignment("c0-1", 9)))
    ended = meridian("explain", problem, plan, "c0-1")
    assert (ended.status, ended.err) == (0, "")
    first = ended.out.splitlines()[0]
    assert first == (
        "Session c0-1 is at north in north-1, Mon 2026-11-30 09:00+00:00, with mei."
    )
    assert "+2.5  Tue 2026-12-01 09:00  north   north-1  mei" in ended.out


def test_explain_of_a_session_without_a_place_is_1(meridian: Run, write: Write) -> None:
    """The rules that refuse it, and the nearest changes that would let it in."""
    only_monday = make_session("c3-1", latest=MONDAY)
    data = make_problem(patients=4, days=2)
    data["courses"][3]["sessions"] = [only_monday]
    problem = write("problem.json", data)
    taken = [make_assignment(f"c{n}-1", 9 + n) for n in range(3)]
    plan = write("plan.json", make_plan(*taken))
    ended = meridian("explain", problem, plan, "c3-1")
    assert ended.status == 1
    assert ended.out.startswith("Session c3-1 has no place. This plan has no room")
    assert "R07" in ended.out
    assert "Changes that would let it in, the least intrusive first:" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 88


def test_explain_as_json(meridian: Run, write: Write) -> None:
    """The same for programs."""
    problem = write("problem.json", make_problem(patients=1))
    ended = meridian(
        "explain", problem, write("p.json", make_plan()), "c0-1", "--format", "json"
    )
    assert ended.status == 1
    data = ended.data()
    assert (data["session"], data["assignment"]) == ("c0-1", None)
    assert data["alternatives"][0]["assignment"]["clinic"] == "north"


def test_explain_refuses_an_unknown_session(meridian: Run, write: Write) -> None:
    """The line names the file that has no such session."""
    problem = write("problem.json", make_problem())
    ended = meridian("explain", problem, write("p.json", make_plan()), "c9-9")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"{problem}: SESSION must be the id of a session")


def test_explain_of_a_plan_that_breaks_rules_is_2(meridian: Run, write: Write) -> None:
    """What stands where nothing can leaves nothing to compare: it is told instead."""
    problem = write("problem.json", make_problem(patients=2))
    plan = write("plan.json", make_plan(make_assignment("c0-1", 9, staff={})))
    ended = meridian("explain", problem, plan, "c1-1")
    assert (ended.status, ended.out) == (2, "")
    assert "plan.json: R03 session 'c0-1'" in ended.err


def test_explain_bears_with_fixed_appointments_that_break_rules(
    meridian: Run, write: Write
) -> None:
    """They stand as they are, and their plan is explained around them."""
    held = make_assignment("c0-1", 22)  # long after closing
    data = make_problem(patients=2, appointments=[{**held, "state": "fixed"}])
    problem = write("problem.json", data)
    plan = write("plan.json", make_plan(held))
    assert meridian("check", problem, plan).status == 1
    ended = meridian("explain", problem, plan, "c1-1")
    assert (ended.status, ended.err) == (1, "")


def test_explain_escapes_what_is_no_letter(meridian: Run, write: Write) -> None:
    """An id is the user's, a line is ours."""
    data = make_problem(patients=1)
    data["courses"][0]["sessions"][0]["id"] = "c0\n\x1b[31m"
    problem = write("problem.json", data)
    plan = write("plan.json", make_plan())
    ended = meridian("explain", problem, plan, "c0\n\x1b[31m")
    assert ended.out.startswith("Session c0\\n\\x1b[31m has no place.\n")


def test_explain_without_a_session_is_a_line_for_each(
    meridian: Run, write: Write
) -> None:
    """Those without a place, each with its reason and what would help most easily."""
    data = make_problem(patients=5, days=1)
    data["patients"][4]["available"] = []
    problem = write("problem.json", data)
    taken = [make_assignment(f"c{n}-1", 9 + n) for n in range(3)]
    ended = meridian("explain", problem, write("plan.json", make_plan(*taken)))
    assert ended.status == 1
    heading, _, first, second, _, count = ended.out.splitlines()
    assert heading.split()[:3] == ["session", "reason", "change"]
    assert first.split()[:2] == ["c3-1", "R07"]
    assert second.startswith("c4-1     R10 (no plan can)")
    assert count.startswith("2 without a place:")
    assert count.endswith("no plan can place 1.")


def test_explain_of_a_plan_without_losses_is_0(meridian: Run, write: Write) -> None:
    """There is nothing to tell, and a program gets an empty list."""
    problem = write("problem.json", make_problem(patients=1))
    plan = write("plan.json", make_plan(make_assignment("c0-1", 9)))
    ended = meridian("explain", problem, plan)
    assert (ended.status, ended.out) == (0, "Every session has a place.\n")
    ended = meridian("explain", problem, plan, "--format", "json")
    assert (ended.status, ended.data()) == (0, [])


def test_explain_says_when_no_plan_can(meridian: Run, write: Write) -> None:
    """The patient never comes, whatever else is planned."""
    data = make_problem(patients=1)
    data["patients"][0]["available"] = []
    plan = write("plan.json", make_plan())
    ended = meridian("explain", write("problem.json", data), plan, "c0-1")
    assert ended.status == 1
    assert "No plan can place it, even alone:\n  R10: patient unavail" in ended.out
    assert "Ask patient 'p0' to come on Monday at 09:00." in ended.out


def test_explain_tells_programs_what_to_edit(meridian: Run, write: Write) -> None:
    """The entry, the field and its new value, as in the problem's document."""
    data = make_problem(patients=1)
    data["patients"][0]["available"] = []
    plan = write("plan.json", make_plan())
    ended = meridian(
        "explain", write("problem.json", data), plan, "c0-1", "--format", "json"
    )
    (fix,) = ended.data()["fixes"]
    window = {"days": ["mon"], "from": "09:00", "to": "10:00"}
    assert fix["edit"] == {
        "entries": "patients",
        "id": "p0",
        "field": "available",
        "value": [window],
    }


def test_explain_of_a_fixed_session_is_short(meridian: Run, write: Write) -> None:
    """It stays where it is."""
    held = make_assignment("c0-1", 9)
    data = make_problem(patients=1, appointments=[{**held, "state": "fixed"}])
    plan = write("plan.json", make_plan(held))
    ended = meridian("explain", write("problem.json", data), plan, "c0-1")
    assert ended.status == 0
    assert "R13: it is fixed" in ended.out
    assert "Other places" not in ended.out
