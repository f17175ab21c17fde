"""Why a session has no place: its starts, each counted under one rule."""

from __future__ import annotations

from functools import reduce
from operator import or_

from hypothesis import given

from solver.gaps import gaps_allow
from solver.problem import Problem
from solver.reasons import count_refusals, reasons
from solver.solve import front_desk
from solver.workbench import Workbench
from tests.solver.builders import (
    make_break,
    make_clinic,
    make_course,
    make_courses,
    make_hours,
    make_patients,
    make_practitioner,
    make_problem,
    make_session,
    make_shifts,
    make_step,
    make_treatment,
)
from tests.solver.cases import lead_and_therapist, one_room_two_patients, two_clinics
from tests.solver.planned import make_appointment, make_assignment
from tests.solver.reference.front_desk import serve
from tests.solver.strategies import examples, problems


def counted(problem: Problem, session: str, *standing: object) -> dict[str, int]:
    """Starts of a session by the rule that refuses them, beside what is fixed."""
    fixed = tuple(map(make_appointment, standing))
    engine = (
        Workbench(problem.model_copy(update={"appointments": fixed})).begin().engine
    )
    task = engine.instance.tasks[engine.instance.task_of[session]]
    return count_refusals(engine, task).by_rule


@examples(40)
@given(problems())
def test_every_start_is_counted_once(problem):
    """What no rule refuses is what the engine offers and the gaps allow."""
    bench = Workbench(problem)
    roster = bench.begin()
    serve(roster)
    engine = roster.engine
    for task in bench.instance.tasks:
        if roster.placed[task.index] is not None:
            continue
        line = bench.instance.lines[task.course]
        free = sum(
            reduce(or_, engine.starts(task.index, place)).bit_count()
            for place in engine.places(task.index)
            if gaps_allow(bench.instance, line, roster.placed, task.index, place.day)
        )
        refusals = count_refusals(engine, task)
        assert refusals.free == free
        assert all(count > 0 for count in refusals.by_rule.values())


@examples(20)
@given(problems())
def test_every_session_without_a_place_has_a_reason(problem):
    """Sentences with a rule, or with what it would cost; no patient's name."""
    plan = front_desk(problem)
    for left_out in plan.unscheduled:
        assert left_out.reasons
        for sentence in left_out.reasons:
            rule, text = sentence.split(": ", 1)
            assert rule == "cost" or rule.startswith(("R", "staff"))
            assert text.endswith(".")


def test_reasons_by_rule():
    """Half the morning for each: 29 starts, counted by hand."""
    problem = one_room_two_patients()
    # Ada from 10:00 to 10:40; Ben would need 40 minutes before or after.
    stands = make_assignment(problem, "ada-1", "10:00")
    refused = counted(problem, "ben-1", stands)
    # 09:25 to 10:35 overlap her under one lead who leads one at a time.
    assert refused == {"R07": 15}


def test_order_within_a_day_is_a_reason_of_its_own():
    """The second session of a day cannot come before the first."""
    sessions = (make_session("ada-1"), make_session("ada-2"))
    problem = make_problem(courses=(make_course(sessions=sessions),))
    stands = make_assignment(problem, "ada-1", "11:20")
    refused = counted(problem, "ada-2", stands)
    # From 09:00 to 10:40 it would come before, from 10:45 on it would overlap.
    assert refused == {"R11": 21, "R10": 8}


def test_gap_is_a_reason():
    """Every start of a day too near."""
    sessions = (make_session("ada-1"), make_session("ada-2", min_days=2))
    problem = make_problem(days=3, courses=(make_course(sessions=sessions),))
    stands = make_assignment(problem, "ada-1", "09:00")
    refused = counted(problem, "ada-2", stands)
    assert refused["R11"] == 2 * 29 - 8
    assert refused["R10"] == 8


def test_lost_break_is_a_reason():
    """Mei must have an hour between 9 and 12, and has just the one left."""
    mei = make_practitioner(break_=make_break(minutes=60, from_="09:00", to="12:00"))
    massage = make_treatment(steps=(make_step("massage", 60),))
    problem = one_room_two_patients(
        practitioners=(mei,),
        treatments=(massage,),
        patients=make_patients("ada", "ben", "cyd"),
        courses=make_courses("ada", "ben", "cyd"),
    )
    plan = front_desk(problem)
    (left_out,) = plan.unscheduled
    assert "R08: lead's break would be lost at 1 of 25 starts." in left_out.reasons


def test_other_staff_is_a_reason():
    """Nobody with the skill, or nobody there."""
    problem = lead_and_therapist()
    mei, tom = problem.practitioners
    needle = mei.model_copy(update={"skills": ("acupuncture",)})
    nobody = problem.model_copy(update={"practitioners": (needle,)})
    (left_out,) = front_desk(nobody).unscheduled
    assert left_out.reasons == (
        "R03: no other staff with the skill and a licence at 29 of 29 starts.",
    )
    late = tom.model_copy(update={"shifts": make_shifts("11:50", "12:00")})
    absent = problem.model_copy(update={"practitioners": (needle, late)})
    (left_out,) = front_desk(absent).unscheduled
    assert "other staff busy or not on shift" in left_out.reasons[0]


def test_travel_is_a_reason():
    """Four hours from Ada at north to south: no start there is left for Ben."""
    problem = two_clinics(travel_min=240)
    stands = make_assignment(problem, "ada-1", "10:00")
    # At north 11 starts would need Mei's hands twice, 4 more only Ada's room.
    assert counted(problem, "ben-1", stands) == {"R04": 29 + 11, "R02": 4}


def test_free_starts_are_said_to_be_not_worth_it():
    """A place that costs more than leaving the session out."""
    clinic = make_clinic(opening=make_hours(days=(9,)))
    mei = make_practitioner(shifts=make_shifts(days=(9,)))
    course = make_course(sessions=(make_session(late_penalty_per_day=200),))
    problem = make_problem(
        days=10, clinics=(clinic,), practitioners=(mei,), courses=(course,)
    )
    (left_out,) = front_desk(problem).unscheduled
    assert left_out.reasons[0] == (
        "cost: 29 of 29 starts are free; none of them was worth what it costs."
    )


def test_reasons_of_a_session_with_a_place():
    """They say what refuses the other starts."""
    problem = make_problem()
    engine = Workbench(problem).begin().engine
    (task,) = engine.instance.tasks
    assert reasons(engine, task)[0].startswith("cost: 29 of 29 starts are free")
