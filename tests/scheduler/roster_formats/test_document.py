"""A weekly roster as JSON, in the shape of the HTTP API."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson

from scheduler.roster_formats import render
from scheduler.roster_formats.document import as_dict
from tests.scheduler.weeks import LOST, make_session, make_week


class TestJson:
    """The shape of the HTTP API."""

    def test_fields_and_offsets(self):
        """Instants carry the clinic's offset, steps their own times."""
        session = make_session(start_utc=datetime(2026, 6, 1, 9, tzinfo=UTC))
        roster = make_week(session, unscheduled=(LOST,))
        assert as_dict(roster) == {
            "clinic": "north",
            "week": "2026-W48",
            "timezone": "Europe/London",
            "sessions": [
                {
                    "session": "c1-1",
                    "stage": "published",
                    "start": "2026-06-01T10:00:00+01:00",
                    "end": "2026-06-01T10:45:00+01:00",
                    "room": "north-1",
                    "staff": {"lead": "mei"},
                    "treatment": "facial",
                    "course": "c1",
                    "steps": [
                        {
                            "name": "needling",
                            "from": "2026-06-01T10:00:00+01:00",
                            "to": "2026-06-01T10:25:00+01:00",
                        },
                        {
                            "name": "recovery",
                            "from": "2026-06-01T10:25:00+01:00",
                            "to": "2026-06-01T10:45:00+01:00",
                        },
                    ],
                }
            ],
            "unscheduled": [
                {
                    "session": "c1-9",
                    "due": "2026-11-27",
                    "reasons": list(LOST.reasons),
                }
            ],
            "figures": {"sessions": 1, "room_use_percent": 12.5},
        }
        assert orjson.loads(render(roster, "json")) == as_dict(roster)
