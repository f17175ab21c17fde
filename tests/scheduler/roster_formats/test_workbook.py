"""A weekly roster as a workbook made for paper."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from scheduler.roster_formats import render
from scheduler.roster_formats.workbook import sheet_names
from scheduler.weekly_roster import (
    RosterLine,
    WeeklyRoster,
)
from tests.scheduler.cases import at
from tests.scheduler.weeks import LOST, make_session, make_week


class TestWorkbook:
    """One sheet a practitioner, made for paper."""

    def workbook(self, roster: WeeklyRoster) -> Workbook:
        """The workbook, read back."""
        return load_workbook(BytesIO(render(roster, "xlsx")))

    def test_page_is_read_alone(self):
        """Who, where and when are on every page; it is as wide as the paper."""
        sheet = self.workbook(make_week(make_session()))["mei"]
        assert sheet["A1"].value == "mei  Mei Lin"
        assert sheet["A2"].value.startswith("North, week 2026-W48")
        assert "Europe/London" in sheet["A2"].value
        assert sheet["A4"].value == "Mon 23 Nov\n09:00–17:00"
        assert sheet["A5"].value == (
            "10:00–10:45  published\nFacial acupuncture\np1\n1"
        )
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$4"
        assert sheet["A5"].alignment.wrap_text

    def test_rows_are_as_high_as_their_fullest_cell(self):
        """A long treatment's name needs a second line, and the room a third."""
        long = replace(
            make_session(room="north-treatment-room-with-a-view"),
            treatment_name="Consultation and first needling",
        )
        short = make_session(number=2, start_utc=at(1))
        sheet = self.workbook(make_week(long, short))["mei"]
        assert sheet.row_dimensions[5].height == 6 * 15

    def test_a_sheet_a_line_and_one_for_those_without_a_place(self):
        """In this order."""
        lines = tuple(
            RosterLine(id=who, name="", hours={}, sessions=()) for who in ("mei", "sam")
        )
        workbook = self.workbook(make_week(lines=lines, unscheduled=(LOST,)))
        assert workbook.sheetnames == ["mei", "sam", "Without a place"]
        row = [cell.value for cell in workbook["Without a place"][5]]
        assert row == [
            "c1-9",
            "p1",
            "Facial acupuncture",
            "2026-11-27",
            "\n".join(LOST.reasons),
        ]
        assert workbook["mei"]["A4"].value == "Not here this week."

    def test_a_clinic_without_anybody_has_a_sheet_all_the_same(self):
        """A workbook without one could not be opened."""
        assert self.workbook(make_week(lines=())).sheetnames == ["Without a place"]

    def test_formulas_are_texts(self):
        """A name that a spreadsheet would calculate."""
        session = make_session(patient="=1+1")
        line = RosterLine(id="=HYPERLINK(1)", name="=2", hours={}, sessions=(session,))
        sheet = self.workbook(make_week(session, lines=(line,))).worksheets[0]
        types = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert "f" not in types
        assert sheet["A1"].value == "=HYPERLINK(1)  =2"

    @pytest.mark.parametrize(
        ("ids", "names"),
        [
            (["a" * 40, "a" * 41], ["a" * 31, "a" * 27 + " (2)"]),  # too long
            (["Mei", "mei", "MEI"], ["Mei", "mei (2)", "MEI (3)"]),  # alike
            (["a:b[c]*", "'x'"], ["a-b-c--", "x"]),  # refused characters
            (["History", "'"], ["History (2)", "sheet"]),  # reserved, nothing left
        ],
    )
    def test_sheet_names(self, ids, names):
        """Boundaries of what spreadsheets take."""
        assert sheet_names(ids) == names

    @given(st.lists(st.text(st.sampled_from("aA:*'[] 1"), max_size=40), max_size=8))
    def test_sheet_names_are_always_accepted(self, ids):
        """Whatever the ids are, a workbook takes them and keeps them apart."""
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        names = sheet_names(ids)
        for name in names:
            workbook.create_sheet(name)
        assert workbook.sheetnames == names
        assert len({name.casefold() for name in names}) == len(ids)
        assert all(0 < len(name) <= 31 for name in names)
