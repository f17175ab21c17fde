"""The waitlist as rows."""

from __future__ import annotations

from dataclasses import asdict

from scheduler.domain.waiting import Waiting
from scheduler.storage.mapping import Mapping
from scheduler.storage.tables import waiting

WAITING = Mapping(
    kind="waiting",
    table=waiting,
    to_rows=lambda each: {waiting: [asdict(each)]},
    from_rows=lambda row, _: Waiting(**row),
)
