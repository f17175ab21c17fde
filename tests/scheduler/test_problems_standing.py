"""What stands in a planning problem: promises, what breaks them, and hints."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from scheduler.domain.calendar import LocalSpan, Weekday
from scheduler.domain.network import Policy
from scheduler.domain.patient import Clearance, Contraindication
from scheduler.domain.roster import AppointmentStatus, StepTime
from scheduler.horizon import planning_horizon
from scheduler.problems import prepare
from tests.scheduler.builders import (
    make_appointment,
    make_clinic,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_room,
    make_shift,
    make_window,
)
from tests.scheduler.cases import CONFIRMED, MONDAY, PUBLISHED, at, broken, case, states


class TestStates:
    """How firmly an appointment stands."""

    @pytest.mark.parametrize(
        ("status", "offset", "state"),
        [
            (CONFIRMED, 9, "fixed"),  # confirmed, however far
            (PUBLISHED, 1, "fixed"),  # the last day of the freeze
            (PUBLISHED, 2, "published"),  # the first day after it
        ],
    )
    def test_state_follows_from_status_and_freeze(self, status, offset, state):
        """The freeze of these tests is two days."""
        network = make_network(
            appointments=(make_appointment(status, start_utc=at(offset)),)
        )
        made = case(network)
        assert states(made) == {"c1-1": state}
        assert made.broken == ()

    def test_no_freeze_means_that_published_ones_may_move_today(self):
        """A policy without freeze."""
        network = make_network(
            policy=Policy(id="sample", freeze_days=0),
            appointments=(make_appointment(start_utc=at(0)),),
        )
        assert states(case(network)) == {"c1-1": "published"}

    def test_cancelled_done_and_missed_ones_are_not_in_the_way(self):
        """The cancelled session is planned again under its own number."""
        network = make_network(
            appointments=(
                make_appointment(AppointmentStatus.DONE, start_utc=at(-14)),
                make_appointment(AppointmentStatus.MISSED, number=2, start_utc=at(-10)),
                make_appointment(
                    AppointmentStatus.CANCELLED, number=3, start_utc=at(3)
                ),
            )
        )
        made = case(network)
        assert states(made) == {}
        assert made.problem.courses[0].sessions[0].id == "c1-3"

    def test_one_that_is_over_without_a_record_counts_as_held(self):
        """Friday's session was not recorded: the next follows from it."""
        network = make_network(appointments=(make_appointment(start_utc=at(-3)),))
        (course,) = case(network).problem.courses
        assert course.last_session.date == date(2026, 11, 20)
        assert course.sessions[0].id == "c1-2"

    def test_one_under_way_is_history_and_keeps_its_room_and_staff(self):
        """At 10:20 the room is taken until 10:55, the lead until 10:45."""
        network = make_network(appointments=(make_appointment(start_utc=at(0)),))
        problem = case(network, now_utc=at(0, 10, 20)).problem
        (taken,) = problem.rooms[0].unavailable
        assert (taken.from_, taken.to) == (at(0), at(0, 10, 55))
        first, second = problem.practitioners[0].shifts[:2]
        assert (first.to, second.from_) == (at(0, 10), at(0, 10, 45))
        assert problem.appointments == ()

    def test_steps_are_written_on_the_clock_of_the_clinic(self):
        """Across the night in which clocks go back, an hour stays an hour."""
        sunday = date(2026, 10, 25)
        hours = make_window(days=tuple(Weekday), from_local=time(0), to_local=time(0))
        network = make_network(
            clinics=(make_clinic(hours=(hours,)),),
            practitioners=(
                make_practitioner(
                    shifts=(
                        make_shift(
                            days=tuple(Weekday), from_local=time(0), to_local=time(0)
                        ),
                    )
                ),
            ),
            courses=(make_course(starts_on=sunday),),
            appointments=(
                make_appointment(start_utc=datetime(2026, 10, 25, 0, 40, tzinfo=UTC)),
            ),
        )
        horizon = planning_horizon(network.policy, today=sunday, days=1)
        (appointment,) = prepare(network, horizon).problem.appointments
        assert appointment.state == "fixed"
        assert [step.to.isoformat()[11:] for step in appointment.steps] == [
            "01:05:00+00:00",
            "01:25:00+00:00",
        ]
        assert appointment.start.isoformat()[11:] == "01:40:00+01:00"


