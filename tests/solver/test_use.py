"""Use of rooms and practitioners, by hour on the clinic's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from solver.figures import figures_of
from solver.problem import Assignment, Horizon, Problem
from solver.use import ClinicUse
from tests.solver.builders import (
    make_clinic,
    make_hours,
    make_practitioner,
    make_problem,
    make_room,
    make_shifts,
    make_span,
    make_step,
    make_treatment,
)
from tests.solver.planned import make_assignment

NEW_YORK, LORD_HOWE = "America/New_York", "Australia/Lord_Howe"
SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)


def use_of(problem: Problem, *assignments: Assignment) -> ClinicUse:
    """Use of the only clinic."""
    (use,) = figures_of(problem, assignments).clinics
    return use


def rooms_by_hour(use: ClinicUse) -> dict[int, float | None]:
    """Percent of the rooms in use, by hour."""
    return {each.hour: each.room_use_percent for each in use.hours}


def people_by_hour(use: ClinicUse) -> dict[int, float | None]:
    """Percent of the practitioners in use, by hour."""
    return {each.hour: each.practitioner_use_percent for each in use.hours}


def test_room_is_taken_from_the_first_step_to_the_end_of_the_cleaning():
    """From 09:30 for 40 minutes, then 10 minutes of cleaning; open 09:00 to 12:00."""
    problem = make_problem(rooms=(make_room(turnover_minutes=10),))
    use = use_of(problem, make_assignment(problem, start="09:30"))
    assert rooms_by_hour(use) == {9: 50.0, 10: 33.3, 11: 0.0}
    assert use.room_use_percent == round(100 * 50 / 180, 1)


def test_practitioner_is_in_use_while_attending_only():
    """Needling 09:30 to 09:45 and removal 10:05 to 10:10, rest in between."""
    problem = make_problem()
    use = use_of(problem, make_assignment(problem, start="09:30"))
    assert people_by_hour(use) == {9: 25.0, 10: 8.3, 11: 0.0}
    assert use.practitioner_use_percent == round(100 * 20 / 180, 1)


def test_everybody_who_attends_a_step_is_in_use():
    """The mask of ten minutes is put on by Kim."""
    steps = (make_step(), make_step("mask", 10, staff="aide"))
    problem = make_problem(
        treatments=(make_treatment(steps=steps),),
        practitioners=(make_practitioner(), make_practitioner(id="kim")),
    )
    use = use_of(problem, make_assignment(problem, aide="kim"))
    assert people_by_hour(use)[9] == round(100 * 25 / 120, 1)


def test_steps_named_alike_are_told_apart_by_their_order():
    """The first is attended, the second is not."""
    alone = make_step("needling", 30, attended=False, staff=None, skill=None)
    problem = make_problem(treatments=(make_treatment(steps=(make_step(), alone)),))
    use = use_of(problem, make_assignment(problem))
    assert people_by_hour(use)[9] == 25.0


def test_cleaning_past_closing_takes_no_open_minute():
    """The last session ends at 12:00, when the clinic closes."""
    problem = make_problem(rooms=(make_room(turnover_minutes=30),))
    use = use_of(problem, make_assignment(problem, start="11:20"))
    assert rooms_by_hour(use) == {9: 0.0, 10: 0.0, 11: 66.7}


def test_closed_room_is_not_open():
    """Half of the hour is lost to a repair; the rest is taken."""
    room = make_room(unavailable=(make_span("09:00", "09:30"),))
    problem = make_problem(rooms=(room,))
    use = use_of(problem, make_assignment(problem, start="09:30"))
    assert rooms_by_hour(use) == {9: 100.0, 10: 16.7, 11: 0.0}


def test_shift_counts_while_the_clinic_is_open():
    """On shift from 08:00; the clinic opens at 09:00."""
    person = make_practitioner(shifts=make_shifts("08:00", "10:00"))
    use = use_of(make_problem(practitioners=(person,)))
    assert people_by_hour(use) == {9: 0.0, 10: None, 11: None}


def test_hour_without_a_room_has_no_use_of_rooms():
    """Nobody can say how full nothing is."""
    use = use_of(make_problem(rooms=()))
    assert rooms_by_hour(use) == {9: None, 10: None, 11: None}
    assert use.room_use_percent is None


def test_clinic_that_never_opens_has_no_hours():
    """Rooms and people are there, to no avail."""
    use = use_of(make_problem(clinics=(make_clinic(opening=()),)))
    assert use == ClinicUse(clinic="north", hours=())


def test_what_lies_outside_the_horizon_is_not_there_to_be_used():
    """The clinic says when it opens for a week; one day is planned."""
    week = make_clinic(opening=make_hours(days=range(7)))
    problem = make_problem(clinics=(week,))
    use = use_of(problem, make_assignment(problem))
    assert use.room_use_percent == round(100 * 40 / 180, 1)


def test_same_hour_of_several_days_is_one():
    """One session in two days of three hours."""
    problem = make_problem(days=2)
    use = use_of(problem, make_assignment(problem, day=1))
    assert rooms_by_hour(use)[9] == round(100 * 40 / 120, 1)


def test_openings_and_shifts_that_overlap_count_once():
    """A clinic that says twice when it is open is open once."""
    problem = make_problem(
        clinics=(make_clinic(opening=make_hours() + make_hours("09:00", "10:00")),),
        practitioners=(make_practitioner(shifts=2 * make_shifts()),),
    )
    use = use_of(problem, make_assignment(problem))
    assert (rooms_by_hour(use)[9], people_by_hour(use)[9]) == (66.7, 33.3)


def test_two_sessions_in_one_room_at_once_fill_it_once():
    """A breach of the rules is no use above a hundred percent."""
    problem = make_problem()
    course = problem.courses[0]
    twins = tuple(
        session.model_copy(update={"id": f"ada-{number}"})
        for number in (1, 2)
        for session in course.sessions
    )
    problem = problem.model_copy(
        update={"courses": (course.model_copy(update={"sessions": twins}),)}
    )
    both = [make_assignment(problem, f"ada-{number}") for number in (1, 2)]
    assert rooms_by_hour(use_of(problem, *both))[9] == 66.7


def test_fixed_appointment_off_the_grid_counts_to_the_minute():
    """From 09:57 on: three minutes of the first hour."""
    problem = make_problem()
    use = use_of(problem, make_assignment(problem, start="09:57"))
    assert rooms_by_hour(use) == {9: 5.0, 10: 61.7, 11: 0.0}


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/London", SPRING, {0: 60, 2: 60}),  # 01:00 becomes 02:00
        ("Europe/London", AUTUMN, {0: 60, 1: 120, 2: 60}),  # 02:00 becomes 01:00
        (LORD_HOWE, date(2026, 10, 4), {0: 60, 1: 60, 2: 30}),  # becomes 02:30
        (LORD_HOWE, date(2027, 4, 4), {0: 60, 1: 90, 2: 60}),  # becomes 01:30
    ],
)
def test_hours_are_what_the_clock_shows_on_days_when_clocks_change(zone, day, hours):
    """Open from midnight to 03:00; half an hour is taken from 00:30 on."""
    steps = (make_step(minutes=30),)
    problem = make_problem(
        horizon=Horizon(start=day, days=1),
        clinics=(
            make_clinic(
                timezone=zone, opening=make_hours("00:00", "03:00", (day,), zone)
            ),
        ),
        treatments=(make_treatment(steps=steps),),
    )
    use = use_of(problem, make_assignment(problem, start="00:30", day=day))
    assert rooms_by_hour(use) == {hour: 50.0 if hour == 0 else 0.0 for hour in hours}
    assert use.room_use_percent == round(100 * 30 / sum(hours.values()), 1)


def test_hour_that_comes_twice_counts_both_times():
    """Taken from 01:30 summer time to 01:30 winter time: half of two hours."""
    problem = make_problem(
        horizon=Horizon(start=AUTUMN, days=1),
        clinics=(make_clinic(opening=make_hours("00:00", "03:00", (AUTUMN,))),),
        treatments=(make_treatment(steps=(make_step(minutes=60),)),),
    )
    start = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    use = use_of(problem, make_assignment(problem, start=start))
    assert rooms_by_hour(use) == {0: 0.0, 1: 50.0, 2: 0.0}


def test_each_clinic_tells_its_own_hours():
    """Nine in the morning is nine in London and nine in New York."""
    problem = make_problem(
        clinics=(
            make_clinic(),
            make_clinic(
                id="york", timezone=NEW_YORK, opening=make_hours(zone=NEW_YORK)
            ),
        ),
        rooms=(make_room(), make_room(id="york-1", clinic="york")),
        practitioners=(
            make_practitioner(),
            make_practitioner(
                id="kim", shifts=make_shifts(clinic="york", zone=NEW_YORK)
            ),
        ),
    )
    plan = make_assignment(problem, clinic="york", room="york-1", lead="kim")
    north, york = figures_of(problem, [plan]).clinics
    assert rooms_by_hour(north) == {9: 0.0, 10: 0.0, 11: 0.0}
    assert rooms_by_hour(york) == {9: 66.7, 10: 0.0, 11: 0.0}
    assert people_by_hour(york) == {9: 33.3, 10: 0.0, 11: 0.0}
