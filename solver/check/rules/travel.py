"""R06: there is time to travel between clinics."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from solver.check.facts import Attendance, Facts, Finding


def travel(facts: Facts) -> Iterator[Finding]:
    """R06. Between attended steps at two clinics lies at least the travel time."""
    for attendances in facts.attendances.values():
        if len({a.placed.clinic.id for a in attendances}) < 2:
            continue
        for before, after in combinations(attendances, 2):
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
