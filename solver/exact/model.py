"""The exact model of a whole problem: its rules and terms on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ortools.sat.python.cp_model import CpModel, LinearExprT

from solver.exact import terms
from solver.exact.rules.attended_no_overlap import attended_no_overlap
from solver.exact.rules.breaks import breaks
from solver.exact.rules.clearance import clearance
from solver.exact.rules.course_dates import course_dates
from solver.exact.rules.equipment import equipment
from solver.exact.rules.fixed import fixed
from solver.exact.rules.hours import hours
from solver.exact.rules.parallel import parallel
from solver.exact.rules.patient import patient
from solver.exact.rules.room import room
from solver.exact.rules.staff import staff
from solver.exact.rules.steps import steps
from solver.exact.rules.travel import travel
from solver.exact.variables import Variables
from solver.hours import Hours
from solver.instance import Instance


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule and the function that states it."""

    id: str
    state: Callable[[CpModel, Variables], None]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the objective and the function that yields its parts."""

    name: str
    parts: Callable[[CpModel, Variables], Iterator[LinearExprT]]


HARD_RULES = (
    Rule("R01", steps),
    Rule("R02", room),
    Rule("R03", staff),
    Rule("R04", attended_no_overlap),
    Rule("R05", hours),
    Rule("R06", travel),
    Rule("R07", parallel),
    Rule("R08", breaks),
    Rule("R09", equipment),
    Rule("R10", patient),
    Rule("R11", course_dates),
    Rule("R12", clearance),
    Rule("R13", fixed),
)
OBJECTIVE = (
    Term("unscheduled", terms.unscheduled),
    Term("lateness", terms.lateness),
    Term("cadence", terms.cadence),
    Term("clinic_preference", terms.clinic_preference),
    Term("time_preference", terms.time_preference),
    Term("practitioner_preference", terms.practitioner_preference),
    Term("continuity", terms.continuity),
    Term("overload", terms.overload),
    Term("disruption", terms.disruption),
)


@dataclass(frozen=True, slots=True)
class ExactModel:
    """The CP-SAT model of an instance with its variables, by index."""

    cp: CpModel
    variables: Variables


def build(instance: Instance, hours: Hours) -> ExactModel:
    """State every rule and every term of an instance."""
    cp = CpModel()
    variables = Variables(cp, instance, hours)
    for rule in HARD_RULES:
        rule.state(cp, variables)
    parts = [part for term in OBJECTIVE for part in term.parts(cp, variables)]
    cp.minimize(sum(parts))
    return ExactModel(cp, variables)
