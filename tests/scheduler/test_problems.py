"""From the domain to the planning problem: hours, people and sessions."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from fixtures.generator.network import generate_network
from scheduler.domain.clinic import Travel
from scheduler.domain.network import Network, Policy, Weights
from scheduler.domain.patient import AcceptedClinic, Clearance, Contraindication
from scheduler.domain.practitioner import Break
from scheduler.errors import InvalidInput
from scheduler.problems import build_problem
from solver.reading import to_json
from tests.scheduler.builders import (
    make_clinic,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_recovery,
    make_room,
    make_shift,
    make_step,
    make_treatment,
    make_window,
)
from tests.scheduler.cases import MONDAY, build


class TestDocument:
    """What goes in, and in what form."""

    def test_smallest_network(self):
        """One clinic, room, practitioner, patient and course."""
        problem = build()
        assert problem.id == "sample-2026-11-23"
        assert (problem.horizon.start, problem.horizon.days) == (MONDAY, 7)
        assert [c.id for c in problem.clinics] == ["north"]
        assert [r.id for r in problem.rooms] == ["north-1"]
        assert [p.id for p in problem.practitioners] == ["mei"]
        assert [p.id for p in problem.patients] == ["p1"]
        assert [s.id for c in problem.courses for s in c.sessions] == ["c1-1", "c1-2"]

    def test_same_network_and_day_give_the_same_bytes(self):
        """Whatever order the parts came in."""
        network = generate_network(3, 14, 0.4, 5, MONDAY)
        turned = Network(
            policy=network.policy,
            **{
                part: getattr(network, part)[::-1]
                for part in (
                    "clinics",
                    "travel",
                    "rooms",
                    "practitioners",
                    "treatments",
                    "protocols",
                    "patients",
                    "courses",
                )
            },
        )
        assert to_json(build(network)) == to_json(build(turned))

    def test_whoever_has_nothing_to_plan_is_left_out(self):
        """A finished course, its patient, and a clinic that nobody accepts."""
        network = make_network(
            clinics=(make_clinic(), make_clinic(id="south")),
            rooms=(make_room(), make_room(id="south-1", clinic="south")),
            practitioners=(
                make_practitioner(),
                make_practitioner(id="sam", shifts=(make_shift(clinic="south"),)),
            ),
            patients=(make_patient(), make_patient(id="p2")),
            courses=(
                make_course(),
                make_course(id="c2", patient="p2", starts_on=date(2027, 1, 4)),
            ),
        )
        problem = build(network)
        assert [c.id for c in problem.clinics] == ["north"]
        assert [p.id for p in problem.practitioners] == ["mei"]
        assert [p.id for p in problem.patients] == ["p1"]

    def test_empty_network_is_an_empty_problem(self):
        """No clinic yet: nothing to plan, and no error."""
        problem = build(Network(policy=Policy(id="new")))
        assert problem.clinics == problem.courses == ()

    def test_wishes_limits_and_weights_are_passed_on(self):
        """What the optimiser weighs comes from the network as it is."""
        network = make_network(
            policy=Policy(id="sample", weights=Weights(overload=Decimal("7.5"))),
            practitioners=(
                make_practitioner(
                    licensed_until=date(2026, 12, 1),
                    break_=Break(break_min=30, from_local=time(12), to_local=time(14)),
                ),
                make_practitioner(id="sam"),
            ),
            patients=(
                make_patient(
                    preferred=(make_window(from_local=time(17), to_local=time(0)),)
                ),
            ),
            courses=(
                make_course(
                    preferred_practitioner="mei",
                    refused_practitioners=("sam",),
                    sessions_done=1,
                    last_session_on=date(2026, 11, 20),
                    last_practitioner="mei",
                ),
            ),
        )
        problem = build(network)
        (course,) = problem.courses
        mei = problem.practitioners[0]
        assert problem.weights.overload == Decimal("7.5")
        assert (mei.licensed_until, mei.break_.minutes) == (date(2026, 12, 1), 30)
        assert problem.patients[0].preferred[0].to == "24:00"
        assert course.preferred_practitioner == "mei"
        assert course.refused_practitioners == ("sam",)
        assert course.last_session.date == date(2026, 11, 20)
        assert course.last_session.practitioner == "mei"

    def test_people_who_left_are_named_but_do_not_work(self):
        """The last practitioner has no shift any more; continuity still counts."""
        network = make_network(
            practitioners=(make_practitioner(), make_practitioner(id="sam", shifts=())),
            courses=(
                make_course(
                    sessions_done=1,
                    last_session_on=date(2026, 11, 20),
                    last_practitioner="sam",
                ),
            ),
        )
        assert [(p.id, len(p.shifts)) for p in build(network).practitioners] == [
            ("mei", 5),
            ("sam", 0),
        ]

    def test_a_patient_without_hours_can_come_at_any_time(self):
        """All days, from midnight to midnight."""
        (window,) = build().patients[0].available
        assert (len(window.days), window.from_, window.to) == (7, "00:00", "24:00")

    @pytest.mark.parametrize(
        ("clearances", "until"),
        [
            ((), date(2026, 11, 22)),  # never cleared: the day before the horizon
            ((date(2026, 11, 1),), date(2026, 11, 22)),  # ran out before
            ((date(2026, 11, 27),), date(2026, 11, 27)),  # runs out within
        ],
    )
    def test_clearance_bounds_the_course(self, clearances, until):
        """A contraindication without a clearance rules out every session."""
        condition = Contraindication.PREGNANCY
        patient = make_patient(
            contraindications=(condition,),
            clearances=tuple(
                Clearance(contraindication=condition, valid_until=day)
                for day in clearances
            ),
        )
        problem = build(make_network(patients=(patient,)))
        assert problem.courses[0].cleared_until == until

    @pytest.mark.parametrize(
        ("travel_min", "minutes"),
        [
            (20, 20),  # on the grid
            (21, 25),  # rounded up: nobody arrives before time
            (24, 25),
            (0, 0),
        ],
    )
    def test_travel_between_clinics_of_the_problem(self, travel_min, minutes):
        """On the problem's grid; a pair with a clinic left out is left out too."""
        network = make_network(
            clinics=tuple(make_clinic(id=i) for i in ("east", "north", "south")),
            travel=(
                Travel(clinic_a="south", clinic_b="north", travel_min=travel_min),
                Travel(clinic_a="north", clinic_b="east", travel_min=30),
            ),
            patients=(
                make_patient(
                    clinics=(
                        AcceptedClinic(clinic="north"),
                        AcceptedClinic(clinic="south", penalty=Decimal(5)),
                    )
                ),
            ),
        )
        (way,) = build(network).travel
        assert (way.from_, way.to, way.minutes) == ("north", "south", minutes)

    def test_what_no_problem_can_say_is_named(self):
        """A treatment whose steps can be as long as one likes, each by itself."""
        rests = [make_recovery(least_min=5, most_min=240) for _ in range(3)]
        facial = make_treatment(steps=(make_step(), *rests))
        with pytest.raises(InvalidInput, match=r"\[facial\].steps must allow at most"):
            build_problem(make_network(treatments=(facial,)), today=MONDAY)
