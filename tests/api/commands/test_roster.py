"""``meridian roster``: a clinic's week in every form."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar
from sqlalchemy import Engine

from scheduler.clock import local_date
from scheduler.storage import unit_of_work
from tests.api.conftest import Run
from tests.scheduler.builders import make_appointment, make_network


@pytest.fixture
def week(sqlite_engine: Engine, on_database: str) -> str:
    """The ISO week of the one appointment of a small network."""
    appointment = make_appointment()
    with unit_of_work(sqlite_engine) as uow:
        uow.replace_network(make_network(appointments=(appointment,)))
        uow.commit()
    zone = make_network().clinics[0].zone
    year, number, _ = local_date(appointment.visit.start_utc, zone).isocalendar()
    return f"{year}-W{number:02}"


@pytest.mark.parametrize("by", ["practitioner", "room"])
def test_roster_is_a_table_for_people(meridian: Run, week: str, by: str) -> None:
    """The clinic's week with its session, by practitioner or by room."""
    visit = make_appointment().visit
    ended = meridian("roster", "north", week, "--by", by)
    assert (ended.status, ended.err) == (0, "")
    assert week in ended.out
    assert (visit.lead if by == "practitioner" else visit.room) in ended.out


def test_roster_as_json(meridian: Run, week: str) -> None:
    """The shape that the HTTP API answers."""
    data = meridian("roster", "north", week, "--format", "json").data()
    assert (data["clinic"], data["week"]) == ("north", week)
    (session,) = data["sessions"]
    assert session["session"] == make_appointment().visit.session


def test_roster_as_csv(meridian: Run, week: str) -> None:
    """A line for the names of the columns and one for the session."""
    ended = meridian("roster", "north", week, "--format", "csv")
    header, row = ended.out.splitlines()
    assert header.startswith("clinic,week,")
    assert make_appointment().visit.session in row


def test_roster_as_a_workbook_in_a_file(
    meridian: Run, week: str, tmp_path: Path
) -> None:
    """A workbook that opens; nothing is printed."""
    path = tmp_path / "week.xlsx"
    ended = meridian("roster", "north", week, "--format", "xlsx", "-o", path)
    assert (ended.status, ended.out) == (0, "")
    assert openpyxl.load_workbook(io.BytesIO(path.read_bytes())).sheetnames


def test_roster_as_a_calendar(meridian: Run, week: str) -> None:
    """A calendar with one event, and no patient's name in it."""
    ended = meridian("roster", "north", week, "--format", "ics")
    calendar = Calendar.from_ical(ended.out)
    assert len(calendar.events) == 1


def test_an_empty_week_is_1(meridian: Run, week: str) -> None:
    """There is nothing to show: status 1, nothing on standard output."""
    ended = meridian("roster", "north", "1999-W01")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "Clinic 'north' has no sessions in 1999-W01.\n"


@pytest.mark.parametrize(
    ("clinic", "asked", "said"),
    [
        ("nowhere", "2026-W48", "There is no clinic 'nowhere'."),
        ("north", "2026-48", "week must have the form 2026-W48"),
        ("north", "2026-W54", "week must be one that 2026 has"),
    ],
)
def test_a_wrong_question_is_2(
    meridian: Run, week: str, clinic: str, asked: str, said: str
) -> None:
    """An unknown clinic or week is told in one line."""
    ended = meridian("roster", clinic, asked)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(said)
    assert ended.err.count("\n") == 1
