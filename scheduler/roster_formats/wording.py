"""Words that several forms of a roster share."""

from __future__ import annotations

from datetime import date

from scheduler.domain.roster import Stage
from scheduler.weekly_roster import By, RosterLine, RosterSession, WeeklyRoster

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def title(roster: WeeklyRoster) -> str:
    """The clinic, the week and the zone in one line."""
    name = roster.clinic_name or roster.clinic
    first, last = roster.days[0], roster.days[-1]
    return f"{name}, week {roster.week} ({first} to {last}, {roster.timezone})"


def day_title(day: date) -> str:
    """A date as a column's heading: ``Mon 23 Nov``."""
    return f"{DAYS[day.weekday()]} {day.day} {day:%b}"


def times(roster: WeeklyRoster, session: RosterSession) -> str:
    """From and to on the clinic's clock."""
    visit = session.visit
    start, end = roster.local(visit.start_utc), roster.local(visit.end_utc)
    return f"{start:%H:%M}–{end:%H:%M}"


def hours_on(roster: WeeklyRoster, line: RosterLine, day: date) -> str:
    """When a practitioner is on shift, or a room open; empty: not at all."""
    return ", ".join(
        f"{roster.local(start):%H:%M}–{roster.local(end):%H:%M}"
        for start, end in line.hours.get(day, ())
    )


def place(roster: WeeklyRoster, session: RosterSession, line: RosterLine) -> str:
    """What the line does not say yet: the room, or who treats."""
    visit = session.visit
    staff = dict.fromkeys((visit.lead, *visit.staff.values()))
    if roster.by is By.ROOM:
        return ", ".join(short(roster, who) for who in staff)
    room = short(roster, visit.room)
    others = [short(roster, who) for who in staff if who != line.id]
    return f"{room} with {', '.join(others)}" if others else room


def short(roster: WeeklyRoster, id_: str) -> str:
    """An id without the clinic's own before it: ``room-1`` for ``north-room-1``."""
    return id_.removeprefix(f"{roster.clinic}-")


def stage_word(session: RosterSession) -> str:
    """The stage in a word, with what a manager asks next."""
    if session.is_missed:
        return "missed"
    if session.stage is Stage.DRAFT and session.moved_from is not None:
        return "moved"
    return session.stage.value


def sessions_by_day(
    roster: WeeklyRoster, line: RosterLine
) -> dict[date, list[RosterSession]]:
    """Sessions of a line by date, for the days on which it works or has some."""
    by_day: dict[date, list[RosterSession]] = {day: [] for day in roster.days}
    for session in line.sessions:
        by_day[roster.date_of(session)].append(session)
    return {
        day: sessions
        for day, sessions in by_day.items()
        if sessions or line.hours.get(day)
    }
