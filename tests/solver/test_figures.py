"""Figures of a plan, small enough to be counted by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from solver.figures import Figures, figures_of
from solver.problem import Assignment, Problem
from solver.reading import parse_json, plan_from, to_json
from solver.solve import front_desk
from tests.solver.builders import (
    MONDAY,
    make_clinic,
    make_course,
    make_courses,
    make_last,
    make_patients,
    make_practitioner,
    make_problem,
    make_room,
    make_session,
)
from tests.solver.planned import (
    make_appointment,
    make_assignment,
    make_plan,
    moved,
)


def counted(problem: Problem, *assignments: Assignment, **scope: object) -> Figures:
    """Figures of a plan of these assignments."""
    return figures_of(problem, assignments, **scope)


def course_of_two(**gap: int) -> Problem:
    """Ada comes on Tuesday and again two to three days later; a week is open."""
    gap = {"min_days": 2, "max_days": 3} | gap
    due = MONDAY + timedelta(days=1)
    sessions = (
        make_session("ada-1", due=due),
        make_session("ada-2", due=due + timedelta(days=2), **gap),
    )
    return make_problem(days=8, courses=(make_course(sessions=sessions),))


@pytest.mark.parametrize(
    ("days", "on_time_percent", "gap_kept_percent"),
    [
        ((), 0.0, 0.0),  # nothing has a place
        ((1,), 50.0, 0.0),  # the first on its due date, the second nowhere
        ((1, 3), 100.0, 100.0),  # both on their due dates, the least gap
        ((0, 3), 100.0, 100.0),  # the first a day early, the most gap
        ((0, 2), 100.0, 100.0),  # both early
        ((1, 4), 50.0, 100.0),  # the second a day late
        ((2, 3), 50.0, 0.0),  # the first a day late, the gap a day short
        ((1, 5), 50.0, 0.0),  # the gap a day long
    ],
)
def test_shares_count_all_sessions(days, on_time_percent, gap_kept_percent):
    """A session without a place is neither on time nor keeps its gap."""
    problem = course_of_two()
    plan = [
        make_assignment(problem, f"ada-{number}", day=day)
        for number, day in enumerate(days, start=1)
    ]
    figures = counted(problem, *plan)
    assert (figures.sessions, figures.placed) == (2, len(days))
    assert figures.unscheduled == 2 - len(days)
    assert figures.on_time_percent == on_time_percent
    assert figures.gap_kept_percent == gap_kept_percent


def test_gap_is_not_kept_to_a_session_without_a_place():
    """The second alone has a place: whatever its date, no gap is kept."""
    problem = course_of_two()
    second = make_assignment(problem, "ada-2", day=3)
    assert counted(problem, second).gap_kept_percent == 0.0


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        (0, 0.0),  # a day short
        (1, 100.0),  # the least gap
        (2, 100.0),  # the most gap
        (3, 0.0),  # a day long
    ],
)
def test_gap_counts_from_the_last_session_before_the_problem(day, kept):
    """It was held the day before the horizon."""
    session = make_session(min_days=2, max_days=3)
    course = make_course(last_session=make_last(-1), sessions=(session,))
    problem = make_problem(days=4, courses=(course,))
    figures = counted(problem, make_assignment(problem, day=day))
    assert figures.gap_kept_percent == kept


def test_first_session_of_a_patient_has_no_gap_to_keep():
    """Nothing is counted, which is not the same as nothing kept."""
    problem = make_problem()
    assert counted(problem, make_assignment(problem)).gap_kept_percent is None


@pytest.mark.parametrize(
    ("change", "patients"),
    [
        ({}, 0),  # as it was published
        ({"room": "north-2"}, 0),  # another room is no news to the patient
        ({"start": "10:05"}, 1),  # five minutes later
        ({"lead": "kim"}, 1),  # another lead
        ({"clinic": "south", "room": "south-1"}, 1),  # another clinic
        (None, 1),  # no place any more
    ],
)
def test_moved_patients_notice_it(change, patients):
    """Published appointments that change for the patient."""
    problem = make_problem(
        clinics=(make_clinic(), make_clinic(id="south")),
        rooms=tuple(
            make_room(id=room, clinic=room[:5])
            for room in ("north-1", "north-2", "south-1")
        ),
        practitioners=(make_practitioner(), make_practitioner(id="kim")),
    )
    stood = make_assignment(problem, start="10:00")
    problem = problem.model_copy(
        update={"appointments": (make_appointment(stood, "published"),)}
    )
    plan = []
    if change is not None:
        plan = [make_assignment(problem, **({"start": "10:00"} | change))]
    assert counted(problem, *plan).patients_moved == patients


@pytest.mark.parametrize("state", ["fixed", "draft"])
def test_only_published_appointments_move_patients(state):
    """A draft was told to nobody, and a fixed one that is lost is a breach."""
    problem = make_problem()
    stood = make_appointment(make_assignment(problem), state)
    problem = problem.model_copy(update={"appointments": (stood,)})
    assert counted(problem).patients_moved == 0


def test_patient_with_two_moved_appointments_counts_once():
    """Patients are counted, not appointments."""
    problem = course_of_two()
    stood = [make_assignment(problem, f"ada-{n}", day=2 * n) for n in (1, 2)]
    published = tuple(make_appointment(each, "published") for each in stood)
    problem = problem.model_copy(update={"appointments": published})
    later = [moved(each, 5) for each in stood]
    assert counted(problem, *later).patients_moved == 1


def test_only_the_courses_asked_for_are_counted():
    """A run over one clinic tells of its own sessions, and of all use."""
    problem = make_problem(
        patients=make_patients("ada", "bo"), courses=make_courses("ada", "bo")
    )
    plan = make_assignment(problem, "bo-1")
    figures = counted(problem, plan, courses=["ada"])
    assert (figures.sessions, figures.placed) == (1, 0)
    assert figures.clinics == counted(problem, plan).clinics


def test_only_the_clinics_asked_for_are_told():
    """In the order in which they are asked for; none is an answer, too."""
    problem = make_problem(clinics=(make_clinic(), make_clinic(id="south")))
    told = counted(problem, clinics=["south", "north"]).clinics
    assert [use.clinic for use in told] == ["south", "north"]
    assert counted(problem, clinics=[]).clinics == ()


def test_problem_without_sessions_has_no_percentages():
    """There is nothing to count; the clinic is open all the same."""
    figures = counted(make_problem(courses=(), patients=()))
    assert (figures.sessions, figures.placed, figures.unscheduled) == (0, 0, 0)
    assert figures.on_time_percent is figures.gap_kept_percent is None
    assert figures.clinics[0].room_use_percent == 0.0


def test_problem_without_anything_has_figures():
    """No clinic, no room, nobody."""
    problem = make_problem(
        clinics=(), rooms=(), practitioners=(), courses=(), patients=()
    )
    assert counted(problem).clinics == ()


def test_session_placed_twice_counts_where_it_is_first():
    """The checker reports it; the figures still come to something."""
    problem = make_problem()
    first, second = (
        make_assignment(problem, start=start) for start in ("09:00", "10:00")
    )
    assert counted(problem, first, second) == counted(problem, first)


def test_every_plan_carries_its_figures():
    """What is written is what the documents say, and is read back equal."""
    problem = course_of_two()
    plan = front_desk(problem)
    assert plan.figures == figures_of(problem, plan.assignments)
    assert plan_from(parse_json(to_json(plan))) == plan


def test_plans_without_figures_are_read():
    """Plans of older versions and of other makers."""
    data = parse_json(to_json(make_plan(make_problem())))
    del data["figures"]
    assert plan_from(data).figures is None
