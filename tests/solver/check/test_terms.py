"""Every term of the objective, by hand."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from solver.check import check
from tests.solver.builders import (
    MONDAY,
    make_accepted,
    make_clinic,
    make_course,
    make_hours,
    make_last,
    make_patient,
    make_practitioner,
    make_problem,
    make_session,
    make_shifts,
    make_weights,
    make_window,
)
from tests.solver.cases import course_of_two, two_clinics
from tests.solver.exact.test_model import terms_in_model
from tests.solver.planned import make_appointment, make_assignment, make_plan


def priced(problem, *assignments) -> dict[str, Decimal]:
    """Terms that are not 0, after checker and exact model have agreed on them."""
    terms = check(problem, make_plan(problem, *assignments)).terms
    assert terms_in_model(problem, assignments) == terms
    return {name: value for name, value in terms.items() if value}


def test_a_plan_without_a_wish_unfulfilled_costs_nothing():
    """On its due date, with nobody's wish ignored."""
    problem = make_problem()
    assert priced(problem, make_assignment(problem)) == {}


@pytest.mark.parametrize(
    ("priority", "cost"),
    [(1, 1000), (2, 2000), (7, 7000)],
)
def test_unscheduled_is_weighed_by_priority(priority, cost):
    """``weights.unscheduled x priority`` for each session without a place."""
    course = make_course(sessions=(make_session(priority=priority),))
    problem = make_problem(courses=(course,))
    assert priced(problem) == {"unscheduled": cost}


@pytest.mark.parametrize(
    ("due", "day", "cost"),
    [
        (2, 0, None),  # early is not late
        (2, 2, None),  # on the day
        (2, 3, Decimal("2.5")),  # a day after
        (2, 5, Decimal("7.5")),  # the last day of the horizon
        (-4, 0, Decimal(10)),  # due before the horizon
    ],
)
def test_lateness_counts_days_after_due(due, day, cost):
    """``late_penalty_per_day`` for each."""
    session = make_session(due=MONDAY + timedelta(days=due), late_penalty_per_day=2.5)
    problem = make_problem(days=6, courses=(make_course(sessions=(session,)),))
    expected = {"lateness": cost} if cost else {}
    assert priced(problem, make_assignment(problem, day=day)) == expected


@pytest.mark.parametrize(
    ("ideal_days", "days", "cost"),
    [
        (3, 3, None),  # as it should be
        (3, 1, 8),  # two days early
        (3, 5, 8),  # two days late
        (3.5, 3, 2),  # half a day early
        (3.5, 4, 2),  # half a day late
        (3.5, 5, 6),  # a day and a half
        (2.25, 3, 3),  # quarters are real too
    ],
)
def test_cadence_counts_days_off_the_ideal(ideal_days, days, cost):
    """``penalty_per_day`` for each, halves exactly."""
    problem = course_of_two(
        min_days=1, max_days=9, ideal_days=ideal_days, penalty_per_day=4
    )
    assignments = (
        make_assignment(problem, "ada-1", day=0),
        make_assignment(problem, "ada-2", day=days),
    )
    assert priced(problem, *assignments) == ({"cadence": cost} if cost else {})


def test_cadence_counts_only_after_the_session_just_before():
    """Where that one is left out, nothing is counted."""
    sessions = (
        make_session("ada-1"),
        make_session("ada-2"),
        make_session("ada-3", min_days=0, ideal_days=0, max_days=1),
    )
    problem = make_problem(days=6, courses=(make_course(sessions=sessions),))
    plan = (
        make_assignment(problem, "ada-1", day=0),
        make_assignment(problem, "ada-3", day=5),
    )
    assert priced(problem, *plan) == {"unscheduled": 1000}


@pytest.mark.parametrize(
    ("last_day", "day", "cost"),
    [
        (-2, 0, None),  # two days, as it should be
        (-2, 3, 12),  # three more
        (-30, 0, 112),  # 28 too many: after `last_session` no most binds
    ],
)
def test_cadence_counts_from_the_last_session(last_day, day, cost):
    """``last_session`` counts as the session just before the first."""
    session = make_session(min_days=1, ideal_days=2, max_days=3, penalty_per_day=4)
    course = make_course(sessions=(session,), last_session=make_last(last_day))
    problem = make_problem(days=6, courses=(course,))
    expected = {"cadence": cost} if cost else {}
    assert priced(problem, make_assignment(problem, day=day)) == expected


