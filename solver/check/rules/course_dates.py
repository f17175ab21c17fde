"""R11: sessions of a course keep their window, their order and their gap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from solver.check.facts import Facts, Finding, Placed


def course_dates(facts: Facts) -> Iterator[Finding]:
    """R11. Sessions keep their window, their order and their gap, in days."""
    first, last = facts.horizon
    for course in facts.problem.courses:
        known = course.last_session
        before_date = known.date if known else None
        before: Placed | None = None
        for session, just_before in zip(
            course.sessions, (None, *course.sessions), strict=False
        ):
            placed = facts.placed.get(session.id)
            if placed is None:
                continue
            if (
                not max(first, session.earliest)
                <= placed.date
                <= min(last, session.latest)
            ):
                allowed = f"{session.earliest} to {session.latest} inside the horizon"
                yield placed.id, f"is on {placed.date}; {allowed} are allowed."
            if before_date is not None:
                adjacent = before is not None and before.session is just_before
                yield from _gap(placed, before_date, adjacent=adjacent)
            if before and before.date == placed.date and placed.start < before.start:
                yield placed.id, f"begins before '{before.id}', which it follows."
            before, before_date = placed, placed.date


def _gap(placed: Placed, before: date, *, adjacent: bool) -> Iterator[Finding]:
    gap = placed.session.gap
    days = (placed.date - before).days
    if days < (gap.min_days if gap else 0):
        least = gap.min_days if gap else 0
        yield placed.id, f"is {days} days after the session before, least {least}."
    if gap and adjacent and days > gap.max_days:
        most = gap.max_days
        yield placed.id, f"is {days} days after the session before, most {most}."
