"""The hard rules R01 to R13, each a function that yields what breaks it.

One file a rule, named as in the exact model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from solver.check.facts import Facts, Finding
from solver.check.rules.attended_no_overlap import attended_no_overlap
from solver.check.rules.breaks import breaks
from solver.check.rules.clearance import clearance
from solver.check.rules.course_dates import course_dates
from solver.check.rules.equipment import equipment
from solver.check.rules.fixed import fixed
from solver.check.rules.hours import hours
from solver.check.rules.parallel import parallel
from solver.check.rules.patient import patient
from solver.check.rules.room import room
from solver.check.rules.staff import staff
from solver.check.rules.steps import steps
from solver.check.rules.travel import travel

__all__ = ["RULES", "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule: its id, its sentence and the function that finds breaches."""

    id: str
    sentence: str
    breaches: Callable[[Facts], Iterator[Finding]]


RULES = (
    Rule("R01", "Steps follow one another on the grid, in range.", steps),
    Rule("R02", "The room fits and holds one patient at a time.", room),
    Rule("R03", "Every role is filled by one qualified practitioner.", staff),
    Rule("R04", "Attended steps never overlap.", attended_no_overlap),
    Rule("R05", "Sessions lie inside opening and shifts.", hours),
    Rule("R06", "There is time to travel between clinics.", travel),
    Rule("R07", "A lead's sessions at once and a day are limited.", parallel),
    Rule("R08", "Breaks are kept.", breaks),
    Rule("R09", "Equipment is not used twice.", equipment),
    Rule("R10", "The patient can come, and is in one place.", patient),
    Rule("R11", "Sessions keep window, order and gap.", course_dates),
    Rule("R12", "Clearance covers the session.", clearance),
    Rule("R13", "Fixed appointments stay as they are.", fixed),
)
