"""A weekly roster as a table for the terminal."""

from __future__ import annotations

from dataclasses import replace

from scheduler.domain.roster import Stage
from scheduler.roster_formats.text import as_table
from scheduler.weekly_roster import (
    By,
    RosterLine,
)
from tests.scheduler.builders import make_visit
from tests.scheduler.cases import at
from tests.scheduler.weeks import LOST, make_session, make_week


class TestText:
    """A table for the terminal."""

    def test_days_are_columns_and_sessions_follow_each_other(self):
        """Time, patient, treatment and room, the stage as a mark."""
        moved = replace(
            make_session(Stage.DRAFT, number=2, start_utc=at(1)),
            moved_from=make_visit(number=2),
        )
        missed = replace(make_session(Stage.HISTORY, number=3), is_missed=True)
        table = as_table(make_week(make_session(), moved, missed))
        lines = table.splitlines()
        assert lines[0].startswith("North, week 2026-W48 (2026-11-23 to 2026-11-29")
        assert lines[3] == "mei  Mei Lin  (3 sessions)"
        assert lines[4].split() == ["Mon", "23", "Nov", "Tue", "24", "Nov"]
        assert lines[5].strip() == "09:00–17:00"
        assert lines[6].split() == ["-10:00–10:45", ">10:00–10:45"]
        assert lines[7].split() == ["p1", "p1"]
        assert lines[8].split() == ["facial", "facial"]
        assert lines[9].split() == ["1", "1"]
        assert lines[10].split() == ["x10:00–10:45"]
        assert lines[-1] == "sessions 3, room use 12.5 %"

    def test_no_line_is_longer_than_the_terminal(self):
        """Seven days, long ids, and reasons that go on."""
        sessions = [
            make_session(
                number=day + 1,
                start_utc=at(day),
                patient="patient-with-a-very-long-id-" * 3,
                room="north-" + "x" * 40,
                staff={"lead": "mei", "therapist": "sam"},
            )
            for day in range(7)
        ]
        lost = replace(LOST, reasons=("R10: " + "so it goes " * 30,))
        roster = make_week(*sessions, unscheduled=(lost,))
        for width in (100, 140):
            table = as_table(roster, width)
            assert max(map(len, table.splitlines())) <= width
        assert "with sam" in as_table(make_week(sessions[0]))

    def test_rooms_show_who_treats(self):
        """The lead first."""
        session = make_session(staff={"assistant": "sam", "lead": "mei"})
        room = RosterLine(id="north-1", name="", hours={}, sessions=(session,))
        table = as_table(make_week(session, by=By.ROOM, lines=(room,)))
        assert "mei, sam" in table

    def test_markup_in_ids_is_text(self):
        """Square brackets are no colours."""
        session = make_session(patient="[red]p1")
        assert "[red]p1" in as_table(make_week(session))

    def test_week_without_anything(self):
        """The line of somebody who is not there, and one session without a place."""
        line = RosterLine(id="mei", name="", hours={}, sessions=())
        table = as_table(make_week(lines=(line,), unscheduled=(LOST,)))
        assert "mei  (0 sessions)" in table
        assert "c1-9  p1  Facial acupuncture  due 2026-11-27: R10: patient" in table
