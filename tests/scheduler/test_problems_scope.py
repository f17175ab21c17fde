"""What a run plans, what it leaves as it stands, and what it takes as a hint."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.domain.calendar import LocalSpan
from scheduler.domain.network import Network
from scheduler.domain.patient import AcceptedClinic
from tests.scheduler.builders import (
    make_appointment,
    make_clinic,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_room,
    make_roster,
    make_shift,
    make_unplaced,
    make_visit,
)
from tests.scheduler.cases import CONFIRMED, MONDAY, at, broken, case, states


class TestHints:
    """What the last run proposed is a hint."""

    def test_latest_draft_gives_hints_for_what_has_no_appointment(self):
        """The first session stands, the second was proposed."""
        network = make_network(
            appointments=(make_appointment(start_utc=at(2)),),
            rosters=(
                make_roster(
                    visits=(
                        make_visit(start_utc=at(3)),
                        make_visit(number=2, start_utc=at(7)),
                    )
                ),
            ),
        )
        made = case(network)
        assert states(made) == {"c1-1": "published", "c1-2": "draft"}

    @pytest.mark.parametrize(
        "visit",
        [
            {"start_utc": at(-1)},  # in the past
            {"start_utc": at(14)},  # after the horizon
            {"room": "gone", "start_utc": at(2)},  # the room is gone
            {"staff": {"lead": "gone"}, "start_utc": at(2)},  # the lead is gone
            {"treatment": "other", "start_utc": at(2)},  # another treatment now
            {"number": 99, "start_utc": at(2)},  # no such session
        ],
    )
    def test_hints_that_make_no_sense_any_more_are_dropped(self, visit):
        """The network moved on since the draft."""
        network = make_network(rosters=(make_roster(visits=(make_visit(**visit),)),))
        assert states(case(network)) == {}


class TestScope:
    """A run over some clinics leaves the others as they stand."""

    def network(self, **overrides: object) -> Network:
        """Clinics north and south, each with a patient; mei works at both."""
        both = (AcceptedClinic(clinic="north"), AcceptedClinic(clinic="south"))
        values = {
            "clinics": (make_clinic(), make_clinic(id="south")),
            "rooms": (
                make_room(),
                make_room(id="south-1", clinic="south"),
                make_room(id="south-2", clinic="south"),
            ),
            "practitioners": (
                make_practitioner(shifts=(make_shift(), make_shift(clinic="south"))),
                make_practitioner(id="sam", shifts=(make_shift(clinic="south"),)),
            ),
            "patients": (
                make_patient(clinics=both),
                make_patient(id="p2", clinics=both[::-1]),
            ),
            "courses": (make_course(), make_course(id="c2", patient="p2")),
        }
        return make_network(**(values | overrides))

    def at_south(self, **overrides: object) -> dict[str, object]:
        """Where a session of the second course would stand at south."""
        values = {
            "course": "c2",
            "patient": "p2",
            "clinic": "south",
            "room": "south-1",
            "start_utc": at(3),
        }
        return values | overrides

    def test_patients_belong_to_their_usual_clinic(self):
        """The other patient would come to north, but is planned at south."""
        made = case(self.network(), clinics={"north"})
        assert made.problem.id == "sample-2026-11-23-north"
        assert [c.id for c in made.problem.courses] == ["c1"]
        assert [c.id for c in made.problem.clinics] == ["north"]
        assert [c.clinic for c in made.problem.patients[0].clinics] == ["north"]

    def test_shared_practitioners_are_busy_elsewhere(self):
        """Mei's published session at south is fixed, in an otherwise closed room."""
        appointment = make_appointment(**self.at_south())
        made = case(self.network(appointments=(appointment,)), clinics={"north"})
        assert states(made) == {"c2-1": "fixed"}
        assert [r.id for r in made.problem.rooms] == ["north-1", "south-1"]
        before, after = made.problem.rooms[1].unavailable
        assert (before.to, after.from_) == (at(3), at(3, 10, 55))
        (session,) = made.problem.courses[1].sessions
        assert session.earliest == session.latest == MONDAY + timedelta(days=3)

    def test_what_touches_nothing_is_left_out(self):
        """Sam works at south alone."""
        appointment = make_appointment(**self.at_south(staff={"lead": "sam"}))
        made = case(self.network(appointments=(appointment,)), clinics={"north"})
        assert states(made) == {}

    def test_a_planned_patient_with_a_date_elsewhere_keeps_it(self):
        """Published at south, where this run does not plan."""
        appointment = make_appointment(clinic="south", room="south-1", start_utc=at(3))
        made = case(self.network(appointments=(appointment,)), clinics={"north"})
        assert states(made) == {"c1-1": "fixed"}
        assert made.broken == ()

    def test_broken_promises_elsewhere_are_reported_and_left(self):
        """The room at south is closed: the run that plans south repairs it."""
        closed = LocalSpan(first_day=MONDAY, last_day=MONDAY + timedelta(days=9))
        network = self.network(
            rooms=(
                make_room(),
                make_room(id="south-1", clinic="south", closures=(closed,)),
            ),
            appointments=(make_appointment(**self.at_south()),),
        )
        made = case(network, clinics={"north"})
        assert states(made) == {}
        assert broken(made) == {"c2-1": ["R02"]}

    def test_proposals_elsewhere_are_carried_and_block(self):
        """South's draft stays, and mei is not proposed twice."""
        draft = make_roster(
            visits=(
                make_visit(**self.at_south()),
                make_visit(**self.at_south(number=2, staff={"lead": "sam"})),
            ),
            unplaced=(make_unplaced(course="c2", number=3, patient="p2"),),
        )
        made = case(self.network(rosters=(draft,)), clinics={"north"})
        assert states(made) == {"c2-1": "fixed"}
        assert [visit.session for visit in made.carried] == ["c2-1", "c2-2"]
        assert [each.session for each in made.carried_unplaced] == ["c2-3"]

    def test_proposals_that_collide_with_what_stands_are_forgotten(self):
        """North has booked mei at the time that south's draft wants."""
        draft = make_roster(visits=(make_visit(**self.at_south()),))
        booked = make_appointment(CONFIRMED, start_utc=at(3))
        network = self.network(appointments=(booked,), rosters=(draft,))
        made = case(network, clinics={"north"})
        assert states(made) == {"c1-1": "fixed"}
        assert made.carried == ()
        assert made.broken == ()
