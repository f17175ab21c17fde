"""A clinic's week: every session once, at its stage."""

from __future__ import annotations

from datetime import timedelta

import pytest

from scheduler.domain.roster import AppointmentStatus, RosterStatus
from scheduler.weekly_roster import WeeklyRoster
from tests.scheduler.builders import (
    make_appointment,
    make_clinic,
    make_network,
    make_roster,
    make_unplaced,
    make_visit,
)
from tests.scheduler.cases import CONFIRMED, MONDAY, PUBLISHED, at
from tests.scheduler.runs import store
from tests.scheduler.weeks import read_week as week

CANCELLED, DONE = AppointmentStatus.CANCELLED, AppointmentStatus.DONE
MISSED = AppointmentStatus.MISSED


def stages(roster: WeeklyRoster) -> dict[str, str]:
    """Stage of each session."""
    assert len({s.visit.session for s in roster.sessions}) == len(roster.sessions)
    return {s.visit.session: s.stage.value for s in roster.sessions}


class TestStages:
    """Where a session stands, and where it is shown."""

    @pytest.mark.parametrize(
        ("status", "start_utc", "stage"),
        [
            (DONE, at(0, 9), "history"),  # held
            (MISSED, at(0, 9), "history"),  # missed
            (PUBLISHED, at(0, 11, 59), "history"),  # has begun, without a record
            (PUBLISHED, at(0, 12), "frozen"),  # begins now
            (PUBLISHED, at(1, 16), "frozen"),  # the last day of the freeze
            (PUBLISHED, at(2, 9), "published"),  # the first day after it
            (CONFIRMED, at(4, 9), "frozen"),  # confirmed, whenever
        ],
    )
    def test_appointments_without_a_draft(
        self, sqlite_engine, status, start_utc, stage
    ):
        """The stage follows from status and time."""
        appointment = make_appointment(status, start_utc=start_utc)
        store(sqlite_engine, make_network(appointments=(appointment,)))
        roster = week(sqlite_engine)
        assert stages(roster) == {"c1-1": stage}
        assert roster.sessions[0].is_missed == (status is MISSED)

    @pytest.mark.parametrize(
        ("status", "start_utc", "stage", "shown_utc"),
        [
            (PUBLISHED, at(3), "draft", at(4)),  # the draft moves it
            (PUBLISHED, at(1), "draft", at(4)),  # in the freeze, but broken
            (PUBLISHED, at(4), "published", at(4)),  # the draft leaves it
            (PUBLISHED, at(0, 11), "history", at(0, 11)),  # it has begun since
            (CONFIRMED, at(3), "frozen", at(3)),  # confirmed since
            (DONE, at(0, 9), "history", at(0, 9)),  # held since
            (CANCELLED, at(3), "draft", at(4)),  # planned again
        ],
    )
    def test_appointments_with_a_draft_for_friday(
        self, sqlite_engine, status, start_utc, stage, shown_utc
    ):
        """Shown once: as it stands, or where publishing would move it."""
        network = make_network(
            appointments=(make_appointment(status, start_utc=start_utc),),
            rosters=(make_roster(visits=(make_visit(start_utc=at(4)),)),),
        )
        store(sqlite_engine, network)
        roster = week(sqlite_engine)
        assert stages(roster) == {"c1-1": stage}
        (session,) = roster.sessions
        assert session.visit.start_utc == shown_utc
        is_moved = stage == "draft" and status is PUBLISHED
        assert (session.moved_from is not None) == is_moved

    def test_new_proposals_are_drafts_until_they_would_have_begun(self, sqlite_engine):
        """One for this morning was never announced."""
        visits = (make_visit(start_utc=at(0)), make_visit(number=2, start_utc=at(3)))
        store(sqlite_engine, make_network(rosters=(make_roster(visits=visits),)))
        assert stages(week(sqlite_engine)) == {"c1-2": "draft"}

    def test_without_the_draft_only_what_stands_is_shown(self, sqlite_engine):
        """At its published time."""
        draft = make_roster(
            visits=(make_visit(start_utc=at(4)), make_visit(number=2, start_utc=at(6))),
            unplaced=(make_unplaced(number=3),),
        )
        network = make_network(
            appointments=(make_appointment(start_utc=at(3)),), rosters=(draft,)
        )
        store(sqlite_engine, network)
        roster = week(sqlite_engine, with_draft=False)
        assert stages(roster) == {"c1-1": "published"}
        assert roster.sessions[0].visit.start_utc == at(3)
        assert roster.unscheduled == ()

    def test_a_published_roster_proposes_nothing_any_more(self, sqlite_engine):
        """Its appointments may have been cancelled since."""
        roster = make_roster(
            visits=(make_visit(start_utc=at(4)),), status=RosterStatus.PUBLISHED
        )
        network = make_network(
            appointments=(make_appointment(CANCELLED, start_utc=at(4)),),
            rosters=(roster,),
        )
        store(sqlite_engine, network)
        shown = week(sqlite_engine)
        assert stages(shown) == {}
        assert [s.visit.session for s in shown.cancelled] == ["c1-1"]

    def test_a_session_that_leaves_the_week_is_in_the_other_one(self, sqlite_engine):
        """The draft moves it from Friday to Monday."""
        network = make_network(
            appointments=(make_appointment(start_utc=at(4)),),
            rosters=(make_roster(visits=(make_visit(start_utc=at(7)),)),),
        )
        store(sqlite_engine, network)
        assert stages(week(sqlite_engine)) == {}
        arrived = week(sqlite_engine, week="2026-W49")
        assert stages(arrived) == {"c1-1": "draft"}
        assert arrived.sessions[0].moved_from.start_utc == at(4)

    def test_weeks_and_days_are_the_clinics_own(self, sqlite_engine):
        """Sunday evening in New York is Monday in London."""
        network = make_network(
            clinics=(make_clinic(timezone="America/New_York"),),
            appointments=(
                make_appointment(start_utc=at(7, 4, 59)),  # Sunday 23:59
                make_appointment(number=2, start_utc=at(7, 5)),  # Monday 00:00
            ),
        )
        store(sqlite_engine, network)
        roster = week(sqlite_engine)
        assert stages(roster) == {"c1-1": "published"}
        assert roster.date_of(roster.sessions[0]) == MONDAY + timedelta(days=6)

    def test_history_of_both_databases(self, engine):
        """The same week on SQLite and PostgreSQL."""
        draft = make_roster(
            visits=(make_visit(number=2, start_utc=at(4)),),
            unplaced=(make_unplaced(number=3),),
        )
        network = make_network(
            appointments=(make_appointment(DONE, start_utc=at(0, 9)),),
            rosters=(draft,),
        )
        store(engine, network)
        roster = week(engine)
        assert stages(roster) == {"c1-1": "history", "c1-2": "draft"}
        assert [each.session for each in roster.unscheduled] == ["c1-3"]


