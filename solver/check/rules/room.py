"""R02: the room fits, is open, and holds one patient until turnover ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from solver.check.facts import Facts, Finding, Placed, clock, overlapping


def room(facts: Facts) -> Iterator[Finding]:
    """R02. The room fits, is open, and holds one patient until turnover ends."""
    taken: dict[str, list[tuple[datetime, datetime, Placed]]] = defaultdict(list)
    for placed in facts.placed.values():
        place = placed.room
        if place.clinic != placed.clinic.id:
            yield placed.id, f"room '{place.id}' is in clinic '{place.clinic}'."
        if missing := set(placed.treatment.room_features) - set(place.features):
            yield placed.id, f"room '{place.id}' lacks {', '.join(sorted(missing))}."
        free_again = placed.end + timedelta(minutes=place.turnover_minutes)
        for span in place.unavailable:
            if placed.start < span.to and span.from_ < free_again:
                until = clock(span.to, placed)
                yield placed.id, f"room '{place.id}' is unavailable until {until}."
        taken[place.id].append((placed.start, free_again, placed))
    for place_id, spans in taken.items():
        for before, after in overlapping(spans):
            yield after.id, f"room '{place_id}' is still taken by '{before.id}'."
