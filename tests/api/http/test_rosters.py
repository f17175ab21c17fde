"""``/v1/rosters/{clinic}/{week}``: forms, stages, errors."""

from __future__ import annotations

import io

import openpyxl
import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import Engine

from api.shapes.rosters import WeeklyRoster
from scheduler.clock import local_date
from scheduler.storage import unit_of_work
from tests.api.http.test_errors import must_be_problem
from tests.scheduler.builders import make_appointment, make_network

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def path(sqlite_engine: Engine) -> str:
    """Path of the week of the one appointment of a small network."""
    appointment = make_appointment()
    network = make_network(appointments=(appointment,))
    with unit_of_work(sqlite_engine) as uow:
        uow.replace_network(network)
        uow.commit()
    zone = network.clinics[0].zone
    year, number, _ = local_date(appointment.visit.start_utc, zone).isocalendar()
    return f"/v1/rosters/north/{year}-W{number:02}"


def test_a_week_is_json_unless_asked_otherwise(client: FlaskClient, path: str) -> None:
    """The answer has the shape of the contract; instants carry an offset."""
    data = client.get(path).get_json()
    WeeklyRoster.model_validate(data)
    assert (data["clinic"], data["timezone"]) == ("north", "Europe/London")
    (session,) = data["sessions"]
    assert session["session"] == make_appointment().visit.session
    assert session["start"].endswith("+00:00")
    assert session["steps"][0]["from"] == session["start"]
    assert session["steps"][-1]["to"] == session["end"]


@pytest.mark.parametrize(
    ("suffix", "accept", "media"),
    [
        (".csv", None, "text/csv"),
        ("", "text/csv", "text/csv"),
        (".ics", None, "text/calendar"),
        ("", "text/calendar", "text/calendar"),
        (".xlsx", None, XLSX),
        ("", XLSX, XLSX),
        (".json", "text/csv", "application/json"),  # the suffix has the last word
        ("", "*/*", "application/json"),
        ("", "text/csv;q=0.5, application/json", "application/json"),
    ],
)
def test_suffix_or_accept_chooses_the_form(
    client: FlaskClient, path: str, suffix: str, accept: str | None, media: str
) -> None:
    """Files have a name; what depends on Accept says so to caches."""
    headers = {"Accept": accept} if accept else {}
    response = client.get(path + suffix, headers=headers)
    assert (response.status_code, response.mimetype) == (200, media)
    assert response.headers["Vary"] == "Accept"
    is_file = media != "application/json"
    assert ("attachment" in response.headers.get("Content-Disposition", "")) == is_file


def test_the_forms_can_be_read(client: FlaskClient, path: str) -> None:
    """The workbook opens, the calendar has the session."""
    workbook = client.get(f"{path}.xlsx").get_data()
    assert openpyxl.load_workbook(io.BytesIO(workbook)).sheetnames
    calendar = Calendar.from_ical(client.get(f"{path}.ics").get_data())
    assert len(calendar.events) == 1


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ("/v1/rosters/nowhere/2026-W48", 404, "not_found"),
        ("/v1/rosters/north/2026-W60", 400, "invalid_input"),
        ("/v1/rosters/north/2026-W48.pdf", 400, "invalid_input"),
        ("/v1/rosters/north/2026-W48?by=colour", 400, "invalid_input"),
        ("/v1/rosters/north", 404, "not_found"),
    ],
)
def test_wrong_questions_are_problems(
    client: FlaskClient, path: str, asked: str, status: int, code: str
) -> None:
    """Unknown clinics, weeks, forms and orders."""
    must_be_problem(client.get(asked), status, code)


def test_a_form_that_is_not_offered_is_406(client: FlaskClient, path: str) -> None:
    """The sentence says which forms there are."""
    response = client.get(path, headers={"Accept": "image/png"})
    body = must_be_problem(response, 406, "not_acceptable")
    assert "text/calendar" in body["detail"]


def test_a_week_without_sessions_is_an_empty_list(
    client: FlaskClient, path: str
) -> None:
    """A clinic that is closed for the week is no error."""
    data = client.get("/v1/rosters/north/1999-W01").get_json()
    assert data["sessions"] == []
