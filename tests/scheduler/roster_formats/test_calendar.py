"""A weekly roster as a calendar, with its time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from scheduler.domain.roster import Stage
from scheduler.roster_formats import render
from scheduler.roster_formats.time_zone import time_zone
from scheduler.weekly_roster import (
    WeeklyRoster,
)
from tests.scheduler.cases import at
from tests.scheduler.weeks import make_session, make_week


class TestCalendar:
    """An event a session, in the zone of the clinic."""

    def events(self, roster: WeeklyRoster) -> list[Any]:
        """Events of the calendar, read back."""
        return list(Calendar.from_ical(render(roster, "ics")).events)

    def test_event_of_a_session(self):
        """Treatment, room and staff; no patient, not even by id."""
        session = make_session(revision=3, patient="secret", start_utc=at(2))
        content = render(make_week(session), "ics")
        (event,) = Calendar.from_ical(content).events
        assert event["uid"] == "c1-1@sample.meridian"
        assert at(2) == event.DTSTART
        assert event["dtstart"].params["TZID"] == "Europe/London"
        assert at(2, 10, 45) == event.DTEND
        assert event["sequence"] == 3
        assert event["summary"] == "Facial acupuncture"
        assert event["location"] == "North, north-1"
        assert b"secret" not in content

    def test_status_follows_from_the_stage(self):
        """Drafts are tentative; what was cancelled is told."""
        cancelled = make_session(number=3)
        roster = make_week(
            make_session(),
            make_session(Stage.DRAFT, number=2, revision=0),
            cancelled=(cancelled,),
        )
        statuses = {e["uid"][:4]: e["status"] for e in self.events(roster)}
        assert statuses == {
            "c1-1": "CONFIRMED",
            "c1-2": "TENTATIVE",
            "c1-3": "CANCELLED",
        }

    def test_the_hour_that_autumn_repeats_is_told_in_utc(self):
        """01:30 comes twice in London; the second one is 01:30 UTC."""
        first, second = (
            make_session(
                number=number, start_utc=datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
            )
            for number, hour in ((1, 0), (2, 1))
        )
        text = render(make_week(first, second), "ics").decode()
        assert "DTSTART;TZID=Europe/London:20261025T013000" in text
        assert "DTSTART:20261025T013000Z" in text

    @pytest.mark.parametrize(
        "name",
        [
            "Europe/London",
            "America/New_York",
            "Australia/Lord_Howe",  # changes by half an hour
            "Asia/Kolkata",  # never changes
            "Africa/Casablanca",  # changes around Ramadan
        ],
    )
    def test_zone_says_what_holds_at_every_hour(self, name):
        """Its rules alone give the offset of every hour of two years."""
        zone = ZoneInfo(name)
        rules = sorted(
            (rule["dtstart"].dt - rule["tzoffsetfrom"].td, rule["tzoffsetto"].td)
            for rule in time_zone(
                zone, date(2026, 1, 1), date(2028, 1, 1)
            ).subcomponents
        )
        instant = datetime(2026, 1, 1, tzinfo=UTC)
        while instant < datetime(2028, 1, 1, tzinfo=UTC):
            naive = instant.replace(tzinfo=None)
            offset = [to for start, to in rules if start <= naive][-1]
            assert offset == instant.astimezone(zone).utcoffset()
            instant += timedelta(minutes=30)
