"""A weekly roster as CSV: a row a session, then a row for each without a place."""

from __future__ import annotations

import pandas as pd

from scheduler.domain.roster import Stage
from scheduler.roster_formats.wording import stage_word
from scheduler.weekly_roster import RosterSession, RosterUnscheduled, WeeklyRoster

COLUMNS = (
    "clinic",
    "week",
    "date",
    "start",
    "end",
    "timezone",
    "stage",
    "state",
    "session",
    "course",
    "patient",
    "treatment",
    "room",
    "lead",
    "other_staff",
    "due",
    "reasons",
)

# With these a spreadsheet takes a cell for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(roster: WeeklyRoster) -> str:
    """
    Comma-separated values with a heading, a line feed after each row.

    Times are the clinic's own, as ISO 8601. A text that a spreadsheet would
    take for a formula begins with an apostrophe.
    """
    rows = [_session(roster, session) for session in roster.sessions]
    rows += [_unscheduled(each) for each in roster.unscheduled]
    frame = pd.DataFrame(rows, columns=COLUMNS, dtype="str").fillna("")
    frame["clinic"], frame["week"] = roster.clinic, roster.week
    frame["timezone"] = roster.timezone
    return str(frame.map(_harmless).to_csv(index=False, lineterminator="\n"))


def _session(roster: WeeklyRoster, session: RosterSession) -> dict[str, str]:
    visit = session.visit
    start = roster.local(visit.start_utc)
    others = [
        f"{role}: {who}" for role, who in sorted(visit.staff.items()) if role != "lead"
    ]
    return {
        "date": start.date().isoformat(),
        "start": start.isoformat(),
        "end": roster.local(visit.end_utc).isoformat(),
        "stage": session.stage.value,
        "state": stage_word(session),
        "session": visit.session,
        "course": visit.course,
        "patient": visit.patient,
        "treatment": visit.treatment,
        "room": visit.room,
        "lead": visit.lead,
        "other_staff": "; ".join(others),
    }


def _unscheduled(each: RosterUnscheduled) -> dict[str, str]:
    return {
        "stage": Stage.UNPLANNED.value,
        "state": "without a place",
        "session": each.session,
        "course": each.course,
        "patient": each.patient,
        "treatment": each.treatment,
        "due": each.due.isoformat(),
        "reasons": " ".join(each.reasons),
    }


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
