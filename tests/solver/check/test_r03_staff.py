"""R03: every role is filled by one skilled, licensed practitioner, not refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.solver.builders import (
    MONDAY,
    make_course,
    make_practitioner,
    make_problem,
    make_shifts,
)
from tests.solver.cases import lead_and_therapist
from tests.solver.judging import judge
from tests.solver.planned import make_assignment


@pytest.mark.parametrize(
    ("skills", "feasible"),
    [
        (("acupuncture", "massage"), True),  # more than needed
        (("acupuncture",), True),  # just what is needed
        (("massage",), False),  # another skill
        ((), False),
    ],
)
def test_lead_has_the_skills(skills, feasible):
    """Whoever leads has the skill of every step of the lead."""
    problem = make_problem(practitioners=(make_practitioner(skills=skills),))
    assert judge(problem, make_assignment(problem)) == (set() if feasible else {"R03"})


@pytest.mark.parametrize(
    ("staff", "feasible"),
    [
        ({"lead": "mei", "therapist": "tom"}, True),
        ({"lead": "mei", "therapist": "mei"}, True),  # one person, both roles
        ({"lead": "tom", "therapist": "tom"}, False),  # Tom may not needle
        ({"lead": "tom", "therapist": "mei"}, False),
    ],
)
def test_each_role_has_its_own_skill(staff, feasible):
    """One person may fill several roles, with the skills of all of them."""
    problem = lead_and_therapist()
    assignment = make_assignment(problem, **staff)
    assert judge(problem, assignment) == (set() if feasible else {"R03"})


@pytest.mark.parametrize(
    "staff",
    [
        {"lead": "mei"},  # nobody for the massage
        {"therapist": "tom"},  # nobody leads
        {"lead": "mei", "therapist": "tom", "helper": "tom"},  # a role too many
        {},
    ],
)
def test_roles_are_those_of_the_treatment(staff):
    """Every role is filled, and no other."""
    problem = lead_and_therapist()
    assignment = make_assignment(problem).model_copy(update={"staff": staff})
    assert "R03" in judge(problem, assignment)


@pytest.mark.parametrize(
    ("day", "licensed_until", "feasible"),
    [
        (1, 2, True),  # a day to spare
        (2, 2, True),  # the last day of the licence
        (2, 1, False),  # the day after
        (2, None, True),  # without end
        (0, -1, False),  # ended before the horizon
        (2, 99, True),  # ends long after the horizon
    ],
)
def test_licence_is_valid_on_the_date(day, licensed_until, feasible):
    """``licensed_until`` is the last day, at the clinic's date."""
    until = None
    if licensed_until is not None:
        until = MONDAY + timedelta(days=licensed_until)
    shifts = make_shifts(days=range(3))
    mei = make_practitioner(shifts=shifts, licensed_until=until)
    problem = make_problem(days=3, practitioners=(mei,))
    assignment = make_assignment(problem, day=day)
    assert judge(problem, assignment) == (set() if feasible else {"R03"})


def test_licence_counts_for_every_role():
    """Whoever massages needs a valid licence as well."""
    problem = lead_and_therapist()
    mei, tom = problem.practitioners
    expired = tom.model_copy(update={"licensed_until": MONDAY - timedelta(days=1)})
    problem = problem.model_copy(update={"practitioners": (mei, expired)})
    assert judge(problem, make_assignment(problem, therapist="tom")) == {"R03"}
    assert judge(problem, make_assignment(problem, therapist="mei")) == set()


@pytest.mark.parametrize("role", ["lead", "therapist"])
def test_refused_practitioner_fills_no_role(role):
    """A course's refusal holds for all roles."""
    problem = lead_and_therapist()
    mei, tom = problem.practitioners
    able = tom.model_copy(update={"skills": mei.skills})
    problem = problem.model_copy(
        update={
            "practitioners": (mei, able),
            "courses": (make_course(refused_practitioners=("tom",)),),
        }
    )
    assert judge(problem, make_assignment(problem)) == set()
    assert judge(problem, make_assignment(problem, **{role: "tom"})) == {"R03"}
