"""R09: no more of a kind of equipment is in use than the clinic owns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from solver.check.facts import Facts, Finding


def equipment(facts: Facts) -> Iterator[Finding]:
    """R09. No more steps use a kind of equipment than the clinic owns."""
    uses: dict[tuple[str, str], list[tuple[datetime, datetime, str]]]
    uses = defaultdict(list)
    for placed in facts.placed.values():
        for step, times in placed.steps():
            for kind in set(step.equipment):
                use = (times.from_, times.to, placed.id)
                uses[placed.clinic.id, kind].append(use)
    for (clinic, kind), spans in uses.items():
        owned = facts.clinics[clinic].equipment.get(kind, 0)
        ends: list[datetime] = []
        for from_, to, session in sorted(spans):
            ends = [end for end in ends if end > from_]
            ends.append(to)
            if len(ends) > owned:
                came = f"{len(ends)} steps use '{kind}' at '{clinic}' at once"
                yield session, f"{came}, which owns {owned}."
