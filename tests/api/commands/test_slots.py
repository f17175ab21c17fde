"""``meridian slots``: what is open, as a table and as JSON."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from scheduler.clock import to_utc
from scheduler.domain.network import Network
from scheduler.domain.roster import AppointmentStatus
from scheduler.storage import unit_of_work
from tests.api.conftest import Run
from tests.scheduler.builders import (
    make_appointment,
    make_clinic,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_room,
    make_shift,
    make_window,
)


def next_monday() -> date:
    """A Monday at least a day ahead: tomorrow's slots are all still open."""
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return tomorrow + timedelta(days=-tomorrow.weekday() % 7)


MONDAY = next_monday()
DAY = ("--from", MONDAY, "--to", MONDAY)


@pytest.fixture
def network(sqlite_engine: Engine, on_database: str) -> Network:
    """Clinic north, open on weekdays, and a course that begins on Monday."""
    network = make_network(courses=(make_course(starts_on=MONDAY),))
    with unit_of_work(sqlite_engine) as uow:
        uow.replace_network(network)
        uow.commit()
    return network


def test_slots_are_a_table_for_people(meridian: Run, network: Network) -> None:
    """A title for the clinic's date; below it times, who, where and the cost."""
    ended = meridian("slots", "--treatment", "facial", *DAY, "--limit", 2)
    assert (ended.status, ended.err) == (0, "")
    title, heading, first, second = ended.out.splitlines()
    assert title == f"north, Mon {MONDAY} (Europe/London)"
    assert heading.split() == ["time", "lead", "room", "grade", "cost", "reasons"]
    assert first.split() == ["09:00–09:45", "mei", "1", "good", "0"]
    assert second.split()[0] == "09:15–10:00"


def test_each_clinic_and_date_has_a_table(meridian: Run, network: Network) -> None:
    """A blank line between them; a day without slots is left out."""
    friday, tuesday = MONDAY + timedelta(days=4), MONDAY + timedelta(days=8)
    ended = meridian(
        "slots", "--treatment", "facial", "--from", friday, "--to", tuesday
    )
    blocks = ended.out.split("\n\n")
    titles = [block.partition("\n")[0] for block in blocks]
    assert [title.split()[1] for title in titles] == ["Fri", "Mon", "Tue"]


def test_the_table_fits_a_terminal(
    meridian: Run, sqlite_engine: Engine, on_database: str
) -> None:
    """Long ids and many reasons are broken: no line has more than 88 columns."""
    lead = "north-acupuncturist-of-a-most-remarkable-length"
    network = make_network(
        practitioners=(make_practitioner(id=lead), make_practitioner()),
        courses=(
            make_course(
                starts_on=MONDAY - timedelta(days=7), preferred_practitioner="mei"
            ),
        ),
        patients=(make_patient(preferred=(make_window(from_local=time(16)),)),),
    )
    with unit_of_work(sqlite_engine) as uow:
        uow.replace_network(network)
        uow.commit()
    ended = meridian("slots", "--course", "c1", "--practitioner", lead, *DAY)
    assert ended.status == 0
    assert "time_preference 15" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 88


def test_times_are_those_of_the_clinic(
    meridian: Run, sqlite_engine: Engine, on_database: str
) -> None:
    """A clinic in New York opens at nine on its own clock."""
    york = make_clinic(id="york", name="York", timezone="America/New_York")
    network = make_network(
        clinics=(make_clinic(), york),
        rooms=(make_room(id="york-1", clinic="york"), make_room()),
        practitioners=(make_practitioner(shifts=(make_shift(clinic="york"),)),),
    )
    with unit_of_work(sqlite_engine) as uow:
        uow.replace_network(network)
        uow.commit()
    ended = meridian("slots", "--treatment", "facial", *DAY, "--limit", 1)
    assert ended.out.startswith(f"york, Mon {MONDAY} (America/New_York)\n")
    assert "09:00–09:45" in ended.out


