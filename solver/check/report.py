"""The checker's answer: every violation and every term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from solver.check.facts import Facts
from solver.check.rules import RULES
from solver.check.terms import terms
from solver.plan import Plan
from solver.problem import Problem
from solver.reading import DocumentError
from solver.validate import Fault


@dataclass(frozen=True, slots=True)
class Violation:
    """A breach of a hard rule by a session."""

    rule: str
    session: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule} session '{self.session}' {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """Every violation, in the order of the rules, and every term."""

    violations: tuple[Violation, ...]
    terms: dict[str, Decimal]

    @property
    def total(self) -> Decimal:
        """The objective: the sum of the terms."""
        return sum(self.terms.values(), Decimal(0))

    @property
    def is_feasible(self) -> bool:
        """Whether no hard rule is broken."""
        return not self.violations


def check(problem: Problem, plan: Plan) -> Report:
    """
    Verify a plan against its problem and price it, term by term.

    Raises
    ------
    DocumentError
        If the plan is for another problem or names what the problem lacks.
    """
    if faults := tuple(faults_of_plan(problem, plan)):
        raise DocumentError(faults)
    facts = Facts(problem, plan)
    violations = (
        Violation(rule.id, session, message)
        for rule in RULES
        for session, message in rule.breaches(facts)
    )
    return Report(tuple(violations), terms(facts))


def faults_of_plan(problem: Problem, plan: Plan) -> Iterator[Fault]:
    """Ids in a plan that its problem does not know, each with its path."""
    if plan.problem != problem.id:
        yield Fault("problem", f"must be '{problem.id}', got '{plan.problem}'.")
    known = {
        "session": {s.id for c in problem.courses for s in c.sessions},
        "clinic": {c.id for c in problem.clinics},
        "room": {r.id for r in problem.rooms},
    }
    people = {p.id for p in problem.practitioners}
    for i, assignment in enumerate(plan.assignments):
        path = f"assignments[{i}]"
        for kind, ids in known.items():
            value = getattr(assignment, kind)
            if value not in ids:
                rule = f"must name a {kind} of the problem"
                yield Fault(f"{path}.{kind}", f"{rule}, got '{value}'.")
        for role, person in assignment.staff.items():
            if person not in people:
                rule = "must name a practitioner of the problem"
                yield Fault(f"{path}.staff.{role}", f"{rule}, got '{person}'.")
    for i, left_out in enumerate(plan.unscheduled):
        if left_out.session not in known["session"]:
            rule = "must name a session of the problem"
            yield Fault(
                f"unscheduled[{i}].session", f"{rule}, got '{left_out.session}'."
            )
