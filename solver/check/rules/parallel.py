"""R07: a lead's sessions at once and a day are limited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from solver.check.facts import Facts, Finding, Placed


def parallel(facts: Facts) -> Iterator[Finding]:
    """R07. A lead's sessions under way at once, and a day, are limited."""
    by_lead: dict[str, list[Placed]] = defaultdict(list)
    for placed in facts.placed.values():
        by_lead[placed.lead].append(placed)
    for lead, sessions in by_lead.items():
        if lead not in facts.practitioners:
            continue
        most = facts.practitioners[lead].max_parallel
        for first in _above(sessions, most):
            yield first.id, f"'{lead}' leads more than {most} sessions at once."
    for (lead, day), sessions in facts.led.items():
        if lead not in facts.practitioners:
            continue
        most = facts.practitioners[lead].max_sessions_per_day
        if len(sessions) > most:
            last = max(sessions, key=lambda placed: placed.start)
            came = f"'{lead}' leads {len(sessions)} sessions on {day}"
            yield last.id, f"{came}, at most {most} are allowed."


def _above(sessions: list[Placed], most: int) -> Iterator[Placed]:
    under_way: list[Placed] = []
    for placed in sorted(sessions, key=lambda p: (p.start, p.id)):
        under_way = [p for p in under_way if p.end > placed.start]
        under_way.append(placed)
        if len(under_way) > most:
            yield placed
