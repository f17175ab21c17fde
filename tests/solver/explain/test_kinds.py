"""Each kind of change as a sentence to a manager, in cases small enough to see."""

from __future__ import annotations

from solver.explain import explain
from solver.explain.fixes import KINDS
from solver.solve import front_desk
from tests.solver.builders import (
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
from tests.solver.cases import lead_and_therapist, one_room_two_patients
from tests.solver.explain.asking import fixes
from tests.solver.planned import make_assignment


def test_the_hour_is_named():
    """Ada comes on Mondays from five to nine; at nine she would have a place."""
    early = make_window("05:00", "09:00", days=("mon",))
    problem = make_problem(patients=(make_patient(available=(early,)),))
    fix = fixes(problem, "ada-1")["hours"]
    assert fix.sentence == "Ask patient 'ada' to come on Monday at 09:00."
    assert fix.edit is not None
    assert fix.edit.value[-1] == make_window("09:00", "09:40", days=("mon",))


def test_a_clearance_is_renewed_as_far_as_needed():
    """Until the day of the session."""
    problem = make_problem(courses=(make_course(cleared_until="2026-11-01"),))
    fix = fixes(problem, "ada-1")["clearance"]
    assert fix.sentence == "Renew the clearance of course 'ada' until 2026-11-23."


def test_a_longer_shift_names_the_hour():
    """Half an hour is left of Mei's morning, and the clinic stays open."""
    problem = one_room_two_patients(
        clinics=(make_clinic(opening=make_hours("09:00", "13:00")),),
        practitioners=(make_practitioner(shifts=make_shifts("09:00", "10:10")),),
    )
    fix = fixes(problem, "ben-1", make_assignment(problem, "ada-1"))["shift"]
    assert fix.sentence == "Ask 'mei' to stay until 10:20 on Mon 23 Nov at 'north'."


def test_an_earlier_shift_is_asked_for_where_it_is_shorter():
    """Ten minutes sooner rather than fifty later."""
    problem = one_room_two_patients(
        clinics=(make_clinic(opening=make_hours("08:00", "13:00")),),
        practitioners=(make_practitioner(shifts=make_shifts("09:00", "10:20")),),
    )
    ada = make_assignment(problem, "ada-1", "09:30")
    fix = fixes(problem, "ben-1", ada)["shift"]
    assert fix.sentence == "Ask 'mei' to start at 08:50 on Mon 23 Nov at 'north'."


def test_another_than_the_lead_may_stay_longer():
    """Tom, who massages, leaves at nine; the first massage ends at 09:35."""
    problem = lead_and_therapist()
    mei, tom = problem.practitioners
    needle = mei.model_copy(update={"skills": ("acupuncture",)})
    early = tom.model_copy(update={"shifts": make_shifts("08:00", "09:00")})
    problem = problem.model_copy(update={"practitioners": (needle, early)})
    fix = fixes(problem, "ada-1")["shift"]
    assert fix.sentence == "Ask 'tom' to stay until 09:35 on Mon 23 Nov at 'north'."


def test_nobody_is_asked_to_stay_for_hours():
    """Two hours more are too much, five minutes less are not."""
    late = make_window("10:20", "12:00")
    for to, asked in (("09:00", True), ("08:55", False)):
        problem = make_problem(
            clinics=(make_clinic(opening=make_hours("08:00", "13:00")),),
            practitioners=(make_practitioner(shifts=make_shifts("08:00", to)),),
            patients=(make_patient(available=(late,)),),
        )
        assert ("shift" in fixes(problem, "ada-1")) is asked


def test_one_more_session_a_day_is_asked_of_a_lead():
    """Mei leads one a day, and Ada is it."""
    problem = one_room_two_patients(
        practitioners=(make_practitioner(max_sessions_per_day=1),)
    )
    fix = fixes(problem, "ben-1", make_assignment(problem, "ada-1"))["limit"]
    assert fix.sentence == (
        "Ask 'mei' to lead 2 sessions that day: Mon 23 Nov at 09:40 at 'north'."
    )


def test_one_more_piece_of_equipment_is_named():
    """The treatment takes a lamp, and the clinic has none."""
    lamp = make_treatment(steps=(make_step(equipment=("lamp",)),))
    problem = make_problem(treatments=(lamp,))
    fix = fixes(problem, "ada-1")["equipment"]
    assert fix.sentence == "Have one more 'lamp' at 'north' on Mon 23 Nov at 09:00."


def test_a_swap_moves_the_one_who_can_move():
    """Ada has all morning, Ben only the hour that she is in."""
    ada, ben = make_patients("ada", "ben")
    ben = ben.model_copy(update={"available": (make_window("09:00", "09:40"),)})
    problem = one_room_two_patients(patients=(ada, ben))
    fix = fixes(problem, "ben-1", make_assignment(problem, "ada-1"))["swap"]
    assert fix.sentence == "Move session 'ada-1' to Mon 23 Nov at 09:40 (+0)."
    assert fix.edit is None
    assert [move.session for move in fix.moves] == ["ada-1"]
    assert fix.change == -1000


def test_a_swap_tells_what_the_move_costs():
    """Ada would rather come before ten."""
    ada, ben = make_patients("ada", "ben")
    ada = ada.model_copy(update={"preferred": (make_window("09:00", "09:30"),)})
    ben = ben.model_copy(update={"available": (make_window("09:00", "09:40"),)})
    problem = one_room_two_patients(patients=(ada, ben))
    fix = fixes(problem, "ben-1", make_assignment(problem, "ada-1"))["swap"]
    assert fix.sentence.endswith("(+15).")
    assert fix.change == -985


def test_gaps_are_told_with_both_ends():
    """A day too near to the one before."""
    sessions = (make_session("ada-1"), make_session("ada-2", min_days=2))
    problem = make_problem(days=2, courses=(make_course(sessions=sessions),))
    fix = fixes(problem, "ada-2", make_assignment(problem, "ada-1"))["gap"]
    assert fix.sentence == (
        "Allow only 1 day between 'ada-2' and the session before it."
    )


def test_what_asks_least_comes_first():
    """In the order of the kinds, each of them once."""
    problem = make_problem(
        days=3,
        patients=(make_patient(available=()),),
        courses=make_courses("ada"),
    )
    answer = explain(problem, front_desk(problem), "ada-1")
    places = [KINDS.index(fix.kind) for fix in answer.fixes]
    assert places == sorted(set(places))
