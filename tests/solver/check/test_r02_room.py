"""R02: a room of the clinic that fits, for one patient at a time, then cleaned."""

from __future__ import annotations

import pytest

from solver.problem import Span
from tests.solver.builders import (
    make_accepted,
    make_clinic,
    make_hours,
    make_patient,
    make_practitioner,
    make_problem,
    make_room,
    make_shifts,
    make_span,
    make_treatment,
)
from tests.solver.cases import one_room_two_patients, two_clinics
from tests.solver.judging import judge
from tests.solver.planned import later, make_assignment


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("09:50", True),  # 40 minutes and 10 of turnover: just free again
        ("09:45", False),  # a tick before the turnover ends
        ("09:00", False),  # at once
    ],
)
def test_room_is_free_again_when_turnover_ends(start, feasible):
    """A room is taken from the first step to the end of its cleaning."""
    problem = one_room_two_patients(
        rooms=(make_room(turnover_minutes=10),),
        practitioners=(make_practitioner(max_parallel=3),),
    )
    first = make_assignment(problem, "ada-1", "09:00")
    second = make_assignment(problem, "ben-1", start)
    broken = judge(problem, first, second)
    if feasible:
        assert broken == set()
    else:
        assert "R02" in broken


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("09:40", True),  # as the first ends
        ("09:15", False),  # while the first rests, the lead free
    ],
)
def test_resting_patient_keeps_the_room(start, feasible):
    """One patient at a time, attended or not."""
    problem = one_room_two_patients(
        practitioners=(make_practitioner(max_parallel=2),),
    )
    first = make_assignment(problem, "ada-1", "09:00")
    second = make_assignment(problem, "ben-1", start)
    assert judge(problem, first, second) == (set() if feasible else {"R02"})


def test_turnover_may_run_past_closing():
    """The last session may end as the clinic closes; cleaning comes after."""
    problem = make_problem(rooms=(make_room(turnover_minutes=30),))
    assert judge(problem, make_assignment(problem, start="11:20")) == set()


def test_turnover_past_midnight_meets_the_next_day():
    """A room cleaned for ten hours after a late session is not free at dawn."""
    problem = one_room_two_patients(
        days=2,
        clinics=(make_clinic(opening=make_hours("00:00", "24:00", range(2))),),
        practitioners=(
            make_practitioner(shifts=make_shifts("00:00", "24:00", range(2))),
        ),
        rooms=(make_room(turnover_minutes=600),),
    )
    late = make_assignment(problem, "ada-1", "23:20", day=0)
    dawn = make_assignment(problem, "ben-1", "09:55", day=1)
    just_free = make_assignment(problem, "ben-1", "10:00", day=1)
    assert judge(problem, late, dawn) == {"R02"}
    assert judge(problem, late, just_free) == set()


@pytest.mark.parametrize(
    ("from_", "to", "feasible"),
    [
        ("09:50", "10:30", True),  # closed as the turnover ends
        ("09:49", "10:30", False),  # a minute before it ends
        ("09:39", "09:41", False),  # within the turnover alone
        ("08:00", "09:00", True),  # open again as the session begins
        ("08:00", "09:01", False),  # a minute later
    ],
)
def test_closed_rooms_are_not_used(from_, to, feasible):
    """Neither session nor turnover meets a closure, to the minute."""
    room = make_room(turnover_minutes=10, unavailable=(make_span(from_, to),))
    problem = make_problem(rooms=(room,))
    assert judge(problem, make_assignment(problem)) == (set() if feasible else {"R02"})


def test_overlapping_closures_of_a_room_are_no_contradiction():
    """Closures may overlap each other, and lie outside the horizon."""
    closures = (
        make_span("10:00", "11:00"),
        make_span("10:30", "11:30"),
        make_span("10:00", "11:00", day=300),
        make_span("10:00", "11:00", day=-300),
    )
    problem = make_problem(rooms=(make_room(unavailable=closures),))
    assert judge(problem, make_assignment(problem)) == set()
    assert judge(problem, make_assignment(problem, start="10:45")) == {"R02"}


@pytest.mark.parametrize(
    ("features", "feasible"),
    [
        (("couch", "sink"), True),  # more than needed
        (("couch",), True),  # just what is needed
        (("sink",), False),  # something else
        ((), False),
    ],
)
def test_room_has_the_features_of_the_treatment(features, feasible):
    """Every feature the treatment asks for is in the room."""
    problem = make_problem(
        rooms=(make_room(features=features),),
        treatments=(make_treatment(room_features=("couch",)),),
    )
    assert judge(problem, make_assignment(problem)) == (set() if feasible else {"R02"})


@pytest.mark.parametrize("accepted", [("north", "south"), ("north",)])
def test_room_is_in_the_clinic(accepted):
    """A session at one clinic cannot be in a room of another."""
    problem = two_clinics()
    clinics = tuple(map(make_accepted, accepted))
    ada = make_patient(clinics=clinics)
    problem = problem.model_copy(update={"patients": (ada, problem.patients[1])})
    elsewhere = make_assignment(problem, "ada-1", clinic="north", room="south-1")
    assert judge(problem, elsewhere) == {"R02"}


@pytest.mark.parametrize(
    ("closed_after_h", "feasible"),
    [
        (4 * 24 + 1, True),  # when it is clean again
        (4 * 24 - 1, False),  # an hour before
    ],
)
def test_closure_after_the_horizon_meets_a_long_turnover(closed_after_h, feasible):
    """Four days of cleaning run far out of a horizon of one day."""
    clean = make_assignment(make_problem(), start="09:00").steps[-1].to
    closed = Span(from_=later(clean, 60 * closed_after_h), to=later(clean, 60 * 24 * 9))
    room = make_room(turnover_minutes=4 * 1440, unavailable=(closed,))
    problem = make_problem(rooms=(room,))
    assert judge(problem, make_assignment(problem)) == (set() if feasible else {"R02"})
