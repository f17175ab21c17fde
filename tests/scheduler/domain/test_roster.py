"""Visits, appointments and rosters check themselves."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from scheduler.domain.roster import StepTime
from scheduler.errors import InvalidInput
from tests.scheduler.builders import (
    make_appointment,
    make_room,
    make_roster,
    make_unplaced,
    make_visit,
)

NOON = datetime(2026, 11, 23, 12)  # noqa: DTZ001 - the naive time is the point


def fields_of(caught):
    """Fields of all problems in an InvalidInput."""
    return [problem.field for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("overrides", "field"),
    [
        ({"session": "c1-2"}, "session"),  # another number
        ({"number": 0}, "number"),
        ({"staff": {"assistant": "mei"}}, "staff"),  # nobody leads
        ({"steps": ()}, "steps"),
        ({"start_utc": NOON}, "start_utc"),  # without a zone
        ({"start_utc": NOON.replace(tzinfo=ZoneInfo("Europe/London"))}, "start_utc"),
        ({"start_utc": datetime(2200, 1, 1, tzinfo=UTC)}, "start_utc"),  # too late
        ({"start_utc": datetime(1899, 12, 31, tzinfo=UTC)}, "start_utc"),  # too early
        ({"room": ""}, "room"),
    ],
)
def test_visit_names_the_field_that_is_wrong(overrides, field):
    """A visit has its session's id, a lead, steps and a start in UTC."""
    with pytest.raises(InvalidInput) as caught:
        make_visit(**overrides)
    assert fields_of(caught) == [field]


def test_visit_ends_when_its_last_step_does():
    """The end is the start and the length of all steps."""
    visit = make_visit()
    assert visit.end_utc - visit.start_utc == timedelta(minutes=45)
    assert visit.end_utc.tzinfo is UTC


def test_lead_of_a_visit_is_the_practitioner_in_that_role():
    """Of several roles the lead is the one that counts."""
    visit = make_visit(staff={"assistant": "bo", "lead": "mei"})
    assert visit.lead == "mei"


@pytest.mark.parametrize("length_min", [0, 1441])
def test_step_takes_a_minute_to_a_day(length_min):
    """A step without a length, or longer than a day, is refused."""
    with pytest.raises(InvalidInput):
        StepTime(name="needling", length_min=length_min)


def test_revision_counts_from_one():
    """A change counter below one is refused."""
    with pytest.raises(InvalidInput):
        make_appointment(revision=0)


@pytest.mark.parametrize(
    ("overrides", "field"),
    [
        ({"horizon_days": 0}, "horizon_days"),
        ({"horizon_start": date(2200, 1, 1)}, "horizon_start"),  # too late
        ({"total": Decimal("NaN")}, "total"),
        ({"terms": {"cadence": Decimal("Infinity")}}, "terms[cadence]"),
        ({"created_utc": NOON}, "created_utc"),
        ({"baseline_unscheduled": -1}, "baseline_unscheduled"),
        ({"seed": 2**63}, "seed"),
        ({"visits": (make_visit(), make_visit())}, "visits"),
        (
            {"visits": (make_visit(),), "unplaced": (make_unplaced(number=1),)},
            "visits",
        ),  # placed and unplaced at once
    ],
)
def test_roster_names_the_field_that_is_wrong(overrides, field):
    """A roster has finite figures and each session once."""
    with pytest.raises(InvalidInput) as caught:
        make_roster(**overrides)
    assert fields_of(caught) == [field]


@pytest.mark.parametrize("turnover_min", [-1, 1441])
def test_turnover_of_a_room_is_none_to_a_day(turnover_min):
    """A room cannot be cleaned in less than no time."""
    with pytest.raises(InvalidInput) as caught:
        make_room(turnover_min=turnover_min)
    assert fields_of(caught) == ["turnover_min"]
