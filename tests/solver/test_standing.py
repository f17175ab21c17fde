"""What stands already: fixed appointments, published ones, drafts, a start plan."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.check import check
from solver.plan import Plan, Status
from solver.problem import Assignment, Problem
from solver.solve import Options, front_desk, solve
from tests.solver.builders import (
    MONDAY,
    make_break,
    make_clinic,
    make_course,
    make_hours,
    make_patient,
    make_patients,
    make_practitioner,
    make_problem,
    make_rest,
    make_room,
    make_session,
    make_shifts,
    make_span,
    make_step,
    make_travel,
    make_treatment,
    make_window,
)
from tests.solver.cases import lead_and_therapist, one_room_two_patients, two_clinics
from tests.solver.planned import (
    later,
    make_appointment,
    make_assignment,
    make_plan,
    moved,
)
from tests.solver.strategies import examples, problems


def standing(problem: Problem, *assignments: Assignment, state: str = "fixed"):
    """The problem with these appointments."""
    appointments = tuple(make_appointment(a, state) for a in assignments)
    return problem.model_copy(update={"appointments": appointments})


def place_of(plan: Plan, session: str) -> Assignment | None:
    """Where a session is in a plan."""
    return {a.session: a for a in plan.assignments}.get(session)


def changed(assignment: Assignment, **update: object) -> Assignment:
    """An assignment with some fields changed."""
    return assignment.model_copy(update=update)


def two_patients_lead_and_therapist() -> Problem:
    """Two rooms, Mei and Tom, needling, massage and removal for two patients."""
    two = one_room_two_patients()
    return lead_and_therapist(
        days=3,
        rooms=(
            make_room(),
            make_room(id="north-2"),
            make_room(id="far", clinic="south"),
        ),
        clinics=(
            make_clinic(opening=make_hours(days=range(3))),
            make_clinic(id="south"),
        ),
        practitioners=tuple(
            make_practitioner(id=who, skills=skills, shifts=make_shifts(days=range(3)))
            for who, skills in (
                ("mei", ("acupuncture", "massage")),
                ("tom", ("massage",)),
            )
        ),
        patients=two.patients,
        courses=two.courses,
    )


def wrong_ways() -> dict[str, Assignment]:
    """Appointments of Ada's that no rule allows, each wrong in its own way."""
    problem = two_patients_lead_and_therapist()
    right = make_assignment(problem, "ada-1", "09:00", therapist="tom")
    *steps, last = right.steps
    return {
        "before the horizon": moved(right, -1440),
        "long before": moved(right, -100 * 1440),
        "after the horizon": moved(right, 3 * 1440),
        "long after": moved(right, 100 * 1440),
        "centuries after": moved(right, 200 * 365 * 1440),
        "off the grid": moved(right, 3),
        "before opening": moved(right, -60),
        "over closing": moved(right, 150),
        "at night": moved(right, 14 * 60),
        "over midnight": moved(right, 14 * 60 + 45),
        "without a role": changed(right, staff={"lead": "mei"}),
        "with a role too many": changed(right, staff=right.staff | {"helper": "tom"}),
        "led without skill": changed(right, staff={"lead": "tom", "therapist": "mei"}),
        "in another clinic's room": changed(right, room="far"),
        "in a clinic not accepted": changed(right, clinic="south", room="far"),
        "with a step too short": changed(
            right, steps=(*steps, changed(last, to=last.to - timedelta(minutes=1)))
        ),
        "with a step too long": changed(
            right, steps=(*steps, changed(last, to=last.to + timedelta(minutes=60)))
        ),
        "with a step too few": changed(right, steps=tuple(steps)),
        "with other steps": changed(
            right, steps=tuple(changed(step, name="other") for step in right.steps)
        ),
        "with overlapping steps": changed(
            right, steps=(*steps, changed(last, from_=right.start, to=last.from_))
        ),
    }