class TestUnscheduled:
    """What the latest run found no place for."""

    @pytest.mark.parametrize(
        ("overrides", "is_listed"),
        [
            ({}, True),  # due in this week
            ({"due": MONDAY - timedelta(days=20)}, True),  # overdue
            ({"due": MONDAY + timedelta(days=7)}, False),  # due next week
            ({"clinics": ("south", "north")}, False),  # another usual clinic
            ({"clinics": ("north", "south")}, True),  # the usual clinic of two
        ],
    )
    def test_listed_in_its_week_at_the_usual_clinic(
        self, sqlite_engine, overrides, is_listed
    ):
        """Each is on exactly one roster."""
        draft = make_roster(unplaced=(make_unplaced(**overrides),))
        store(sqlite_engine, make_network(rosters=(draft,)))
        listed = [each.session for each in week(sqlite_engine).unscheduled]
        assert listed == (["c1-2"] if is_listed else [])

    @pytest.mark.parametrize(
        ("roster_status", "status", "is_listed"),
        [
            (RosterStatus.DRAFT, PUBLISHED, True),  # stands, but in danger
            (RosterStatus.DRAFT, CONFIRMED, False),  # confirmed since
            (RosterStatus.DRAFT, CANCELLED, True),  # cancelled before
            (RosterStatus.PUBLISHED, CANCELLED, True),  # dropped when published
            (RosterStatus.PUBLISHED, PUBLISHED, False),  # booked since
        ],
    )
    def test_listed_until_it_has_a_place(
        self, sqlite_engine, roster_status, status, is_listed
    ):
        """After publishing too; what stands stays among the sessions."""
        network = make_network(
            appointments=(make_appointment(status, number=2, start_utc=at(4)),),
            rosters=(make_roster(unplaced=(make_unplaced(),), status=roster_status),),
        )
        store(sqlite_engine, network)
        roster = week(sqlite_engine)
        assert bool(roster.unscheduled) == is_listed
        assert ("c1-2" in stages(roster)) == (status is not CANCELLED)
