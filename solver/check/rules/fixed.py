"""R13: a fixed appointment stays exactly as it is."""

from __future__ import annotations

from collections.abc import Iterator

from solver.check.facts import Facts, Finding


def fixed(facts: Facts) -> Iterator[Finding]:
    """R13. A fixed appointment stays exactly as it is."""
    for appointment in facts.problem.appointments:
        if appointment.state != "fixed":
            continue
        placed = facts.placed.get(appointment.session)
        if placed is None:
            yield appointment.session, "is fixed and has no place."
        elif placed.assignment != appointment.assignment():
            yield appointment.session, "is fixed and was changed."
