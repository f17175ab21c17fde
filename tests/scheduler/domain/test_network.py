"""A network checks what spans its parts, all at once."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from scheduler.domain.clinic import Travel
from scheduler.domain.network import Policy, Weights
from scheduler.domain.patient import AcceptedClinic
from scheduler.domain.practitioner import Break, ShiftException
from scheduler.domain.roster import AppointmentStatus, StepTime
from scheduler.errors import InvalidInput
from tests.scheduler.builders import (
    make_appointment,
    make_clinic,
    make_consultation,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_protocol,
    make_room,
    make_roster,
    make_shift,
    make_step,
    make_treatment,
    make_visit,
)

SOUTH = make_clinic(id="south")


def fields_of(caught):
    """Fields of all problems in an InvalidInput."""
    return [problem.field for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("overrides", "path"),
    [
        ({"rooms": (make_room(clinic="x"),)}, "rooms[north-1].clinic"),
        (
            {"travel": (Travel(clinic_a="north", clinic_b="x", travel_min=5),)},
            "travel[north to x].clinic_b",
        ),
        (
            {"practitioners": (make_practitioner(shifts=(make_shift(clinic="x"),)),)},
            "practitioners[mei].shifts[0].clinic",
        ),
        (
            {
                "practitioners": (
                    make_practitioner(
                        exceptions=(
                            ShiftException(
                                day=date(2026, 11, 23),
                                clinic="x",
                                from_local=time(9),
                                to_local=time(10),
                            ),
                        )
                    ),
                )
            },
            "practitioners[mei].exceptions[0].clinic",
        ),
        (
            {
                "protocols": (
                    make_protocol(phases=(make_consultation(treatments=("x",)),)),
                )
            },
            "protocols[glow].phases[0].treatments[0]",
        ),
        (
            {"patients": (make_patient(clinics=(AcceptedClinic(clinic="x"),)),)},
            "patients[p1].clinics[0]",
        ),
        ({"courses": (make_course(patient="x"),)}, "courses[c1].patient"),
        ({"courses": (make_course(protocol="x"),)}, "courses[c1].protocol"),
        (
            {"courses": (make_course(preferred_practitioner="x"),)},
            "courses[c1].preferred_practitioner",
        ),
        (
            {"courses": (make_course(refused_practitioners=("mei", "x")),)},
            "courses[c1].refused_practitioners[1]",
        ),
        ({"appointments": (make_appointment(course="x"),)}, "appointments[x-1].course"),
        (
            {"appointments": (make_appointment(staff={"lead": "x"}),)},
            "appointments[c1-1].staff[lead]",
        ),
        ({"appointments": (make_appointment(room="x"),)}, "appointments[c1-1].room"),
    ],
)
def test_network_names_the_path_of_an_unknown_id(overrides, path):
    """Every reference must lead somewhere; the path says which does not."""
    with pytest.raises(InvalidInput) as caught:
        make_network(**overrides)
    assert fields_of(caught) == [path]
    assert "'x'" in str(caught.value)


@pytest.mark.parametrize(
    ("overrides", "path"),
    [
        ({"clinics": (make_clinic(), make_clinic(name="Again"))}, "clinics[north]"),
        ({"rooms": (make_room(), make_room())}, "rooms[north-1]"),
        ({"courses": (make_course(), make_course())}, "courses[c1]"),
        (
            {"appointments": (make_appointment(), make_appointment(revision=2))},
            "appointments[c1-1]",
        ),
        ({"rosters": (make_roster(), make_roster(seed=2))}, "rosters[run-1]"),
        (
            {
                "clinics": (make_clinic(), SOUTH),
                "travel": (
                    Travel(clinic_a="north", clinic_b="south", travel_min=5),
                    Travel(clinic_a="south", clinic_b="north", travel_min=9),
                ),
            },
            "travel[north to south]",  # a pair counts in either direction
        ),
    ],
)
def test_network_names_ids_that_come_twice(overrides, path):
    """An id is unique in its part."""
    with pytest.raises(InvalidInput) as caught:
        make_network(**overrides)
    assert fields_of(caught) == [path]


@pytest.mark.parametrize(
    ("overrides", "path"),
    [
        ({"rooms": (make_room(turnover_min=7),)}, "rooms[north-1].turnover_min"),
        (
            {"treatments": (make_treatment(steps=(make_step(least_min=24),)),)},
            "treatments[facial].steps[0].least_min",
        ),
        (
            {"treatments": (make_treatment(steps=(make_step(most_min=26),)),)},
            "treatments[facial].steps[0].most_min",
        ),
        (
            {
                "practitioners": (
                    make_practitioner(
                        break_=Break(
                            break_min=31, from_local=time(12), to_local=time(14)
                        )
                    ),
                )
            },
            "practitioners[mei].break_.break_min",
        ),
        (
            {
                "appointments": (
                    make_appointment(steps=(StepTime(name="all", length_min=44),)),
                )
            },
            "appointments[c1-1].steps[0].length_min",
        ),
    ],
)
def test_lengths_lie_on_the_grid_of_the_policy(overrides, path):
    """Lengths that are no multiple of the tick are named; the default is 5."""
    with pytest.raises(InvalidInput) as caught:
        make_network(**overrides)
    assert fields_of(caught) == [path]


def test_history_may_be_off_the_grid():
    """What is over stays valid when the network changes its tick."""
    steps = (StepTime(name="all", length_min=44),)
    done = make_appointment(AppointmentStatus.DONE, steps=steps)
    assert make_network(appointments=(done,)).appointments == (done,)


@pytest.mark.parametrize(
    ("overrides", "path"),
    [
        (
            {"appointments": (make_appointment(clinic="south"),)},
            "appointments[c1-1].room",
        ),  # a room of another clinic
        (
            {"appointments": (make_appointment(patient="p2"),)},
            "appointments[c1-1].patient",  # not the patient of the course
        ),
        (
            {
                "courses": (
                    make_course(sessions_done=1, last_session_on=date(2026, 11, 9)),
                ),
                "appointments": (make_appointment(),),
            },
            "appointments[c1-1].number",  # counted in the opening balance already
        ),
    ],
)
def test_appointment_agrees_with_its_course_and_room(overrides, path):
    """An appointment does not contradict what it refers to."""
    others = {
        "clinics": (make_clinic(), SOUTH),
        "patients": (make_patient(), make_patient(id="p2")),
    }
    with pytest.raises(InvalidInput) as caught:
        make_network(**(others | overrides))
    assert fields_of(caught) == [path]


def test_network_reports_problems_of_all_parts_at_once():
    """Whoever repairs a network sees everything that is wrong with it."""
    with pytest.raises(InvalidInput) as caught:
        make_network(
            rooms=(make_room(clinic="x", turnover_min=7),),
            courses=(make_course(patient="x"), make_course(patient="y")),
        )
    assert fields_of(caught) == [
        "courses[c1]",
        "rooms[north-1].clinic",
        "courses[c1].patient",
        "courses[c1].patient",
        "rooms[north-1].turnover_min",
    ]


def test_rosters_may_name_what_no_longer_exists():
    """An old proposal does not keep anybody from leaving the network."""
    roster = make_roster(visits=(make_visit(staff={"lead": "left"}),))
    assert make_network(rosters=(roster,)).rosters == (roster,)


def test_networks_with_equal_parts_are_equal_in_any_order():
    """The order of rows in a file does not matter."""
    rooms = (make_room(), make_room(id="north-0"), make_room(id="north-2"))
    appointments = (
        make_appointment(number=2),
        make_appointment(number=1, status=AppointmentStatus.DONE),
    )
    network = make_network(rooms=rooms, appointments=appointments)
    mirrored = replace(network, rooms=rooms[::-1], appointments=appointments[::-1])
    assert network == mirrored
    assert [room.id for room in network.rooms] == ["north-0", "north-1", "north-2"]


@pytest.mark.parametrize(
    ("overrides", "field"),
    [
        ({"tick_min": 0}, "tick_min"),
        ({"tick_min": 7}, "tick_min"),  # does not divide the hour
        ({"tick_min": 120}, "tick_min"),
        ({"horizon_days": 0}, "horizon_days"),
        ({"horizon_days": 367}, "horizon_days"),
        ({"freeze_days": -1}, "freeze_days"),
        ({"timezone": "Nowhere"}, "timezone"),
    ],
)
def test_policy_names_the_field_that_is_wrong(overrides, field):
    """A policy has a grid that divides the hour and a horizon of up to a year."""
    with pytest.raises(InvalidInput) as caught:
        Policy(**({"id": "sample"} | overrides))
    assert fields_of(caught) == [field]


def test_weights_are_costs():
    """A negative weight would reward what is to be avoided."""
    with pytest.raises(InvalidInput) as caught:
        Weights(overload=Decimal(-1), dropped=Decimal("NaN"))
    assert fields_of(caught) == ["overload", "dropped"]


def test_weights_are_as_exact_as_a_problem_can_say():
    """Six decimals, and no seventh: it would be refused at each run."""
    Weights(overload=Decimal("0.123456"), dropped=Decimal("0.1234560"))
    with pytest.raises(InvalidInput, match="at most 6 decimals"):
        Weights(overload=Decimal("0.1234567"))
