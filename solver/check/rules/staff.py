"""R03: every role is filled by one qualified practitioner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from solver.check.facts import Facts, Finding, Placed
from solver.problem import Practitioner


def staff(facts: Facts) -> Iterator[Finding]:
    """R03. Each role has one skilled, licensed practitioner not refused."""
    for placed in facts.placed.values():
        needs: dict[str, set[str]] = defaultdict(set)
        for step in placed.treatment.steps:
            if step.staff is not None and step.skill is not None:
                needs[step.staff].add(step.skill)
        came = placed.assignment.staff
        if set(came) != set(needs):
            must = ", ".join(sorted(needs))
            yield placed.id, f"fills {', '.join(sorted(came))}; its roles are {must}."
        for role in needs.keys() & came.keys():
            person = facts.practitioners[came[role]]
            yield from _qualified(placed, role, needs[role], person)


def _qualified(
    placed: Placed, role: str, skills: set[str], person: Practitioner
) -> Iterator[Finding]:
    if missing := skills - set(person.skills):
        lacks = ", ".join(sorted(missing))
        yield placed.id, f"'{person.id}' as {role} lacks {lacks}."
    if person.licensed_until is not None and placed.date > person.licensed_until:
        until = person.licensed_until
        yield placed.id, f"the licence of '{person.id}' ended on {until}."
    if person.id in placed.course.refused_practitioners:
        yield placed.id, f"course '{placed.course.id}' refuses '{person.id}'."