@pytest.mark.parametrize("way", sorted(wrong_ways()))
@pytest.mark.parametrize("iterations", [0, 50])
def test_wrong_fixed_appointment_stays_and_is_planned_around(way, iterations, caplog):
    """
    It stays to the letter, the status says infeasible, and no rule is broken by
    anybody else.
    """
    wrong = wrong_ways()[way]
    problem = standing(two_patients_lead_and_therapist(), wrong)
    with caplog.at_level(logging.ERROR):
        plan = solve(problem, Options(time_limit_s=30, iterations=iterations))
    report = check(problem, plan)
    assert place_of(plan, "ada-1") == wrong
    assert place_of(plan, "ben-1") is not None
    assert {violation.session for violation in report.violations} == {"ada-1"}
    assert plan.status is Status.INFEASIBLE
    assert plan.objective is not None
    assert plan.objective.total == report.total
    assert not caplog.records


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"practitioners": (make_practitioner(licensed_until="2026-11-22"),)}, "R03"),
        ({"courses": (make_course(cleared_until="2026-11-22"),)}, "R12"),
        ({"courses": (make_course(refused_practitioners=("mei",)),)}, "R03"),
        ({"patients": (make_patient(available=()),)}, "R10"),
        ({"patients": (make_patient(clinics=()),)}, "R10"),
        (
            {"patients": (make_patient(unavailable=(make_span("09:30", "10:00"),)),)},
            "R10",
        ),
        ({"clinics": (make_clinic(opening=()),)}, "R05"),
        ({"practitioners": (make_practitioner(shifts=()),)}, "R05"),
        ({"rooms": (make_room(unavailable=(make_span("09:39", "10:00"),)),)}, "R02"),
        ({"treatments": (make_treatment(room_features=("couch",)),)}, "R02"),
        ({"practitioners": (make_practitioner(max_sessions_per_day=0),)}, "R07"),
        (
            {
                "practitioners": (
                    make_practitioner(
                        break_=make_break(minutes=60, from_="09:00", to="10:00")
                    ),
                )
            },
            "R08",
        ),
    ],
)
def test_fixed_appointment_that_the_world_left_behind(change, rule):
    """An expired licence, a closed clinic: only what is fixed breaks the rule."""
    problem = make_problem(**change)
    problem = standing(problem, make_assignment(problem))
    plan = front_desk(problem)
    assert plan.status is Status.INFEASIBLE
    assert {v.rule for v in check(problem, plan).violations} == {rule}
    assert plan.bound == 0


@pytest.mark.parametrize("days_before", [1, 3, 5])
def test_fixed_long_before_is_still_in_the_way(days_before):
    """Its room is cleaned for six days, and its lead travels for as long."""
    days = range(7)
    hours = {"days": days, "from_": "00:00", "to": "24:00"}
    both = make_shifts(**hours) + make_shifts(**hours, clinic="south")
    problem = two_clinics(
        days=7,
        clinics=(
            make_clinic(opening=make_hours(**hours)),
            make_clinic(id="south", opening=make_hours(**hours)),
        ),
        rooms=(
            make_room(turnover_minutes=6 * 1440),
            make_room(id="south-1", clinic="south"),
        ),
        practitioners=(make_practitioner(shifts=both),),
        travel=(make_travel(minutes=6 * 1440),),
    )
    before = moved(make_assignment(problem, "ada-1", "09:00"), -days_before * 1440)
    plan = front_desk(standing(problem, before))
    report = check(problem, plan)
    ben = place_of(plan, "ben-1")
    assert {violation.session for violation in report.violations} == {"ada-1"}
    assert ben is not None
    assert ben.start == later(before.steps[-1].to, 6 * 1440)


def test_fixed_appointments_of_one_course_in_the_wrong_order():
    """The second before the first: a price of its own, and nobody else's fault."""
    gap = {"min_days": 0, "ideal_days": 1.5, "max_days": 9}
    sessions = tuple(make_session(f"ada-{k}", **gap) for k in (1, 2, 3))
    problem = make_problem(days=4, courses=(make_course(sessions=sessions),))
    problem = standing(
        problem,
        make_assignment(problem, "ada-1", day=2),
        make_assignment(problem, "ada-2", day=1),
    )
    plan = front_desk(problem)
    assert plan.status is Status.INFEASIBLE
    report = check(problem, plan)
    assert {v.rule for v in report.violations} == {"R11"}
    assert plan.objective is not None
    assert plan.objective.terms == report.terms


def test_lost_break_keeps_nobody_from_work_outside_its_window():
    """A fixed session took Mei's break; what lies outside the window is planned."""
    mei = make_practitioner(break_=make_break(minutes=60, from_="09:00", to="10:00"))
    problem = one_room_two_patients(practitioners=(mei,))
    problem = standing(problem, make_assignment(problem, "ada-1"))
    plan = front_desk(problem)
    ben = place_of(plan, "ben-1")
    assert ben is not None
    assert ben.steps[0].from_ >= make_span("10:00", "11:00").from_


