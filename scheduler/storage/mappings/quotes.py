"""Quotes as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from scheduler.domain.quote import Quote, QuotedVisit
from scheduler.domain.roster import StepTime
from scheduler.storage.mapping import Mapping, Row, Rows
from scheduler.storage.tables import quotes

_PLAIN = ("id", "patient", "protocol", "starts_on", "preferred_practitioner")
_TIMES = ("created_utc", "expires_utc")


def _to_rows(quote: Quote) -> Rows:
    plain = {field: getattr(quote, field) for field in (*_PLAIN, *_TIMES)}
    visits = [_visit_data(visit) for visit in quote.visits]
    return {quotes: [plain | {"visits": visits, "missing": list(quote.missing)}]}


def _from_rows(row: Row, _: Rows) -> Quote:
    return Quote(
        **{field: row[field] for field in (*_PLAIN, *_TIMES)},
        visits=tuple(map(_visit, row["visits"])),
        missing=tuple(row["missing"]),
    )


def _visit_data(visit: QuotedVisit) -> dict[str, Any]:
    return {
        "number": visit.number,
        "treatment": visit.treatment,
        "clinic": visit.clinic,
        "room": visit.room,
        "staff": visit.staff,
        "start_utc": visit.start_utc.isoformat(),
        "steps": [[step.name, step.length_min] for step in visit.steps],
    }


def _visit(data: dict[str, Any]) -> QuotedVisit:
    start_utc = datetime.fromisoformat(data["start_utc"])
    steps = tuple(StepTime(name=n, length_min=m) for n, m in data["steps"])
    return QuotedVisit(**data | {"start_utc": start_utc, "steps": steps})


QUOTES = Mapping(kind="quote", table=quotes, to_rows=_to_rows, from_rows=_from_rows)
