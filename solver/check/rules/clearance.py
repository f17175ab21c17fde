"""R12: no session after the clearance ends."""

from __future__ import annotations

from collections.abc import Iterator

from solver.check.facts import Facts, Finding


def clearance(facts: Facts) -> Iterator[Finding]:
    """R12. No session after the clearance ends."""
    for placed in facts.placed.values():
        until = placed.course.cleared_until
        if until is not None and placed.date > until:
            yield placed.id, f"course '{placed.course.id}' is cleared until {until}."
