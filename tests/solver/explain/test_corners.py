"""Where a change brings, or leaves, another rule in its way."""

from __future__ import annotations

from solver.problem import Problem
from tests.solver.builders import (
    make_break,
    make_clinic,
    make_course,
    make_courses,
    make_hours,
    make_patient,
    make_patients,
    make_practitioner,
    make_problem,
    make_session,
    make_shifts,
    make_step,
    make_treatment,
    make_window,
)
from tests.solver.cases import one_room_two_patients
from tests.solver.explain.asking import fixes
from tests.solver.planned import make_assignment


def test_nobody_is_asked_to_come_while_away():
    """Ada may come at another hour, but not before eleven, when she is back."""
    away = make_hours("09:00", "11:00")
    ada = make_patient(available=(), unavailable=away)
    fix = fixes(make_problem(patients=(ada,)), "ada-1")["hours"]
    assert fix.sentence == "Ask patient 'ada' to come on Monday at 11:00."


def test_a_day_that_two_sessions_share_keeps_their_order():
    """Without a day between them the second comes after the first."""
    sessions = (make_session("ada-1"), make_session("ada-2", min_days=1))
    problem = make_problem(courses=(make_course(sessions=sessions),))
    first = make_assignment(problem, "ada-1", "10:00")
    fix = fixes(problem, "ada-2", first)["gap"]
    assert fix.assignment.start == make_assignment(problem, start="10:40").start


def working(to: str) -> Problem:
    """Mei works until ``to`` and is due a break if she is there until eleven."""
    massage = make_treatment(steps=(make_step("massage", 90),))
    mei = make_practitioner(
        shifts=make_shifts("09:00", to),
        break_=make_break(minutes=60, from_="10:00", to="11:00"),
    )
    ada = make_patient(available=(make_window("09:35", "12:00"),))
    return make_problem(practitioners=(mei,), treatments=(massage,), patients=(ada,))


def test_a_longer_shift_brings_its_break():
    """From 09:35 to 11:05 she would have none: so she is asked for nothing."""
    assert "shift" not in fixes(working("10:50"), "ada-1")


def test_a_longer_shift_without_a_break_is_asked_for():
    """The same, and nobody is due a break."""
    problem = working("10:50")
    (mei,) = problem.practitioners
    tireless = mei.model_copy(update={"break_": None})
    problem = problem.model_copy(update={"practitioners": (tireless,)})
    assert "until 11:05" in fixes(problem, "ada-1")["shift"].sentence


def test_a_swap_frees_a_lead_who_has_the_most_sessions_that_day():
    """Hours apart: Mei leads one a day, and Ada may come on Tuesday."""
    ada, ben = make_patients("ada", "ben")
    late = make_window("20:00", "21:00", ("mon",))
    problem = one_room_two_patients(
        days=2,
        clinics=(make_clinic(opening=make_hours("06:00", "21:00", range(2))),),
        practitioners=(
            make_practitioner(
                shifts=make_shifts("06:00", "21:00", range(2)), max_sessions_per_day=1
            ),
        ),
        patients=(ada, ben.model_copy(update={"available": (late,)})),
    )
    early = make_assignment(problem, "ada-1", "06:00")
    fix = fixes(problem, "ben-1", early)["swap"]
    assert fix.sentence == "Move session 'ada-1' to Tue 24 Nov at 06:00 (+0)."


def test_a_swap_gives_a_break_back():
    """Ada takes the first hours of the window, Ben could only have the last."""
    massage = make_treatment(steps=(make_step("massage", 60),))
    mei = make_practitioner(
        shifts=make_shifts("06:00", "14:00"),
        break_=make_break(minutes=240, from_="06:00", to="14:00"),
    )
    names = ("ada", "ben")
    ada, ben = make_patients(*names)
    ben = ben.model_copy(update={"available": (make_window("11:00", "12:00"),)})
    problem = make_problem(
        clinics=(make_clinic(opening=make_hours("06:00", "14:00")),),
        practitioners=(mei,),
        treatments=(massage,),
        patients=(ada, ben),
        courses=make_courses(*names),
    )
    stands = make_assignment(problem, "ada-1", "07:00")
    fix = fixes(problem, "ben-1", stands)["swap"]
    assert fix.sentence == "Move session 'ada-1' to Mon 23 Nov at 06:00 (+0)."
