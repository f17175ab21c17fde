"""Unrolling: windows, phases and what became of the sessions before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scheduler.domain.due_sessions import LastHeld
from scheduler.domain.unroll import unroll
from tests.scheduler.builders import (
    make_consultation,
    make_course,
    make_phase,
    make_protocol,
)
from tests.scheduler.domain.unrolling import (
    FRESH,
    START,
    day,
    gaps,
    held,
    plan,
    promise,
    windows,
)


class TestWindows:
    """Earliest, due and latest date of each session."""

    def test_half_days_are_accumulated_exactly_and_rounded_up(self):
        """Every 3.5 days from the first: due on 3.5, 7, 10.5, 14, 17.5, 21, 24.5."""
        assert windows(plan()) == [
            (1, 0, 4, 7),
            (2, 2, 7, 10),
            (3, 4, 11, 14),
            (4, 6, 14, 17),
            (5, 8, 18, 21),
            (6, 10, 21, 24),
            (7, 12, 25, 28),
        ]

    def test_first_session_of_a_course_has_no_gap(self):
        """The consultation waits for nothing; every later session has its gap."""
        assert gaps(plan()) == [None] + [(2, 7)] * 6

    def test_next_session_counts_from_the_last_one_held(self):
        """Held yesterday: not before tomorrow, due three and a half days after."""
        sessions = plan(records=[held(1, -1)])
        assert windows(sessions)[0] == (2, 1, 3, 6)
        assert gaps(sessions)[0] == (2, 7)

    def test_opening_balance_counts_as_held(self):
        """Three sessions before the appointments were kept: the fourth is next."""
        course = make_course(
            sessions_done=3, last_session_on=day(-2), last_practitioner="mei"
        )
        unrolled = unroll(
            course,
            make_protocol(),
            records=(),
            standing=(),
            horizon_start=START,
            horizon_days=7,
        )
        assert windows(unrolled.sessions)[0] == (4, 0, 2, 5)
        assert unrolled.last_held == LastHeld(on=day(-2), lead="mei")

    def test_an_overdue_session_keeps_its_due_date_in_the_past(self):
        """Overdue counts as lateness, but the slack runs from today."""
        sessions = plan(records=[held(1, -30)])
        assert windows(sessions)[:2] == [(2, 0, -26, 3), (3, 2, 4, 7)]

    def test_course_that_starts_within_the_horizon(self):
        """Nothing before the first date of the course."""
        sessions = plan(make_course(starts_on=day(20)))
        assert windows(sessions) == [(1, 20, 24, 27), (2, 22, 27, 30)]

    def test_course_resumed_later_may_be_held_then(self):
        """A start after the due date leaves the slack after the start."""
        course = make_course(
            starts_on=day(10), sessions_done=1, last_session_on=day(-40)
        )
        assert windows(plan(course))[0] == (2, 10, -36, 13)

    @pytest.mark.parametrize(
        ("days", "count"),
        [
            (4, 0),  # the last day is a day before the first is due
            (5, 1),  # due on the last day
            (7, 1),  # the second is due a day after the last day
            (8, 2),  # the second is due on the last day
        ],
    )
    def test_unrolling_ends_with_the_horizon(self, days, count):
        """The first session that is due after the last day ends it."""
        assert len(plan(days=days)) == count


class TestProtocol:
    """Phases, treatments and the end of a course."""

    def test_treatments_of_a_phase_take_turns(self):
        """Facial, then gua sha, and again, counted within the phase."""
        series = make_phase(sessions=4, treatments=("facial", "gua-sha"))
        first = make_consultation(treatments=("initial",))
        protocol = make_protocol(phases=(first, series))
        treatments = [session.treatment for session in plan(protocol=protocol)]
        assert treatments == ["initial", "facial", "gua-sha", "facial", "gua-sha"]

    def test_a_new_phase_brings_its_own_gap_and_costs(self):
        """The first maintenance session waits for the gap of maintenance."""
        course = make_course(sessions_done=7, last_session_on=day(-14))
        (session,) = plan(course)
        assert windows([session]) == [(8, 7, 14, 17)]
        assert gaps([session]) == [(21, 42)]

    def test_finished_course_has_nothing_to_plan(self):
        """Seven sessions held of a protocol of seven."""
        protocol = make_protocol(phases=(make_consultation(), make_phase()))
        course = make_course(sessions_done=7, last_session_on=day(-5))
        assert plan(course, protocol) == ()

    def test_course_that_starts_after_the_horizon_has_nothing_to_plan(self):
        """A course not yet started."""
        assert plan(make_course(starts_on=day(28))) == ()

    @pytest.mark.parametrize(
        ("ends", "count"),
        [
            (3, 0),  # a day before the first is due
            (4, 1),  # on the due date
            (7, 2),  # on the second one's
        ],
    )
    def test_course_ends_on_its_last_date(self, ends, count):
        """What is due after the end is not planned, what is due before is cut."""
        sessions = plan(make_course(starts_on=START, ends_on=day(ends)))
        assert len(sessions) == count
        assert all(session.latest <= day(ends) for session in sessions)

    def test_an_overdue_session_is_not_planned_after_the_end(self):
        """Due in the past, but the course has ended since."""
        course = make_course(ends_on=day(-1))
        assert plan(course, records=[held(1, -20)]) == ()

    def test_a_phase_without_any_gap_comes_to_an_end(self):
        """Maintenance as often as one likes is at most one session a day."""
        often = make_phase(sessions=None, min_days=0, ideal_days=Decimal(0), max_days=9)
        protocol = make_protocol(phases=(make_consultation(), often))
        assert len(plan(protocol=protocol, days=10)) == 10


class TestHistory:
    """Done, missed and cancelled sessions."""

    def test_a_missed_session_is_replaced_by_the_next_number(self):
        """Number 2 was missed: number 3 takes its place in the protocol."""
        records = [held(1, -7), held(2, -3, is_done=False)]
        sessions = plan(records=records)
        assert windows(sessions)[0] == (3, 0, -3, 3)
        assert [s.number for s in sessions] == list(range(3, 3 + len(sessions)))

    def test_a_missed_consultation_is_planned_again_without_a_gap(self):
        """The course has not begun yet."""
        protocol = make_protocol(
            phases=(make_consultation(treatments=("initial",)), make_phase())
        )
        first = plan(FRESH, protocol, records=[held(1, -1, is_done=False)])[0]
        assert (first.number, first.treatment, first.gap) == (2, "initial", None)

    def test_a_cancelled_session_keeps_its_number(self):
        """Between a session held and one that stands, the free number is planned."""
        sessions = plan(records=[held(1, -3)], standing=[promise(3, 7)])
        assert [s.number for s in sessions[:3]] == [2, 3, 4]

    def test_a_free_number_without_room_comes_after_the_promise(self):
        """Number 3 stands tomorrow: there is no room for 2 before it."""
        sessions = plan(records=[held(1, -3)], standing=[promise(3, 1)])
        assert [s.number for s in sessions[:3]] == [3, 2, 4]
        assert windows(sessions)[1] == (2, 3, 5, 8)

    def test_a_number_lower_than_history_is_kept(self):
        """Number 3 was held before number 2, which still stands."""
        records = [held(1, -9), held(3, -5)]
        sessions = plan(records=records, standing=[promise(2, 1)])
        assert [s.number for s in sessions[:3]] == [2, 4, 5]

    def test_the_last_one_held_decides_whatever_its_number(self):
        """Continuity counts from the latest date."""
        unrolled = unroll(
            FRESH,
            make_protocol(),
            records=[held(3, -9), held(2, -5)],
            standing=(),
            horizon_start=START,
            horizon_days=7,
        )
        assert unrolled.last_held == LastHeld(on=day(-5), lead="mei")
        assert unrolled.sessions[0].number == 4
