"""A weekly roster as JSON, in the shape that the HTTP API answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from scheduler.domain.place import timed_steps
from scheduler.weekly_roster import RosterSession, RosterUnscheduled, WeeklyRoster


def as_json(roster: WeeklyRoster) -> bytes:
    """Indented JSON, ending in a newline."""
    return orjson.dumps(
        as_dict(roster), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    )


def as_dict(roster: WeeklyRoster) -> dict[str, Any]:
    """The roster by field; instants carry the clinic's offset."""
    return {
        "clinic": roster.clinic,
        "week": roster.week,
        "timezone": roster.timezone,
        "sessions": [_session(roster, session) for session in roster.sessions],
        "unscheduled": [_unscheduled(each) for each in roster.unscheduled],
        "figures": dict(roster.figures),
    }


def _session(roster: WeeklyRoster, session: RosterSession) -> dict[str, Any]:
    visit = session.visit
    steps = [
        {
            "name": step.name,
            "from": _instant(roster, from_utc),
            "to": _instant(roster, to_utc),
        }
        for step, from_utc, to_utc in timed_steps(visit.start_utc, visit.steps)
    ]
    return {
        "session": visit.session,
        "stage": session.stage.value,
        "start": _instant(roster, visit.start_utc),
        "end": _instant(roster, visit.end_utc),
        "room": visit.room,
        "staff": dict(visit.staff),
        "treatment": visit.treatment,
        "course": visit.course,
        "steps": steps,
    }


def _unscheduled(each: RosterUnscheduled) -> dict[str, Any]:
    return {
        "session": each.session,
        "due": each.due.isoformat(),
        "reasons": list(each.reasons),
    }


def _instant(roster: WeeklyRoster, instant: datetime) -> str:
    return roster.local(instant).isoformat()
