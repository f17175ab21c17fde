"""Lines and figures of a clinic's week, and what must be there to ask for one."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from scheduler.domain.calendar import LocalSpan
from scheduler.domain.roster import StepTime
from scheduler.errors import InvalidInput, NotFound
from tests.scheduler.builders import (
    make_appointment,
    make_clinic,
    make_network,
    make_practitioner,
    make_room,
    make_roster,
    make_shift,
    make_visit,
)
from tests.scheduler.cases import MONDAY, at
from tests.scheduler.runs import store
from tests.scheduler.weeks import read_week as week


class TestLines:
    """Practitioners or rooms, with their hours."""

    def network(self, **overrides: Any) -> Any:
        """Two practitioners; sam treats the add-on and works at south as well."""
        values = {
            "clinics": (make_clinic(), make_clinic(id="south")),
            "practitioners": (
                make_practitioner(),
                make_practitioner(
                    id="sam",
                    name="Sam",
                    shifts=(make_shift(clinic="south"),),
                ),
                make_practitioner(id="zoe", shifts=(make_shift(clinic="south"),)),
            ),
            "rooms": (
                make_room(),
                make_room(
                    id="north-2",
                    closures=(
                        LocalSpan(
                            first_day=MONDAY,
                            last_day=MONDAY,
                            from_local=time(12),
                        ),
                    ),
                ),
                make_room(id="south-1", clinic="south"),
            ),
            "appointments": (
                make_appointment(
                    start_utc=at(3), staff={"lead": "mei", "therapist": "sam"}
                ),
                make_appointment(number=2, start_utc=at(3, 9)),
            ),
        }
        return make_network(**(values | overrides))

    def test_practitioners_on_shift_or_with_a_session(self, sqlite_engine):
        """Sam has no shift at north but a session; zoe has neither."""
        store(sqlite_engine, self.network())
        mei, sam = week(sqlite_engine).lines
        assert (mei.id, sam.id, sam.name) == ("mei", "sam", "Sam")
        assert [s.visit.session for s in mei.sessions] == ["c1-2", "c1-1"]
        assert [s.visit.session for s in sam.sessions] == ["c1-1"]
        assert mei.hours[MONDAY] == ((at(0, 9), at(0, 17)),)
        assert not any(sam.hours.values())

    def test_rooms_of_the_clinic_with_the_hours_they_are_open(self, sqlite_engine):
        """The second room is closed on Monday afternoon."""
        store(sqlite_engine, self.network())
        first, second = week(sqlite_engine, by="room").lines
        assert (first.id, second.id) == ("north-1", "north-2")
        assert len(first.sessions) == 2
        assert second.hours[MONDAY] == ((at(0, 9), at(0, 12)),)

    def test_figures_of_the_week(self, sqlite_engine):
        """Two sessions of 45 minutes, 25 of them attended."""
        store(sqlite_engine, self.network())
        figures = week(sqlite_engine).figures
        assert figures["sessions"] == figures["published"] == 2
        open_min = 2 * 5 * 480 - 300
        assert figures["room_use_percent"] == round(100 * 110 / open_min, 1)
        assert figures["practitioner_use_percent"] == round(100 * 50 / 2400, 1)

    def test_what_left_the_network_is_shown_by_id(self, sqlite_engine):
        """A draft of last night may name it."""
        visit = make_visit(
            start_utc=at(3),
            room="gone",
            staff={"lead": "gone"},
            treatment="gone",
            steps=(StepTime(name="gone", length_min=30),),
        )
        network = make_network(rosters=(make_roster(visits=(visit,)),))
        store(sqlite_engine, network)
        by_practitioner = week(sqlite_engine)
        assert [line.id for line in by_practitioner.lines] == ["gone", "mei"]
        assert by_practitioner.sessions[0].treatment_name == "gone"
        by_room = week(sqlite_engine, by="room")
        assert [line.id for line in by_room.lines] == ["gone", "north-1"]

    def test_clinic_that_never_opens_has_no_percentages(self, sqlite_engine):
        """There is nothing to count."""
        network = make_network(
            clinics=(make_clinic(hours=()),),
            practitioners=(make_practitioner(shifts=()),),
        )
        store(sqlite_engine, network)
        roster = week(sqlite_engine)
        assert roster.lines == ()
        assert "room_use_percent" not in roster.figures


class TestBadInput:
    """What is asked for must be there."""

    @pytest.mark.parametrize(
        ("asked", "error", "message"),
        [
            ({"clinic": "west"}, NotFound, "There is no clinic 'west'."),
            ({"week": "2026-48"}, InvalidInput, "week must have the form 2026-W48"),
            ({"week": "2026-W54"}, InvalidInput, "W54"),
            ({"by": "day"}, InvalidInput, "by must be practitioner or room, got 'day'"),
        ],
    )
    def test_is_named(self, sqlite_engine, asked, error, message):
        """A sentence says what must hold."""
        store(sqlite_engine, make_network())
        with pytest.raises(error, match=message):
            week(sqlite_engine, **asked)
