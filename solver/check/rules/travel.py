"""R06: there is time to travel between clinics."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations, islice

from solver.check.facts import Attendance, Facts, Finding


def travel(facts: Facts) -> Iterator[Finding]:
    """R06. Between attended steps at two clinics lies at least the travel time."""
    for attendances in facts.attendances.values():
        clinics = sorted({a.placed.clinic.id for a in attendances})
        ways = [facts.travel.get(frozenset(pair)) for pair in combinations(clinics, 2)]
        if not ways:
            continue
        longest = max((way for way in ways if way is not None), default=None)
        if None in ways:
            longest = None  # then the whole day counts
        for k, before in enumerate(attendances):
            for after in islice(attendances, k + 1, None):
                if longest is not None and after.from_ - before.to >= longest:
                    break  # they are in order of their beginning
                if before.placed.clinic.id != after.placed.clinic.id:
                    yield from _way(facts, before, after)


def _way(facts: Facts, before: Attendance, after: Attendance) -> Iterator[Finding]:
    one, two = before.placed, after.placed
    way = facts.travel.get(frozenset((one.clinic.id, two.clinic.id)))
    who = before.practitioner
    if way is None:
        if one.date == two.date:
            pair = f"'{one.clinic.id}' and '{two.clinic.id}'"
            yield two.id, f"'{who}' works at {pair}, which no travel joins, on a day."
    # Steps that overlap have nothing between them; R04 reports those.
    elif timedelta(0) <= after.from_ - before.to < way:
        least = way // timedelta(minutes=1)
        yield two.id, f"'{who}' needs {least} min from '{one.clinic.id}'."
