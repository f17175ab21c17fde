"""What recovery gives: sessions led side by side, sessions that stretch."""

from __future__ import annotations

import pytest

from solver.figures import figures_of
from solver.problem import Assignment, Problem
from solver.recovery import Recovery
from tests.solver.builders import (
    make_courses,
    make_patients,
    make_practitioner,
    make_problem,
    make_rest,
    make_room,
    make_step,
    make_treatment,
)
from tests.solver.planned import make_assignment

NAMES = ("ada", "bo", "cy")
STEPS = (make_step(), make_rest(max_minutes=30), make_step("removal", 5))


def three_rooms() -> Problem:
    """Ada, Bo and Cy, a room each; Mei and Kim lead up to three at once."""
    return make_problem(
        patients=make_patients(*NAMES),
        courses=make_courses(*NAMES),
        rooms=tuple(make_room(id=f"north-{number}") for number in (1, 2, 3)),
        practitioners=tuple(
            make_practitioner(id=name, max_parallel=3) for name in ("mei", "kim")
        ),
        treatments=(make_treatment(steps=STEPS),),
    )


def led(problem: Problem, *starts: str, **staff: str) -> list[Assignment]:
    """Sessions of as many patients, one a room."""
    return [
        make_assignment(problem, f"{name}-1", start, room=f"north-{room}", **staff)
        for room, (name, start) in enumerate(zip(NAMES, starts, strict=False), 1)
    ]


def recovery(problem: Problem, *plan: Assignment, **scope: object) -> Recovery:
    """What recovery gives in a plan of these assignments."""
    return figures_of(problem, plan, **scope).recovery


@pytest.mark.parametrize(
    ("starts", "parallel", "minutes"),
    [
        (("09:00",), 0, 0),  # alone
        (("09:00", "09:40"), 0, 0),  # one after the other, no pause between
        (("09:00", "09:15"), 2, 20),  # Bo is needled and Ada freed meanwhile
        (("09:00", "09:20"), 2, 20),  # needled to the end of Ada's rest
        (("09:00", "09:15", "10:00"), 2, 20),  # a third comes later
    ],
)
def test_session_is_led_in_parallel_while_its_lead_attends_another(
    starts, parallel, minutes
):
    """Needling 15, rest 20, removal 5: the rest is time for somebody else."""
    problem = three_rooms()
    found = recovery(problem, *led(problem, *starts))
    assert found.led_in_parallel == parallel
    assert found.waiting_used_minutes == minutes


def test_session_may_be_led_in_parallel_alone():
    """All of Bo's five minutes lie in Ada's rest; Bo never waits for Ada."""
    problem = three_rooms()
    treatments = (*problem.treatments, make_treatment(id="check", steps=(STEPS[2],)))
    ada, bo, cy = problem.courses
    check = bo.sessions[0].model_copy(update={"treatment": "check"})
    problem = problem.model_copy(
        update={
            "treatments": treatments,
            "courses": (ada, bo.model_copy(update={"sessions": (check,)}), cy),
        }
    )
    found = recovery(problem, *led(problem, "09:00", "09:20"))
    assert (found.led_in_parallel, found.waiting_used_minutes) == (1, 5)


def test_minute_in_which_two_others_wait_counts_once():
    """
    Ada rests from 09:15 to 09:45, Bo from 09:30 to 09:50, Cy from 09:45 on.

    Mei is with Bo for 15 minutes while Ada waits, with Cy for 15 while both do,
    and for 5 each with Ada and with Bo while Cy does.
    """
    problem = three_rooms()
    plan = led(problem, "09:00", "09:15", "09:30")
    plan[0] = make_assignment(problem, "ada-1", lengths_min=(15, 30, 5))
    found = recovery(problem, *plan)
    assert (found.led_in_parallel, found.waiting_used_minutes) == (3, 40)


def test_sessions_of_two_leads_are_not_led_in_parallel():
    """Everybody has one patient."""
    problem = three_rooms()
    plan = [
        *led(problem, "09:00"),
        make_assignment(problem, "bo-1", "09:15", room="north-2", lead="kim"),
    ]
    assert recovery(problem, *plan).led_in_parallel == 0


def test_lead_who_helps_in_another_session_leads_in_parallel():
    """Mei cups Bo, whom Kim leads, while Ada rests; Kim never leaves Bo."""
    steps = (make_step(), make_step("cupping", 10, staff="aide"))
    problem = three_rooms()
    ada, bo, cy = problem.courses
    cupping = bo.sessions[0].model_copy(update={"treatment": "cupping"})
    problem = problem.model_copy(
        update={
            "treatments": (
                *problem.treatments,
                make_treatment(id="cupping", steps=steps),
            ),
            "courses": (ada, bo.model_copy(update={"sessions": (cupping,)}), cy),
        }
    )
    bo_1 = make_assignment(
        problem, "bo-1", "09:05", room="north-2", lead="kim", aide="mei"
    )
    found = recovery(problem, *led(problem, "09:00"), bo_1)
    assert (found.led_in_parallel, found.waiting_used_minutes) == (1, 10)


@pytest.mark.parametrize(
    ("lengths_min", "stretched", "minutes"),
    [
        ((15, 20, 5), 0, 0),  # the shortest shape
        ((15, 25, 5), 1, 5),  # one tick longer
        ((15, 30, 5), 1, 10),  # as long as allowed
        ((15, 10, 5), 0, 0),  # too short, which is for the checker to say
    ],
)
def test_session_is_stretched_beyond_its_shortest_shape(
    lengths_min, stretched, minutes
):
    """Rest may last 20 to 30 minutes."""
    problem = three_rooms()
    found = recovery(
        problem, make_assignment(problem, "ada-1", lengths_min=lengths_min)
    )
    assert (found.stretched, found.stretched_minutes) == (stretched, minutes)


def test_fixed_appointment_off_the_grid_is_stretched_to_the_minute():
    """Seven minutes past the shortest shape, from 09:03 on."""
    problem = three_rooms()
    plan = make_assignment(problem, "ada-1", "09:03", lengths_min=(15, 27, 5))
    assert recovery(problem, plan).stretched_minutes == 7


def test_sessions_of_other_courses_are_company_but_not_counted():
    """Ada's course is planned; Mei attends Bo while Ada rests."""
    problem = three_rooms()
    found = recovery(problem, *led(problem, "09:00", "09:15"), courses=["ada"])
    assert (found.led_in_parallel, found.waiting_used_minutes) == (1, 15)


def test_nothing_held_gives_nothing():
    """Zeros, for counts have no gaps."""
    assert recovery(three_rooms()) == Recovery(
        led_in_parallel=0, waiting_used_minutes=0, stretched=0, stretched_minutes=0
    )


def test_plan_without_steps_or_staff_still_has_figures():
    """Any plan that reads can be counted, however absurd."""
    problem = three_rooms()
    plan = make_assignment(problem, "ada-1").model_copy(
        update={"steps": (), "staff": {}}
    )
    assert recovery(problem, plan).led_in_parallel == 0
