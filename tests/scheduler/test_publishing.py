"""Publishing a draft, checked against what came between."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from scheduler.domain.calendar import LocalSpan
from scheduler.domain.network import Network
from scheduler.domain.roster import Appointment, AppointmentStatus, Roster
from scheduler.errors import NotFound, RosterConflict
from scheduler.planning import publish_roster
from scheduler.storage import unit_of_work
from tests.scheduler.builders import (
    make_appointment,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_roster,
    make_unplaced,
    make_visit,
)
from tests.scheduler.cases import CONFIRMED, MONDAY, at
from tests.scheduler.runs import NIGHT, plan, store, stored

DONE = AppointmentStatus.DONE


def draft(engine: Engine, roster: Roster, **parts: Any) -> Roster:
    """Store a network that has this draft."""
    store(engine, make_network(rosters=(roster,), **parts))
    return roster


def book(engine: Engine, *appointments: Appointment) -> None:
    """What the front desk does while a draft waits."""
    with unit_of_work(engine) as uow:
        uow.appointments.put(appointments)
        uow.commit()


def statuses(network: Network) -> dict[str, str]:
    """Status of each appointment."""
    return {a.visit.session: a.status.value for a in network.appointments}


def test_visits_become_appointments(engine):
    """And the next run finds them published and leaves them."""
    store(engine, make_network())
    roster = plan(engine).roster
    publication = publish_roster(engine, roster.id, now_utc=NIGHT)
    assert publication.added == tuple(visit.session for visit in roster.visits)
    assert {a.visit.session for a in stored(engine).appointments} == {
        visit.session for visit in roster.visits
    }
    again = plan(engine)
    assert again.after.patients_moved == 0
    assert again.roster.visits == roster.visits


def test_a_draft_is_published_once(sqlite_engine):
    """The second time it is no draft any more."""
    store(sqlite_engine, make_network())
    roster = plan(sqlite_engine).roster
    publish_roster(sqlite_engine, roster.id, now_utc=NIGHT)
    with pytest.raises(RosterConflict, match="Only a draft"):
        publish_roster(sqlite_engine, roster.id, now_utc=NIGHT)


def test_unknown_roster_is_named(sqlite_engine):
    """No such run."""
    store(sqlite_engine, make_network())
    with pytest.raises(NotFound, match="run-0"):
        publish_roster(sqlite_engine, "run-0", now_utc=NIGHT)


def test_moves_and_drops_what_was_published(sqlite_engine):
    """The first session moves, the second has no place any more."""
    roster = make_roster(
        visits=(make_visit(start_utc=at(2)),), unplaced=(make_unplaced(),)
    )
    appointments = (
        make_appointment(start_utc=at(3)),
        make_appointment(number=2, start_utc=at(7)),
    )
    draft(sqlite_engine, roster, appointments=appointments)
    publication = publish_roster(sqlite_engine, roster.id, now_utc=NIGHT)
    assert publication.changed == ("c1-1",)
    assert publication.dropped == ("c1-2",)
    assert statuses(stored(sqlite_engine)) == {
        "c1-1": "published",
        "c1-2": "cancelled",
    }


def test_what_was_confirmed_or_held_since_is_kept(sqlite_engine):
    """The patient confirmed the old time of one, another was recorded as held."""
    roster = make_roster(
        visits=(
            make_visit(number=2, start_utc=at(4)),
            make_visit(course="c2", patient="p2", start_utc=at(-3)),
        )
    )
    draft(
        sqlite_engine,
        roster,
        patients=(make_patient(), make_patient(id="p2")),
        courses=(make_course(), make_course(id="c2", patient="p2")),
        appointments=(make_appointment(DONE, start_utc=at(-3, 12)),),
    )
    book(
        sqlite_engine,
        make_appointment(CONFIRMED, number=2, start_utc=at(3)),
        make_appointment(DONE, course="c2", patient="p2", start_utc=at(-3)),
    )
    publication = publish_roster(sqlite_engine, roster.id, now_utc=NIGHT)
    assert publication.kept == ("c1-2", "c2-1")


class TestConflicts:
    """The whole draft is refused, and the database stays as it was."""

    def refused(self, engine: Engine, roster: Roster, now_utc: datetime) -> str:
        """The message of the refusal."""
        before = stored(engine)
        with pytest.raises(RosterConflict) as refusal:
            publish_roster(engine, roster.id, now_utc=now_utc)
        assert stored(engine) == before
        return str(refusal.value)

    def test_room_was_booked_meanwhile(self, sqlite_engine):
        """Another patient confirmed the same half hour."""
        roster = make_roster(visits=(make_visit(start_utc=at(3)),))
        draft(
            sqlite_engine,
            roster,
            patients=(make_patient(), make_patient(id="p2")),
            courses=(make_course(), make_course(id="c2", patient="p2")),
            practitioners=(make_practitioner(), make_practitioner(id="sam")),
        )
        booked = make_appointment(
            CONFIRMED,
            course="c2",
            patient="p2",
            staff={"lead": "sam"},
            start_utc=at(3, 10, 30),
        )
        book(sqlite_engine, booked)
        message = self.refused(sqlite_engine, roster, NIGHT)
        assert "plan again. Session c2-1 breaks R02: room 'north-1'" in message

    def test_practitioner_fell_ill_meanwhile(self, sqlite_engine):
        """The hours of the draft are gone."""
        roster = make_roster(visits=(make_visit(start_utc=at(3)),))
        ill = LocalSpan(first_day=MONDAY, last_day=MONDAY + timedelta(days=5))
        draft(
            sqlite_engine,
            roster,
            practitioners=(make_practitioner(absences=(ill,)),),
        )
        assert "breaks R05" in self.refused(sqlite_engine, roster, NIGHT)

    def test_session_before_it_was_booked_too_near(self, sqlite_engine):
        """A day before the proposed one, where two are the least."""
        roster = make_roster(visits=(make_visit(number=2, start_utc=at(4)),))
        draft(sqlite_engine, roster)
        book(sqlite_engine, make_appointment(CONFIRMED, start_utc=at(3)))
        assert "c1-2 breaks R11" in self.refused(sqlite_engine, roster, NIGHT)

    def test_published_appointment_reached_the_freeze(self, sqlite_engine):
        """Two days later the draft may no longer move it."""
        roster = make_roster(visits=(make_visit(start_utc=at(4)),))
        draft(sqlite_engine, roster, appointments=(make_appointment(start_utc=at(3)),))
        message = self.refused(sqlite_engine, roster, at(2, 3))
        assert "c1-1 breaks R13" in message

    def test_session_would_have_begun(self, sqlite_engine):
        """The draft waited until noon."""
        roster = make_roster(visits=(make_visit(start_utc=at(0)),))
        draft(sqlite_engine, roster)
        message = self.refused(sqlite_engine, roster, at(0, 12))
        assert "Session c1-1 would have begun by now." in message

    def test_session_is_no_longer_planned(self, sqlite_engine):
        """Number 2 was missed under another draft; numbers moved on."""
        roster = make_roster(visits=(make_visit(number=2, start_utc=at(4)),))
        missed = make_appointment(AppointmentStatus.MISSED, number=3, start_utc=at(-1))
        draft(sqlite_engine, roster, appointments=(missed,))
        message = self.refused(sqlite_engine, roster, NIGHT)
        assert "Session c1-2 is no longer to be planned." in message

    @pytest.mark.parametrize(
        ("visit", "named"),
        [
            ({"clinic": "gone"}, "clinic 'gone'"),
            ({"room": "gone"}, "must name a room of the problem, got 'gone'"),
            ({"staff": {"lead": "gone"}}, "must name a practitioner"),
        ],
    )
    def test_what_it_names_is_gone(self, sqlite_engine, visit, named):
        """The network was imported anew since."""
        roster = make_roster(visits=(make_visit(start_utc=at(4), **visit),))
        draft(sqlite_engine, roster)
        assert named in self.refused(sqlite_engine, roster, NIGHT)

    def test_its_horizon_is_over(self, sqlite_engine):
        """Four weeks later."""
        roster = make_roster(visits=(make_visit(start_utc=at(4)),))
        draft(sqlite_engine, roster)
        message = self.refused(sqlite_engine, roster, at(28))
        assert "its last day was 2026-12-20" in message

    def test_a_long_list_is_cut_short(self, sqlite_engine):
        """Five are named, the rest is counted."""
        visits = tuple(make_visit(number=n, start_utc=at(-n)) for n in range(1, 8))
        roster = make_roster(visits=visits)
        draft(sqlite_engine, roster)
        message = self.refused(sqlite_engine, roster, NIGHT)
        assert message.endswith("c1-5 would have begun by now. And 2 more.")