class TestBrokenPromises:
    """Appointments that cannot stay as they stand."""

    @pytest.mark.parametrize(
        ("part", "rule"),
        [
            (
                {  # the practitioner is ill
                    "practitioners": (
                        make_practitioner(
                            absences=(LocalSpan(first_day=MONDAY, last_day=MONDAY),)
                        ),
                    )
                },
                "R05",
            ),
            (
                {  # the room is closed
                    "rooms": (
                        make_room(
                            closures=(LocalSpan(first_day=MONDAY, last_day=MONDAY),)
                        ),
                    )
                },
                "R02",
            ),
            (
                {  # the clinic is closed
                    "clinics": (
                        make_clinic(
                            closures=(LocalSpan(first_day=MONDAY, last_day=MONDAY),)
                        ),
                    )
                },
                "R05",
            ),
            (
                {  # the licence has ended
                    "practitioners": (
                        make_practitioner(licensed_until=MONDAY - timedelta(days=1)),
                    )
                },
                "R03",
            ),
            (
                {  # the patient is away
                    "patients": (
                        make_patient(
                            unavailable=(LocalSpan(first_day=MONDAY, last_day=MONDAY),)
                        ),
                    )
                },
                "R10",
            ),
            (
                {  # the clearance has run out
                    "patients": (
                        make_patient(
                            contraindications=(Contraindication.PREGNANCY,),
                            clearances=(
                                Clearance(
                                    contraindication=Contraindication.PREGNANCY,
                                    valid_until=MONDAY - timedelta(days=1),
                                ),
                            ),
                        ),
                    )
                },
                "R12",
            ),
        ],
    )
    def test_what_rules_it_out_makes_it_movable_and_is_reported(self, part, rule):
        """A confirmed appointment of today that the rules no longer allow."""
        appointment = make_appointment(CONFIRMED, start_utc=at(0))
        made = case(make_network(appointments=(appointment,), **part))
        assert states(made) == {"c1-1": "published"}
        assert broken(made) == {"c1-1": [rule]}

    def test_of_two_in_one_room_the_later_gives_way(self):
        """Two confirmed appointments overlap by the cleaning of the room."""
        network = make_network(
            patients=(make_patient(), make_patient(id="p2")),
            courses=(make_course(), make_course(id="c2", patient="p2")),
            practitioners=(make_practitioner(), make_practitioner(id="sam")),
            appointments=(
                make_appointment(CONFIRMED, start_utc=at(0)),
                make_appointment(
                    CONFIRMED,
                    course="c2",
                    patient="p2",
                    staff={"lead": "sam"},
                    start_utc=at(0, 10, 50),
                ),
            ),
        )
        made = case(network)
        assert states(made) == {"c1-1": "fixed", "c2-1": "published"}
        assert broken(made) == {"c2-1": ["R02"]}

    def test_windows_follow_the_protocol_again(self):
        """A promise that is broken no longer stretches its window."""
        ill = LocalSpan(first_day=MONDAY, last_day=MONDAY + timedelta(days=10))
        network = make_network(
            practitioners=(make_practitioner(absences=(ill,)),),
            courses=(make_course(starts_on=MONDAY),),
            appointments=(make_appointment(CONFIRMED, start_utc=at(10)),),
        )
        session = case(network).problem.courses[0].sessions[0]
        assert session.latest == MONDAY + timedelta(days=7)

    def test_promise_outside_the_usual_hours_is_kept(self):
        """Mondays only, but Tuesday was agreed: this Tuesday, no other."""
        mondays = make_window(days=(Weekday.MON,))
        network = make_network(
            patients=(make_patient(available=(mondays,)),),
            appointments=(make_appointment(CONFIRMED, start_utc=at(1)),),
        )
        made = case(network)
        assert states(made) == {"c1-1": "fixed"}
        (patient,) = made.problem.patients
        assert [(w.days, w.from_, w.to) for w in patient.available] == [
            (("mon",), "09:00", "17:00"),
            (("tue",), "10:00", "10:45"),
        ]
        (closed,) = patient.unavailable
        assert (closed.from_, closed.to) == (at(8), at(8, 10, 45))

    def test_hours_are_widened_by_no_more_than_what_is_new(self):
        """Half of the promise lies in the usual hours, and those stay."""
        mornings = make_window(to_local=time(10, 30))
        network = make_network(
            patients=(make_patient(available=(mornings,)),),
            appointments=(make_appointment(CONFIRMED, start_utc=at(1)),),
        )
        (closed,) = case(network).problem.patients[0].unavailable
        assert (closed.from_, closed.to) == (at(8, 10, 30), at(8, 10, 45))

    def test_a_treatment_that_grew_makes_its_promises_movable(self):
        """The recovery became longer than what was booked."""
        short = (
            StepTime(name="needling", length_min=25),
            StepTime(name="recovery", length_min=15),
        )
        appointment = make_appointment(CONFIRMED, start_utc=at(0), steps=short)
        assert broken(case(make_network(appointments=(appointment,)))) == {
            "c1-1": ["R01"]
        }