def test_slots_as_json_are_those_of_the_api(
    meridian: Run, network: Network, client: FlaskClient
) -> None:
    """Both doors give the same answer to the same question."""
    words = ("--course", "c1", *DAY, "--clinic", "north")
    ended = meridian("slots", *words, "--format", "json")
    asked = {"course": "c1", "clinic": "north", "from": MONDAY, "to": MONDAY}
    answer = client.get("/v1/slots", query_string=asked)
    assert answer.status_code == 200
    assert ended.status == 0
    assert ended.data() == answer.json


def test_a_session_is_not_in_its_own_way(
    meridian: Run, sqlite_engine: Engine, network: Network
) -> None:
    """The place that an appointment has is open to it, and to nobody else."""
    noon = to_utc(MONDAY, time(12), network.clinics[0].zone)
    booked = make_appointment(AppointmentStatus.CONFIRMED, start_utc=noon)
    with unit_of_work(sqlite_engine) as uow:
        uow.appointments.put([booked])
        uow.commit()
    own = meridian("slots", "--session", "c1-1", *DAY).out
    others = meridian("slots", "--treatment", "facial", *DAY).out
    assert "12:00–12:45" in own
    assert "12:00–12:45" not in others


def test_the_dates_asked_for_are_two_weeks_by_default(
    meridian: Run, network: Network
) -> None:
    """From today on, or from the date that is given, 14 days in all."""
    ended = meridian("slots", "--treatment", "facial", "--from", MONDAY)
    titles = [line for line in ended.out.splitlines() if line.startswith("north, ")]
    assert len(titles) == 10
    assert str(MONDAY + timedelta(days=11)) in titles[-1]
    assert meridian("slots", "--treatment", "facial").status == 0


def test_nothing_open_is_1(meridian: Run, network: Network) -> None:
    """A closed day: status 1, a line on standard error; JSON says so as well."""
    sunday = MONDAY + timedelta(days=6)
    words = ("slots", "--treatment", "facial", "--from", sunday, "--to", sunday)
    ended = meridian(*words)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == f"No slot is open from {sunday} to {sunday}.\n"
    as_json = meridian(*words, "--format", "json")
    assert (as_json.status, as_json.err) == (1, "")
    assert as_json.data() == {"days": []}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "One of --treatment, --session and --course must be given, got none."),
        (["--treatment", "facial", "--course", "c1"], "got --treatment and --course."),
        (["--treatment", "x"], "There is no treatment 'x'."),
        (["--course", "x"], "There is no course 'x'."),
        (["--session", "c1-99"], "Course 'c1' has no session 'c1-99'"),
        (["--treatment", "facial", "--clinic", "x"], "There is no clinic 'x'."),
        (["--treatment", "facial", "--practitioner", "x"], "There is no practitioner"),
        (["--treatment", "facial", "--from", "soon"], "'soon' does not match"),
        (["--treatment", "facial", "--to", "1999-01-01"], "to must be "),
        (
            ["--treatment", "facial", "--from", "2026-01-01", "--to", "2026-02-01"],
            "to: from and to must span at most 31 days, got 32;",
        ),
        (["--treatment", "facial", "--limit", "0"], "0 is not in the range"),
    ],
)
def test_a_wrong_question_is_2(
    meridian: Run, network: Network, words: list[str], said: str
) -> None:
    """What does not exist or cannot be asked is told in one line."""
    ended = meridian("slots", *words)
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_the_end_of_the_calendar_is_no_failure_of_ours(
    meridian: Run, network: Network
) -> None:
    """Two weeks from its last days do not exist: they end with it."""
    ended = meridian("slots", "--treatment", "facial", "--from", "9999-12-30")
    assert ended.status == 1


def test_slots_without_a_network_are_told(meridian: Run, on_database: str) -> None:
    """Nothing was imported yet: status 2, and one line."""
    ended = meridian("slots", "--treatment", "facial")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