def test_last_session_is_not_just_before_the_second():
    """With the first left out there is neither cadence nor continuity."""
    sessions = (make_session("ada-1"), make_session("ada-2", ideal_days=1))
    course = make_course(sessions=sessions, last_session=make_last(-5, "kim"))
    people = (make_practitioner(), make_practitioner(id="kim"))
    problem = make_problem(courses=(course,), practitioners=people)
    assert priced(problem, make_assignment(problem, "ada-2")) == {"unscheduled": 1000}


def test_clinic_preference_is_the_patients_penalty():
    """What the patient says it costs to come there."""
    problem = two_clinics()
    accepted = (make_accepted("north", 0), make_accepted("south", 12.5))
    ada = make_patient(clinics=accepted)
    problem = problem.model_copy(
        update={"patients": (ada,), "courses": problem.courses[:1]}
    )
    south = make_assignment(problem, "ada-1", clinic="south", room="south-1")
    assert priced(problem, south) == {"clinic_preference": Decimal("12.5")}
    assert priced(problem, make_assignment(problem, "ada-1")) == {}


@pytest.mark.parametrize(
    ("windows", "start", "is_wished"),
    [
        ([("09:30", "10:00")], "09:30", True),  # as the window begins
        ([("09:30", "10:00")], "09:25", False),  # a tick before
        ([("09:30", "10:00")], "09:55", True),  # starts inside, ends outside
        ([("09:30", "10:00")], "10:00", False),  # as it ends
        ([("09:32", "10:00")], "09:30", False),  # before a window off the grid
        ([("09:30", "10:02")], "10:00", True),  # inside such a window
        ([("09:00", "09:30"), ("11:00", "11:30")], "11:15", True),
        ([("09:00", "10:30"), ("10:00", "11:30")], "10:15", True),  # in both
    ],
)
def test_time_preference_asks_where_the_start_lies(windows, start, is_wished):
    """``from <= start < to`` of one preferred window, clinic time."""
    preferred = tuple(make_window(*window) for window in windows)
    problem = make_problem(patients=(make_patient(preferred=preferred),))
    expected = {} if is_wished else {"time_preference": 15}
    assert priced(problem, make_assignment(problem, start=start)) == expected


def test_time_preference_is_of_the_day():
    """A wish for Tuesdays is none for Mondays."""
    tuesdays = make_window(days=("tue",))
    problem = make_problem(days=2, patients=(make_patient(preferred=(tuesdays,)),))
    monday, tuesday = (make_assignment(problem, day=day) for day in (0, 1))
    assert priced(problem, monday) == {"time_preference": 15}
    assert priced(problem, tuesday) == {}


@pytest.mark.parametrize(
    ("wish", "lead", "cost"),
    [(None, "kim", None), ("kim", "kim", None), ("mei", "kim", 21)],
)
def test_practitioner_preference_is_about_the_lead(wish, lead, cost):
    """Of a course that has a wish."""
    people = (make_practitioner(), make_practitioner(id="kim"))
    course = make_course(preferred_practitioner=wish)
    problem = make_problem(practitioners=people, courses=(course,))
    expected = {"practitioner_preference": cost} if cost else {}
    assert priced(problem, make_assignment(problem, lead=lead)) == expected


@pytest.mark.parametrize(
    ("leads", "last_lead", "cost"),
    [
        (("mei", "mei"), None, None),  # the same throughout
        (("mei", "kim"), None, 11),  # changed once
        (("mei", "kim"), "kim", 22),  # changed twice, the past counted
        (("mei", "mei"), "mei", None),
        ((None, "kim"), "mei", None),  # nobody just before
    ],
)
def test_continuity_counts_changes_of_lead(leads, last_lead, cost):
    """Between sessions just after each other, ``last_session`` among them."""
    shifts = make_shifts(days=range(6))
    people = tuple(make_practitioner(id=who, shifts=shifts) for who in ("mei", "kim"))
    last = make_last(-3, last_lead) if last_lead else None
    problem = course_of_two()
    course = problem.courses[0].model_copy(update={"last_session": last})
    problem = problem.model_copy(update={"courses": (course,), "practitioners": people})
    assignments = [
        make_assignment(problem, f"ada-{k}", day=k, lead=lead)
        for k, lead in enumerate(leads, start=1)
        if lead
    ]
    expected = {"continuity": cost} if cost else {}
    if None in leads:
        expected["unscheduled"] = 1000
    assert priced(problem, *assignments) == expected


