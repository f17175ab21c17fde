"""R05: sessions lie inside opening and shifts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from solver.check.facts import Facts, Finding, Placed


def hours(facts: Facts) -> Iterator[Finding]:
    """R05. Inside the opening; the lead on one shift, others for their steps."""
    for placed in facts.placed.values():
        inside = any(
            span.from_ <= placed.start and placed.end <= span.to
            for span in placed.clinic.opening
        )
        if not inside:
            yield placed.id, f"lies outside the opening of '{placed.clinic.id}'."
        if placed.lead and not _on_shift(
            facts, placed.lead, placed, placed.start, placed.end
        ):
            yield placed.id, f"'{placed.lead}' is not on shift for all of it."
        for role, step, times in placed.attended():
            who = placed.assignment.staff.get(role)
            if role == "lead" or who is None:
                continue
            if not _on_shift(facts, who, placed, times.from_, times.to):
                yield placed.id, f"'{who}' is not on shift for step '{step.name}'."


def _on_shift(
    facts: Facts, who: str, placed: Placed, from_: datetime, to: datetime
) -> bool:
    return any(
        shift.clinic == placed.clinic.id and shift.from_ <= from_ and to <= shift.to
        for shift in facts.practitioners[who].shifts
    )
