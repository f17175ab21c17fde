"""Planning runs over a real database, and publishing what they propose."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from fixtures.generator.network import generate_network
from scheduler.domain.calendar import LocalSpan
from scheduler.domain.network import Policy
from scheduler.domain.roster import RosterStatus
from scheduler.errors import InvalidInput, NotFound, RosterConflict
from scheduler.planning import (
    PlanRejectedError,
)
from solver.check import Violation, check
from solver.check.report import Report
from solver.options import Options, Progress
from tests.scheduler.builders import (
    make_appointment,
    make_network,
    make_practitioner,
)
from tests.scheduler.cases import MONDAY, at
from tests.scheduler.runs import NIGHT, plan, store, stored

TOWN_PATIENTS = 60


@pytest.fixture
def town(sqlite_engine: Engine) -> Engine:
    """Two clinics that share staff and patients, with a week to plan."""
    store(sqlite_engine, generate_network(2, 7, 0.5, 3, MONDAY, patients=TOWN_PATIENTS))
    return sqlite_engine


class TestRun:
    """One run: database, problem, plan, draft."""

    def test_the_draft_is_stored_as_it_was_returned(self, engine):
        """On either database; appointments stay as they are."""
        store(engine, make_network(appointments=(make_appointment(start_utc=at(3)),)))
        result = plan(engine)
        network = stored(engine)
        assert network.rosters == (result.roster,)
        assert [a.visit.start_utc for a in network.appointments] == [at(3)]
        assert result.roster.status is RosterStatus.DRAFT
        assert result.roster.created_utc == NIGHT
        assert {v.session for v in result.roster.visits} >= {"c1-1", "c1-2"}

    def test_roster_says_what_the_plan_says(self, town):
        """Every session of the problem is a visit or unplaced; figures agree."""
        result = plan(town)
        roster, problem = result.roster, result.problem
        sessions = {s.id for course in problem.courses for s in course.sessions}
        placed = {visit.session for visit in roster.visits}
        unplaced = {each.session for each in roster.unplaced}
        assert placed | unplaced == sessions
        assert not placed & unplaced
        assert check(problem, result.plan).total == roster.total
        assert sum(roster.terms.values()) == roster.total
        assert len(roster.fingerprint) == 64
        assert all(each.reasons for each in roster.unplaced)

    def test_search_beats_the_front_desk(self, town):
        """The figures tell both."""
        options = Options(time_limit_s=30, iterations=200)
        result = plan(town, options=options)
        assert result.roster.total < result.roster.baseline_total
        assert result.after.on_time_percent > result.before.on_time_percent
        assert result.after.unscheduled == len(result.roster.unplaced)
        assert f"{result.roster.baseline_total:,.1f}" in result.figures_table()

    def test_figures_count_every_session_once(self, town):
        """Percentages lie where they can."""
        figures = plan(town).after
        assert figures.placed + figures.unscheduled == figures.sessions
        shares = [figures.on_time_percent, figures.gap_kept_percent]
        shares += [clinic.room_use_percent for clinic in figures.clinics]
        shares += [clinic.practitioner_use_percent for clinic in figures.clinics]
        assert all(0 < share <= 100 for share in shares)

    def test_progress_is_told_and_a_stop_is_heard(self, town):
        """A run that is stopped at once still has the front desk's plan."""
        told: list[Progress] = []
        result = plan(
            town,
            options=Options(time_limit_s=60),
            on_progress=told.append,
            stop=lambda: True,
        )
        assert told
        assert result.roster.total == result.roster.baseline_total

    def test_the_horizon_may_be_shorter_than_the_policy_says(self, town):
        """Three days of seven."""
        result = plan(town, horizon_days=3)
        assert result.roster.horizon_days == 3
        end_utc = datetime(2026, 11, 26, tzinfo=UTC)
        assert all(visit.end_utc < end_utc for visit in result.roster.visits)

    def test_next_run_starts_from_the_last_draft(self, town):
        """Its places are hints, and it supersedes it."""
        first = plan(town)
        second = plan(town)
        assert second.roster.total <= first.roster.total
        states = {a.state for a in second.problem.appointments}
        assert states == {"draft"}
        by_id = {roster.id: roster.status for roster in stored(town).rosters}
        assert by_id[first.roster.id] is RosterStatus.SUPERSEDED

    def test_broken_promises_are_repaired_and_reported(self, sqlite_engine):
        """The practitioner fell ill: the confirmed session gets another day."""
        ill = LocalSpan(first_day=MONDAY, last_day=MONDAY)
        network = make_network(
            practitioners=(make_practitioner(absences=(ill,)),),
            appointments=(make_appointment(start_utc=at(0)),),
        )
        store(sqlite_engine, network)
        result = plan(sqlite_engine)
        assert [promise.visit.session for promise in result.broken] == ["c1-1"]
        assert result.roster.visits[0].start_utc.date() > MONDAY
        assert result.after.patients_moved == 1
        told = "Session c1-1 cannot stay at north, 2026-11-23 10:00 UTC: R05"
        assert str(result.broken[0]).startswith(told)

    def test_draft_of_a_network_that_was_replaced_meanwhile_is_refused(
        self, sqlite_engine
    ):
        """Its sessions mean nothing in the other network."""
        store(sqlite_engine, make_network())
        other = make_network(policy=Policy(id="other"))
        with pytest.raises(RosterConflict, match="'other' was imported meanwhile"):
            plan(sqlite_engine, on_progress=lambda _: store(sqlite_engine, other))
        assert stored(sqlite_engine) == other

    def test_network_without_work_gives_an_empty_draft(self, sqlite_engine):
        """No course: nothing planned, nothing wrong."""
        store(sqlite_engine, make_network(courses=()))
        result = plan(sqlite_engine)
        assert result.roster.visits == result.roster.unplaced == ()
        assert result.after.on_time_percent is None

    def test_patient_nobody_can_treat_is_unplaced_with_a_reason(self, sqlite_engine):
        """No practitioner has the skill."""
        store(
            sqlite_engine, make_network(practitioners=(make_practitioner(skills=()),))
        )
        result = plan(sqlite_engine)
        assert result.roster.visits == ()
        assert all("R03" in " ".join(u.reasons) for u in result.roster.unplaced)

    def test_nothing_imported_yet_is_said(self, sqlite_engine):
        """With the way out."""
        with pytest.raises(NotFound, match="meridian import"):
            plan(sqlite_engine)

    def test_unknown_clinics_are_named(self, sqlite_engine):
        """And those there are."""
        store(sqlite_engine, make_network())
        with pytest.raises(NotFound, match=r"\(north\), got east, west\."):
            plan(sqlite_engine, clinics=["west", "east"])

    def test_horizon_out_of_range_is_refused(self, sqlite_engine):
        """A year is the most."""
        store(sqlite_engine, make_network())
        with pytest.raises(InvalidInput, match="horizon_days must be 1 to 366"):
            plan(sqlite_engine, horizon_days=367)

    def test_a_plan_of_ours_that_breaks_a_rule_is_not_stored(
        self, sqlite_engine, monkeypatch, caplog
    ):
        """The last draft stays, and the log names the problem."""
        store(sqlite_engine, make_network())
        before = plan(sqlite_engine).roster
        violation = Violation("R04", "c1-1", "overlaps.")
        monkeypatch.setattr(
            "scheduler.planning.check", lambda *_: Report((violation,), {})
        )
        with pytest.raises(PlanRejectedError), caplog.at_level(logging.ERROR):
            plan(sqlite_engine)
        assert stored(sqlite_engine).rosters == (before,)
        assert "breaks 1 rules: R04 session 'c1-1' overlaps." in caplog.text


class TestScope:
    """A run over one clinic."""

    def test_the_other_clinic_keeps_its_draft(self, town):
        """Only the patients of the first clinic are planned anew."""
        network = stored(town)
        first = network.clinics[0].id
        home = {p.id: p.clinics[0].clinic for p in network.patients}
        whole = plan(town).roster
        part = plan(town, clinics=[first])
        outside = [v for v in whole.visits if home[v.patient] != first]
        assert {v.session for v in outside} <= {v.session for v in part.roster.visits}
        assert {home[v.patient] for v in part.roster.visits} == set(home.values())
        assert {u.session for u in whole.unplaced if home[u.patient] != first} <= {
            u.session for u in part.roster.unplaced
        }
        assert [use.clinic for use in part.after.clinics] == [first]
        planned = [v for v in part.roster.visits if home[v.patient] == first]
        assert {v.clinic for v in planned} == {first}
