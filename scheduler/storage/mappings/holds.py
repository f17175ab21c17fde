"""Holds as rows."""

from __future__ import annotations

from scheduler.domain.hold import Hold
from scheduler.storage.mapping import Mapping, Row, Rows
from scheduler.storage.mappings.visits import step_lengths, step_times
from scheduler.storage.tables import holds

_PLAIN = (
    "id",
    "treatment",
    "session",
    "course",
    "number",
    "patient",
    "clinic",
    "room",
    "staff",
    "start_utc",
    "created_utc",
    "expires_utc",
)


def _to_rows(hold: Hold) -> Rows:
    plain = {field: getattr(hold, field) for field in _PLAIN}
    computed = {"end_utc": hold.end_utc, "steps": step_lengths(hold.steps)}
    return {holds: [plain | computed]}


def _from_rows(row: Row, _: Rows) -> Hold:
    plain = {field: row[field] for field in _PLAIN}
    return Hold(**plain, steps=step_times(row["steps"]))


HOLDS = Mapping(kind="hold", table=holds, to_rows=_to_rows, from_rows=_from_rows)
