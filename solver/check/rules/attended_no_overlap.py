"""R04: attended steps of a practitioner never overlap."""

from __future__ import annotations

from collections.abc import Iterator

from solver.check.facts import Facts, Finding, overlapping


def attended_no_overlap(facts: Facts) -> Iterator[Finding]:
    """R04. Attended steps of a practitioner never overlap."""
    for who, attendances in facts.attendances.items():
        spans = ((a.from_, a.to, a.placed) for a in attendances)
        for before, after in overlapping(spans):
            yield after.id, f"'{who}' is still busy with '{before.id}'."
