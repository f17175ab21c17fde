"""Splitting: parts are what cannot disturb each other, and nothing is lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.generator.problems import generate_problem
from solver.check import check
from solver.options import Options
from solver.solve import solve
from solver.split import split
from tests.solver.builders import (
    make_accepted,
    make_clinic,
    make_course,
    make_last,
    make_patient,
    make_practitioner,
    make_problem,
    make_room,
    make_session,
    make_shifts,
)
from tests.solver.cases import two_clinics
from tests.solver.planned import make_appointment, make_assignment
from tests.solver.strategies import SMALL, examples, problems


def two_towns(**overrides):
    """North and south with a practitioner, a room and a patient each."""
    return make_problem(
        clinics=(make_clinic(), make_clinic(id="south")),
        rooms=(make_room(), make_room(id="south-1", clinic="south")),
        practitioners=(
            make_practitioner(),
            make_practitioner(id="noa", shifts=make_shifts(clinic="south")),
        ),
        patients=(
            make_patient(),
            make_patient(id="ben", clinics=(make_accepted("south"),)),
        ),
        courses=(
            make_course(),
            make_course(id="ben", patient="ben", sessions=(make_session("ben-1"),)),
        ),
        **overrides,
    )


def names(problem) -> list[list[str]]:
    """Clinics of each part."""
    return [[clinic.id for clinic in part.clinics] for part in split(problem)]


def test_clinics_that_share_nobody_are_parts():
    """Each with its own rooms, people, patients and courses."""
    north, south = split(two_towns())
    assert [c.id for c in north.clinics] == ["north"]
    assert [r.id for r in south.rooms] == ["south-1"]
    assert [p.id for p in south.practitioners] == ["noa"]
    assert [p.id for p in south.patients] == ["ben"]
    assert [c.id for c in south.courses] == ["ben"]


def test_a_problem_in_one_piece_is_left_alone():
    """A practitioner at both clinics keeps them together."""
    problem = two_clinics()
    assert split(problem) == (problem,)


def test_a_patient_who_accepts_both_keeps_them_together():
    """Where the session is held is the optimiser's to choose."""
    both = make_patient(clinics=(make_accepted(), make_accepted("south")))
    problem = two_towns()
    patients = (both, *problem.patients[1:])
    joined = problem.model_copy(update={"patients": patients})
    assert names(joined) == [["north", "south"]]


def test_an_appointment_elsewhere_keeps_them_together():
    """What stands at a clinic takes its room, whoever accepts it."""
    problem = two_towns()
    stands = make_appointment(make_assignment(problem, "ben-1"))
    update = {"appointments": (stands,)}
    assert names(problem.model_copy(update=update)) == [["north", "south"]]


def test_somebody_only_named_comes_along_without_shifts():
    """A last session with a practitioner of another town still has its price."""
    problem = two_towns()
    course = problem.courses[1].model_copy(
        update={"last_session": make_last(-3, "mei")}
    )
    changed = problem.model_copy(update={"courses": (problem.courses[0], course)})
    _, south = split(changed)
    assert {p.id: len(p.shifts) for p in south.practitioners} == {"mei": 0, "noa": 1}


def test_a_patient_without_clinics_is_counted_once():
    """A loss belongs to one part only."""
    problem = two_towns()
    nowhere = make_patient(id="ben", clinics=())
    patients = (problem.patients[0], nowhere)
    parts = split(problem.model_copy(update={"patients": patients}))
    assert sorted(c.id for part in parts for c in part.courses) == ["ada", "ben"]


@pytest.mark.parametrize("seed", [1, 2])
def test_plans_of_parts_are_a_plan_of_the_whole(seed):
    """Put side by side they break no rule, and their costs add up."""
    problem = generate_problem(6, 7, 0.6, seed, date(2026, 11, 23))
    parts = split(problem)
    assert len(parts) > 1
    plans = [solve(part, Options(time_limit_s=60, iterations=20)) for part in parts]
    joined = plans[0].model_copy(
        update={"assignments": tuple(a for plan in plans for a in plan.assignments)}
    )
    report = check(problem, joined)
    assert not report.violations
    totals = (plan.objective.total for plan in plans if plan.objective is not None)
    assert report.total == sum(totals, Decimal(0))


@examples(40)
@given(problem=problems(SMALL), seed=st.integers(0, 99))
def test_every_course_is_in_one_part(problem, seed):
    """Whatever the problem: courses, rooms and appointments are dealt out whole."""
    parts = split(problem)
    for field in ("clinics", "rooms", "courses", "appointments"):
        whole = sorted(repr(item) for item in getattr(problem, field))
        dealt = sorted(repr(item) for part in parts for item in getattr(part, field))
        assert dealt == whole
    plan = solve(problem, Options(time_limit_s=60, iterations=10, seed=seed))
    assert not check(problem, plan).violations
