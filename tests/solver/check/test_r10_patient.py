"""R10: the patient can come there and then, and is in one place at a time."""

from __future__ import annotations

import pytest

from tests.solver.builders import (
    EVERY_DAY,
    make_accepted,
    make_clinic,
    make_course,
    make_hours,
    make_patient,
    make_practitioner,
    make_problem,
    make_room,
    make_session,
    make_shifts,
    make_span,
    make_window,
)
from tests.solver.cases import two_clinics
from tests.solver.judging import judge
from tests.solver.planned import make_assignment


def expected(feasible: bool) -> set[str]:
    """No breach, or one of R10."""
    return set() if feasible else {"R10"}


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("09:30", True),  # as the window begins
        ("09:25", False),  # a tick before
        ("10:20", True),  # ends with the window
        ("10:25", False),  # ends a tick after
    ],
)
def test_session_lies_inside_a_window(start, feasible):
    """The whole of it, from first step to last."""
    ada = make_patient(available=(make_window("09:30", "11:00"),))
    problem = make_problem(patients=(ada,))
    assert judge(problem, make_assignment(problem, start=start)) == expected(feasible)


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("09:20", True),  # ends with the first window
        ("09:25", False),  # across the two
        ("10:00", True),  # begins with the second
    ],
)
def test_windows_that_touch_are_two(start, feasible):
    """A session lies inside one window."""
    ada = make_patient(
        available=(make_window("09:00", "10:00"), make_window("10:00", "12:00"))
    )
    problem = make_problem(patients=(ada,))
    assert judge(problem, make_assignment(problem, start=start)) == expected(feasible)


def test_windows_that_overlap_serve_each_by_itself():
    """One of them is enough."""
    ada = make_patient(
        available=(make_window("09:00", "10:10"), make_window("09:45", "12:00"))
    )
    problem = make_problem(patients=(ada,))
    assert judge(problem, make_assignment(problem, start="09:30")) == set()
    assert judge(problem, make_assignment(problem, start="09:45")) == set()
    assert judge(problem, make_assignment(problem, start="09:40")) == {"R10"}


@pytest.mark.parametrize(
    ("days", "day", "feasible"),
    [
        (("mon",), 0, True),
        (("mon",), 1, False),
        (("tue", "wed"), 1, True),
        (EVERY_DAY, 6, True),  # Sunday, the last day of the horizon
        (("sun",), 6, True),
        (("sat",), 6, False),
        ((), 0, False),
    ],
)
def test_windows_are_weekly(days, day, feasible):
    """Days are those of the clinic's calendar."""
    ada = make_patient(available=(make_window(days=days),))
    problem = make_problem(days=7, patients=(ada,))
    assignment = make_assignment(problem, day=day)
    assert judge(problem, assignment) == expected(feasible)


def test_nobody_comes_without_a_window():
    """No window at all: never available."""
    problem = make_problem(patients=(make_patient(available=()),))
    assert judge(problem, make_assignment(problem)) == {"R10"}


@pytest.mark.parametrize(
    ("from_", "to", "feasible"),
    [
        ("09:40", "10:00", True),  # away as the session ends
        ("09:39", "10:00", False),  # a minute before
        ("08:00", "09:00", True),  # back as it begins
        ("08:00", "09:01", False),  # a minute later
        ("09:20", "09:21", False),  # a minute in the middle
    ],
)
def test_session_lies_outside_unavailability(from_, to, feasible):
    """To the minute, on the grid or not."""
    ada = make_patient(unavailable=(make_span(from_, to),))
    problem = make_problem(patients=(ada,))
    assert judge(problem, make_assignment(problem)) == expected(feasible)


@pytest.mark.parametrize(
    ("accepted", "feasible"),
    [(("north",), True), (("south",), False), ((), False)],
)
def test_patient_accepts_the_clinic(accepted, feasible):
    """Nobody is sent where they would not go."""
    problem = two_clinics()
    ada = make_patient(clinics=tuple(map(make_accepted, accepted)))
    problem = problem.model_copy(update={"patients": (ada, problem.patients[1])})
    assert judge(problem, make_assignment(problem, "ada-1")) == expected(feasible)


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("09:40", True),  # one after the other
        ("09:35", False),  # a tick too soon
        ("09:15", False),  # needled by somebody else while resting
    ],
)
def test_sessions_of_a_patient_do_not_overlap(start, feasible):
    """Two courses of one patient are one patient."""
    courses = tuple(
        make_course(id=name, sessions=(make_session(f"{name}-1"),))
        for name in ("face", "neck")
    )
    problem = make_problem(
        rooms=(make_room(), make_room(id="north-2")),
        practitioners=(make_practitioner(), make_practitioner(id="kim")),
        courses=courses,
    )
    first = make_assignment(problem, "face-1", "09:00")
    second = make_assignment(problem, "neck-1", start, room="north-2", lead="kim")
    assert judge(problem, first, second) == expected(feasible)


@pytest.mark.parametrize(
    ("clinic", "start", "feasible"),
    [
        ("north", "09:00", True),
        ("south", "09:00", True),  # nine o'clock over there as well
        ("south", "08:55", False),
    ],
)
def test_windows_are_in_the_time_of_each_clinic(clinic, start, feasible):
    """Nine o'clock is nine o'clock, in London and in New York."""
    new_york = "America/New_York"
    opening = make_hours("00:00", "24:00", zone=new_york)
    problem = two_clinics(
        clinics=(
            make_clinic(opening=make_hours("00:00", "24:00")),
            make_clinic(id="south", timezone=new_york, opening=opening),
        ),
        practitioners=(
            make_practitioner(
                shifts=make_shifts("00:00", "24:00")
                + make_shifts("00:00", "24:00", clinic="south", zone=new_york)
            ),
        ),
    )
    ada = problem.patients[0].model_copy(
        update={"available": (make_window("09:00", "12:00"),)}
    )
    problem = problem.model_copy(update={"patients": (ada, problem.patients[1])})
    assignment = make_assignment(
        problem, "ada-1", start, clinic=clinic, room=f"{clinic}-1"
    )
    assert judge(problem, assignment) == expected(feasible)
