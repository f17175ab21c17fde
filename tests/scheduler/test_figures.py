"""The table of two plans' figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from scheduler.figures import figures_table
from solver.figures import Figures
from solver.recovery import Recovery
from solver.use import ClinicUse

TOTALS = (Decimal(2000), Decimal("1000.5"))


def make_figures(**overrides: Any) -> Figures:
    """Two sessions at one clinic, neither of which has a place."""
    values = {
        "sessions": 2,
        "placed": 0,
        "unscheduled": 2,
        "on_time_percent": 0.0,
        "gap_kept_percent": None,
        "patients_moved": 0,
        "recovery": Recovery(
            led_in_parallel=0,
            waiting_used_minutes=0,
            stretched=0,
            stretched_minutes=0,
        ),
        "clinics": (ClinicUse(clinic="north", room_use_percent=0.0, hours=()),),
    }
    return Figures(**(values | overrides))


def test_table_shows_both_plans_side_by_side():
    """A row a figure, a row a clinic; at most 100 columns."""
    after = make_figures(placed=1, unscheduled=1, on_time_percent=50.0)
    lines = figures_table(make_figures(), after, TOTALS).splitlines()
    assert lines[0].split() == ["front", "desk", "plan"]
    assert lines[1].split() == ["sessions", "2", "2"]
    rows = {line[:25].strip(): line[25:].split() for line in lines[1:]}
    assert rows["on time"] == ["0.0", "%", "50.0", "%"]
    assert rows["total cost"] == ["2,000.0", "1,000.5"]
    assert rows["rooms in use, north"] == ["0.0", "%", "0.0", "%"]
    assert max(map(len, lines)) <= 100


def test_table_has_a_dash_where_nothing_is_to_be_counted():
    """No session comes after another, nobody is on shift."""
    lines = figures_table(make_figures(), make_figures(), TOTALS).splitlines()
    (gaps,) = (line for line in lines if line.startswith("gap kept"))
    (people,) = (line for line in lines if line.startswith("practitioners in use"))
    assert gaps.split()[-2:] == people.split()[-2:] == ["–", "–"]
