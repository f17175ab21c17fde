"""Why a session has no place: its starts counted by the rule that refuses each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from solver.bits import runs
from solver.engine import Engine
from solver.gaps import gaps_allow
from solver.patterns import LEAD
from solver.placement import Place
from solver.tasks import Task

OTHERS = "other staff"
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
    course = instance.problem.courses[task.course]
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
        starts = _Sieve(engine, task, place)
        looked_at += starts.opened.bit_count()
        by_rule.update(starts.refused())
    return Refusals(looked_at, dict(by_rule))


class _Sieve:
    """The starts of one place, put through the rules one after another."""

    def __init__(self, engine: Engine, task: Task, place: Place) -> None:
        self.engine, self.task, self.place = engine, task, place
        self.form = engine.instance.shapes[task.treatment][0]
        self.line = engine.instance.lines[task.course]
        hours = engine.hours
        self.opened = hours.open_starts(place.clinic, place.day, self.form.total)

    def refused(self) -> Counter[str]:
        """Starts that each rule is the first to refuse."""
        counts: Counter[str] = Counter()
        left = self.opened & ~self._free()
        for rule, allowed in self._rules():
            if not left:
                break
            counts[rule] += (left & ~allowed).bit_count()
            left &= allowed
        return +counts

    def _free(self) -> int:
        """Starts that some shape leaves free."""
        free = 0
        if self._keeps_gaps():
            for mask in self.engine.starts(self.task.index, self.place):
                free |= mask
        return free

    def _rules(self) -> Iterator[tuple[str, int]]:
        """Rules with the starts they allow; worked out only as far as asked for."""
        engine, (lead, clinic, day) = self.engine, self.place
        hours, timeline, total = engine.hours, engine.timeline, self.form.total
        everything = hours.full(clinic, day)
        yield "R05", hours.shift_runs(lead, clinic, day, total)
        yield "R10", self._patient()
        yield "R11", self._in_course()
        person = engine.instance.problem.practitioners[lead]
        if timeline.led[lead, day] >= person.max_sessions_per_day:
            yield "R07", 0
        yield "R07", runs(timeline.free_to_lead(lead, clinic, day), total)
        free, attends = timeline.free_to_attend(lead, clinic, day), everything
        for offset, length in self.form.busy_of[LEAD]:
            attends &= runs(free, length) >> offset
        yield "R04", attends
        yield "R02", self._rooms()
        yield "R09", engine.equipment_starts(clinic, day, self.form)
        yield from self._other_staff()
        yield "R08", engine.starts(self.task.index, self.place)[0]

    def _patient(self) -> int:
        _, clinic, day = self.place
        patient, total = self.line.patient, self.form.total
        here = self.engine.hours.patient_starts(patient, clinic, day, total)
        free = self.engine.timeline.free_patient(patient, clinic, day)
        return here & runs(free, total)

    def _in_course(self) -> int:
        """Starts that keep the gap in days and the order within a day."""
        _, clinic, day = self.place
        engine, task = self.engine, self.task.index
        if not self._keeps_gaps():
            return 0
        return engine.in_order(task, clinic, day, self.form.total)

    def _keeps_gaps(self) -> bool:
        engine, day = self.engine, self.place.day
        placed = engine.timeline.placed
        return gaps_allow(engine.instance, self.line, placed, self.task.index, day)

    def _rooms(self) -> int:
        _, clinic, day = self.place
        mask = 0
        for room in self.engine.instance.fitting_rooms[clinic][self.task.treatment]:
            mask |= self.engine.room_starts(room, clinic, day, self.form.total)
        return mask

    def _other_staff(self) -> Iterator[tuple[str, int]]:
        _, clinic, day = self.place
        engine, treatment = self.engine, self.task.treatment
        for role in self.form.busy_of:
            if role == LEAD:
                continue
            able = [
                p
                for p in engine.role_candidates(clinic, day, treatment, role)
                if p not in self.line.refused
            ]
            if not able:
                yield "R03", 0
                continue
            anyone = 0
            for p in able:
                anyone |= engine.role_starts(p, clinic, day, treatment, 0, role)
            yield OTHERS, anyone
