"""Unrolling around what stands: appointments are kept, or moved at a cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


class TestPromises:
    """Sessions with a standing appointment."""

    def test_a_fixed_one_is_legal_where_it_was_promised(self):
        """Promised a day after the last one held, and the next counts from it."""
        sessions = plan(records=[held(1, -1)], standing=[promise(2, 0)])
        assert windows(sessions)[:2] == [(2, 0, 3, 6), (3, 2, 4, 7)]
        assert gaps(sessions)[:2] == [(1, 7), (2, 7)]

    def test_a_fixed_one_that_is_late_stretches_window_and_gap(self):
        """Promised on day 20, 21 days after the last one held."""
        sessions = plan(records=[held(1, -1)], standing=[promise(2, 20)])
        assert windows(sessions)[:2] == [(2, 1, 3, 20), (3, 22, 24, 27)]
        assert gaps(sessions)[0] == (2, 21)

    def test_two_fixed_ones_count_from_each_other(self):
        """The second stands a day after the first."""
        fixed = [promise(2, 4), promise(3, 5)]
        sessions = plan(records=[held(1, 0)], standing=fixed)
        assert gaps(sessions)[:2] == [(2, 7), (1, 7)]

    def test_a_free_session_before_a_late_fixed_one_still_has_its_place(self):
        """Number 3 stands on day 20; number 2 need not wait for it until day 13."""
        sessions = plan(records=[held(1, -1)], standing=[promise(3, 20)])
        assert gaps(sessions)[:2] == [(2, 7), (2, 21)]
        assert windows(sessions)[:2] == [(2, 1, 3, 6), (3, 3, 6, 20)]

    def test_a_movable_one_keeps_its_normal_window(self):
        """Published on day 20 though due on day 3: moving it costs, no more."""
        sessions = plan(
            records=[held(1, -1)], standing=[promise(2, 20, is_fixed=False)]
        )
        assert windows(sessions)[:2] == [(2, 1, 3, 6), (3, 3, 6, 9)]
        assert gaps(sessions)[0] == (2, 7)

    def test_those_that_stand_are_included_even_if_due_after_the_horizon(self):
        """Maintenance is due on day 28; it stands on day 25."""
        course = make_course(sessions_done=7, last_session_on=START)
        assert plan(course) == ()
        (session,) = plan(course, standing=[promise(8, 25, is_fixed=False)])
        assert windows([session]) == [(8, 21, 28, 31)]

    def test_promises_in_reverse_order_of_number_keep_the_order_of_dates(self):
        """Number 3 stands before number 2."""
        fixed = [promise(2, 9), promise(3, 4)]
        sessions = plan(records=[held(1, 0)], standing=fixed)
        assert [s.number for s in sessions[:2]] == [3, 2]

    def test_one_beyond_the_horizon_ends_the_unrolling_and_is_left_its_room(self):
        """Number 4 stands on day 10, the day after the horizon."""
        sessions = plan(records=[held(1, -1)], standing=[promise(4, 10)], days=10)
        assert windows(sessions) == [(2, 1, 3, 6), (3, 3, 6, 8)]

    def test_a_movable_one_keeps_a_treatment_that_its_phase_offers(self):
        """After a missed session the turns shift; what was announced stays."""
        phases = (make_consultation(), make_phase(treatments=("facial", "gua-sha")))
        announced = promise(3, 2, is_fixed=False, treatment="gua-sha")
        records = [held(1, -4), held(2, -1, is_done=False)]
        sessions = plan(
            protocol=make_protocol(phases=phases), records=records, standing=[announced]
        )
        assert [s.treatment for s in sessions[:3]] == ["gua-sha", "gua-sha", "facial"]

    @pytest.mark.parametrize(
        ("is_fixed", "treatment"),
        [
            (True, "facial"),  # promised as it stands
            (False, "initial"),  # the consultation comes first
        ],
    )
    def test_a_movable_one_follows_the_protocol_to_another_phase(
        self, is_fixed, treatment
    ):
        """The consultation was missed, so the second session becomes it."""
        first = make_consultation(treatments=("initial",))
        sessions = plan(
            protocol=make_protocol(phases=(first, make_phase())),
            records=[held(1, -1, is_done=False)],
            standing=[promise(2, 3, is_fixed=is_fixed)],
        )
        assert sessions[0].treatment == treatment

    @pytest.mark.parametrize("is_fixed", [True, False])
    def test_those_beyond_the_end_of_the_protocol_are_kept(self, is_fixed):
        """The protocol was shortened to the consultation: both stay as they stand."""
        protocol = make_protocol(phases=(make_consultation(),))
        standing = [
            promise(2, 4, is_fixed=is_fixed),
            promise(3, 9, is_fixed=is_fixed),
        ]
        sessions = plan(FRESH, protocol, records=[held(1, -1)], standing=standing)
        assert windows(sessions) == [(2, 4, 4, 4), (3, 9, 9, 9)]
        assert all(s.is_kept and s.gap is None for s in sessions)

    def test_those_beyond_the_end_of_the_course_are_kept(self):
        """The course ends on day 5, its third session stands on day 9."""
        course = make_course(ends_on=day(5))
        standing = [promise(2, 2), promise(3, 9, is_fixed=False)]
        sessions = plan(course, records=[held(1, -1)], standing=standing)
        assert [(s.number, s.is_kept) for s in sessions] == [(2, False), (3, True)]


@st.composite
def lives(draw: st.DrawFn) -> dict[str, object]:
    """A course's past and promises, in any order and at any distance."""
    done = draw(st.lists(st.tuples(st.integers(-60, -1), st.booleans()), max_size=6))
    records = [held(n, off, is_done=ok) for n, (off, ok) in enumerate(done, start=1)]
    numbers = draw(st.sets(st.integers(len(done) + 1, len(done) + 8), max_size=4))
    standing = [
        promise(n, draw(st.integers(0, 40)), is_fixed=draw(st.booleans()))
        for n in sorted(numbers)
    ]
    ends = draw(st.none() | st.integers(0, 40))
    course = make_course(
        starts_on=day(-70), ends_on=None if ends is None else day(ends)
    )
    return {"course": course, "records": records, "standing": standing}


@given(lives())
def test_every_window_is_one_that_can_be_met(life):
    """Ids are unique, windows run forward, nothing that stands is lost or illegal."""
    sessions = plan(**life)
    assert len({s.id for s in sessions}) == len(sessions)
    assert all(s.earliest <= s.latest for s in sessions)
    assert all(s.earliest >= START for s in sessions)
    inside = {p.visit.session for p in life["standing"] if p.on <= day(27)}
    assert inside == {s.id for s in sessions if s.promise}
    settled_on = None
    for session in sessions:
        if session.promise is None or not session.promise.is_fixed:
            continue
        on = session.promise.on
        assert session.earliest <= on <= session.latest
        if settled_on and session.gap:
            assert (on - settled_on).days >= session.gap.min_days
        settled_on = on


@given(lives())
def test_unrolling_does_not_depend_on_the_order_of_what_it_is_given(life):
    """Records and appointments may come in any order."""
    turned = {
        key: list(reversed(value)) if isinstance(value, list) else value
        for key, value in life.items()
    }
    assert plan(**life) == plan(**turned)
