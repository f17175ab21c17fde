"""A weekly roster as CSV, a row a session."""

from __future__ import annotations

from io import StringIO

import pandas as pd
import pytest

from scheduler.roster_formats.rows import as_csv
from tests.scheduler.weeks import LOST, make_session, make_week


class TestCsv:
    """A row a session."""

    def test_sessions_then_those_without_a_place(self):
        """Every column is there for both."""
        session = make_session(staff={"lead": "mei", "therapist": "sam"})
        text = as_csv(make_week(session, unscheduled=(LOST,)))
        frame = pd.read_csv(StringIO(text), dtype="str", keep_default_na=False)
        first, second = frame.to_dict("records")
        assert first["start"] == "2026-11-23T10:00:00+00:00"
        assert first["lead"] == "mei"
        assert first["other_staff"] == "therapist: sam"
        assert second["stage"] == "unplanned"
        assert second["reasons"] == " ".join(LOST.reasons)
        assert (second["clinic"], second["start"]) == ("north", "")

    def test_an_empty_week_has_its_heading(self):
        """And nothing else."""
        assert as_csv(make_week()).splitlines()[0].startswith("clinic,week,date,")
        assert len(as_csv(make_week()).splitlines()) == 1

    @pytest.mark.parametrize("start", ["=", "+", "-", "@"])
    def test_formulas_are_disarmed(self, start):
        """An id that a spreadsheet would calculate."""
        patient = f"{start}1+1"
        frame = pd.read_csv(StringIO(as_csv(make_week(make_session(patient=patient)))))
        assert frame["patient"][0] == f"'{patient}"