@pytest.mark.parametrize(
    ("comfortable", "days", "cost"),
    [
        (2, (0, 0), None),  # as many as is comfortable
        (1, (0, 0), 7),  # one above
        (0, (0, 0), 14),  # two above
        (1, (0, 1), None),  # one a day
        (0, (0, 5), 14),  # above on two days, the last one too
    ],
)
def test_overload_counts_sessions_above_comfortable(comfortable, days, cost):
    """By lead and date."""
    problem = course_of_two()
    mei = problem.practitioners[0].model_copy(
        update={"comfortable_sessions_per_day": comfortable}
    )
    problem = problem.model_copy(update={"practitioners": (mei,)})
    assignments = (
        make_assignment(problem, "ada-1", "09:00", day=days[0]),
        make_assignment(problem, "ada-2", "10:00", day=days[1]),
    )
    assert priced(problem, *assignments) == ({"overload": cost} if cost else {})


def published(state: str = "published"):
    """Ada stands at north at 10:00 on Monday, led by Mei; all may change."""
    days = range(3)
    problem = two_clinics(days=3)
    shifts = make_shifts(days=days) + make_shifts(days=days, clinic="south")
    problem = problem.model_copy(
        update={
            "clinics": tuple(
                make_clinic(id=name, opening=make_hours(days=days))
                for name in ("north", "south")
            ),
            "practitioners": tuple(
                make_practitioner(id=name, shifts=shifts) for name in ("mei", "kim")
            ),
            "courses": problem.courses[:1],
        }
    )
    stands = make_assignment(problem, "ada-1", "10:00")
    return problem.model_copy(
        update={"appointments": (make_appointment(stands, state),)}
    )


SOUTH = {"clinic": "south", "room": "south-1"}


@pytest.mark.parametrize(
    ("change", "cost"),
    [
        ({}, None),
        ({"start": "10:05"}, 31),  # the time alone
        ({"day": 1}, 63),  # the day, at the same time
        ({"day": 1, "start": "10:05"}, 63),  # the day, not the time as well
        ({"lead": "kim"}, 17),
        (SOUTH, 83),
        ({"lead": "kim", "start": "09:00"}, 48),
        ({"lead": "kim", "day": 2} | SOUTH, 163),  # all at once
    ],
)
def test_disruption_of_a_published_appointment(change, cost):
    """``moved_day`` or ``moved_time``, and lead and clinic on top."""
    problem = published()
    assignment = make_assignment(problem, "ada-1", **({"start": "10:00"} | change))
    expected = {"disruption": cost} if cost else {}
    assert priced(problem, assignment) == expected


def test_disruption_of_a_dropped_appointment():
    """Without a place now: ``dropped``, beside being unscheduled."""
    assert priced(published()) == {"unscheduled": 1000, "disruption": 201}


@pytest.mark.parametrize("state", ["draft", "fixed"])
def test_other_appointments_disrupt_nothing(state):
    """Only what the patient knows costs anything to move."""
    problem = published(state)
    assert priced(problem, make_assignment(problem, "ada-1", "10:00")) == {}
    if state == "draft":
        moved = make_assignment(problem, "ada-1", "09:00", day=1, lead="kim", **SOUTH)
        assert priced(problem, moved) == {}


def test_published_off_the_grid_cannot_be_kept():
    """A start between two ticks: every start of ours is another time."""
    problem = published()
    stands = make_assignment(problem, "ada-1", "10:03")
    problem = problem.model_copy(
        update={"appointments": (make_appointment(stands, "published"),)}
    )
    for start in ("10:00", "10:05"):
        assignment = make_assignment(problem, "ada-1", start)
        assert priced(problem, assignment) == {"disruption": 31}


def test_decimals_are_exact():
    """Ten times a tenth is one, not nearly one."""
    session = make_session(due=MONDAY - timedelta(days=10), late_penalty_per_day=0.1)
    problem = make_problem(courses=(make_course(sessions=(session,)),))
    assert priced(problem, make_assignment(problem)) == {"lateness": Decimal(1)}


def test_total_is_the_sum_of_the_terms():
    """The objective, exactly."""
    problem = published()
    problem = problem.model_copy(update={"weights": make_weights(dropped=0.3)})
    report = check(problem, make_plan(problem))
    assert report.total == Decimal("1000.3")
