"""A weekly roster as iCalendar (RFC 5545), for anybody's calendar.

The UID of an event is that of its session, so a session that moves is the same
event at another time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from scheduler.domain.roster import Stage
from scheduler.roster_formats.time_zone import time_zone
from scheduler.roster_formats.wording import stage_word
from scheduler.weekly_roster import RosterSession, WeeklyRoster

_A_YEAR = timedelta(days=366)


def as_ics(roster: WeeklyRoster) -> bytes:
    """
    A calendar with an event a session, and the definition of its time zone.

    Drafts are tentative, cancelled appointments are told as cancelled. Patients
    appear in no event, not even by id.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Meridian//Weekly roster//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{roster.clinic} {roster.week}")
    calendar.add_component(
        time_zone(roster.zone, roster.days[0] - _A_YEAR, roster.days[-1] + _A_YEAR)
    )
    for session in roster.sessions:
        calendar.add_component(_event(roster, session, _status(session)))
    for session in roster.cancelled:
        calendar.add_component(_event(roster, session, "CANCELLED"))
    return bytes(calendar.to_ical())


def _event(roster: WeeklyRoster, session: RosterSession, status: str) -> Event:
    visit = session.visit
    staff = ", ".join(f"{role}: {who}" for role, who in sorted(visit.staff.items()))
    event = Event()
    event.add("uid", f"{visit.session}@{roster.network}.meridian")
    event.add("dtstamp", roster.generated_utc)
    event.add("dtstart", _clock_time(roster, visit.start_utc))
    event.add("dtend", _clock_time(roster, visit.end_utc))
    event.add("sequence", session.revision)
    event.add("status", status)
    event.add("summary", session.treatment_name)
    event.add("location", f"{roster.clinic_name or roster.clinic}, {visit.room}")
    event.add("description", f"{visit.session}, {stage_word(session)}. {staff}.")
    return event


def _clock_time(roster: WeeklyRoster, instant: datetime) -> datetime:
    """Time at the clinic; in the hour that autumn repeats only UTC is clear."""
    local = roster.local(instant)
    return instant if local.fold else local


def _status(session: RosterSession) -> str:
    return "TENTATIVE" if session.stage is Stage.DRAFT else "CONFIRMED"
