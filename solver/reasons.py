"""Why a session has no place: its starts counted by the rule that refuses each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from solver.engine import Engine
from solver.patterns import LEAD
from solver.sieve import OTHERS, Sieve
from solver.tasks import Task

WORDING = {
    "R02": "R02: rooms taken, closed or without the features",
    "R03": "R03: no other staff with the skill and a licence",
    "R04": "R04: lead busy or travelling (R06)",
    "R05": "R05: lead not on shift",
    "R07": "R07: lead has the most sessions at once or that day",
    "R08": "R08: lead's break would be lost",
    "R09": "R09: equipment in use or not owned",
    "R10": "R10: patient unavailable or in another session",
    "R11": "R11: too near to or too far from the course's other sessions",
    OTHERS: "R04: other staff busy or not on shift (R04, R05)",
}


@dataclass(frozen=True, slots=True)
class Refusals:
    """
    How often each rule refuses a start of a session.

    Attributes
    ----------
    starts
        Starts looked at: every grid start in the opening, by lead and day.
    by_rule
        Starts that a rule is the first to refuse; the rest are free.
    """

    starts: int
    by_rule: dict[str, int]

    @property
    def free(self) -> int:
        """Starts that no rule refuses."""
        return self.starts - sum(self.by_rule.values())

    def ordered(self) -> list[tuple[str, int]]:
        """Rules with their counts, the commonest first."""
        return sorted(self.by_rule.items(), key=lambda entry: -entry[1])

    def sentences(self) -> tuple[str, ...]:
        """A sentence for each rule that refuses some starts."""
        if not self.starts:
            return ("R05: its clinics are closed on every day of its window.",)
        of = f"of {self.starts} starts"
        return tuple(f"{WORDING[rule]} at {n} {of}." for rule, n in self.ordered())


def reasons(engine: Engine, task: Task) -> tuple[str, ...]:
    """Sentences that say why a session is out, the commonest reason first."""
    if outright := _outright(engine, task):
        return outright
    refusals = count_refusals(engine, task)
    told = refusals.sentences()
    if refusals.free:
        free = f"{refusals.free} of {refusals.starts} starts are free"
        told = (f"cost: {free}; none of them was worth what it costs.", *told)
    return told


def _outright(engine: Engine, task: Task) -> tuple[str, ...]:
    """Reasons that need no look at any day."""
    instance = engine.instance
    line = instance.lines[task.course]
    course = instance.courses[task.course]
    session = course.sessions[task.position]
    if task.first_day > task.last_day:
        until, grid = course.cleared_until, instance.grid
        opens = max(session.earliest, grid.first)
        if until is not None and until < opens:
            return (f"R12: cleared until {until}, its window opens on {opens}.",)
        window = f"{session.earliest} to {session.latest}"
        return (f"R11: its window, {window}, holds no day of the horizon.",)
    leads = instance.skilled[task.treatment][LEAD]
    if not leads:
        return (f"R03: nobody has the lead's skills for '{session.treatment}'.",)
    if line.refused.issuperset(leads):
        return ("R03: the course refuses everybody with the lead's skills.",)
    if not instance.penalty[line.patient]:
        return (f"R10: patient '{course.patient}' accepts no clinic.",)
    if not any(True for _ in engine.places(task.index)):
        return ("R05: nobody who may lead it works at its clinics in its window.",)
    return ()


def count_refusals(engine: Engine, task: Task) -> Refusals:
    """
    Count the starts of a session by the rule that refuses them.

    A start that some shape of the session leaves free is free; of the others the
    shortest shape is refused by the rule that counts.
    """
    looked_at, by_rule = 0, Counter[str]()
    for place in engine.places(task.index):
        starts = Sieve(engine, task, place)
        looked_at += starts.opened.bit_count()
        by_rule.update(starts.refused())
    return Refusals(looked_at, dict(by_rule))