def test_fixed_start_off_the_grid_is_priced_as_it_is():
    """A wish from 09:02 is fulfilled at 09:03, though no tick lies between."""
    wish = (make_window("09:02", "09:04"),)
    problem = make_problem(patients=(make_patient(preferred=wish),))
    problem = standing(problem, moved(make_assignment(problem), 3))
    plan = front_desk(problem)
    assert plan.objective is not None
    assert plan.objective.total == check(problem, plan).total == 0


@pytest.mark.parametrize("state", ["published", "draft"])
def test_what_stands_and_is_legal_is_kept(state):
    """The front desk begins with what stands, though other places are as cheap."""
    problem = one_room_two_patients()
    stands = make_assignment(problem, "ben-1", "10:25")
    plan = front_desk(standing(problem, stands, state=state))
    assert place_of(plan, "ben-1") == stands


def test_published_comes_before_draft():
    """Of two that stand in one place, the promise is kept."""
    problem = one_room_two_patients()
    promise = make_appointment(make_assignment(problem, "ben-1", "10:00"), "published")
    idea = make_appointment(make_assignment(problem, "ada-1", "09:50"), "draft")
    problem = problem.model_copy(update={"appointments": (idea, promise)})
    plan = front_desk(problem)
    assert place_of(plan, "ben-1") == promise.assignment()
    assert place_of(plan, "ada-1") is not None


@pytest.mark.parametrize("way", sorted(wrong_ways()))
@pytest.mark.parametrize("state", ["published", "draft"])
def test_what_stands_and_is_illegal_is_moved(way, state):
    """Nobody is fixed to what no rule allows."""
    problem = two_patients_lead_and_therapist()
    problem = standing(problem, wrong_ways()[way], state=state)
    plan = front_desk(problem)
    report = check(problem, plan)
    assert not report.violations
    assert plan.objective is not None
    assert plan.objective.total == report.total
    assert place_of(plan, "ada-1") is not None


@pytest.mark.parametrize("way", sorted(wrong_ways()))
def test_start_plan_is_used_as_far_as_it_is_legal(way):
    """What no longer fits is left; the rest is where it was."""
    problem = two_patients_lead_and_therapist()
    kept = make_assignment(problem, "ben-1", "10:30", day=1)
    start = make_plan(problem, wrong_ways()[way], kept)
    plan = solve(problem, Options(time_limit_s=0), start=start)
    assert not check(problem, plan).violations


@pytest.mark.parametrize(
    "update",
    [
        {"session": "nobody-1"},
        {"clinic": "nowhere"},
        {"room": "nowhere"},
        {"staff": {"lead": "nobody", "therapist": "tom"}},
        {"staff": {"therapist": "tom"}},
        {"staff": {}},
        {"steps": ()},
    ],
)
def test_start_plan_may_name_what_is_no_more(update):
    """A practitioner who left, a room that was given up: that part is left out."""
    problem = two_patients_lead_and_therapist()
    gone = make_assignment(problem, "ada-1", therapist="tom").model_copy(update=update)
    kept = make_assignment(problem, "ben-1", "10:30", therapist="tom")
    plan = solve(problem, Options(time_limit_s=0), start=make_plan(problem, gone, kept))
    assert not check(problem, plan).violations
    assert {a.session for a in plan.assignments} == {"ada-1", "ben-1"}


def test_better_start_plan_is_kept():
    """Where the front desk would do worse."""
    wish = (make_window("11:00", "12:00"),)
    problem = one_room_two_patients(
        patients=make_patients("ada", "ben", preferred=wish),
        treatments=(make_treatment(steps=(make_step(), make_rest("rest", 15))),),
    )
    good = make_plan(
        problem,
        make_assignment(problem, "ada-1", "11:00"),
        make_assignment(problem, "ben-1", "11:30"),
    )
    plan = solve(problem, Options(time_limit_s=0), start=good)
    assert plan.assignments == good.assignments


@examples(30)
@given(problems(), st.data())
def test_any_plan_may_be_a_start(problem, data):
    """The answer is never worse than the front desk's, and never illegal."""
    desk = front_desk(problem)
    kept = [a for a in desk.assignments if data.draw(st.booleans())]
    shifted = [moved(a, data.draw(st.sampled_from((0, 0, 5, 1440)))) for a in kept]
    start = make_plan(problem, *shifted)
    plan = solve(problem, Options(time_limit_s=0), start=start)
    assert not check(problem, plan).violations
    assert plan.objective is not None
    assert desk.objective is not None
    assert plan.objective.total <= desk.objective.total


def test_horizon_begins_on_monday():
    """The cases above count their days from there."""
    assert two_patients_lead_and_therapist().horizon.start == MONDAY
