"""The starts of a session at one place, put through the rules one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from solver.bits import runs
from solver.engine import Engine
from solver.gaps import gaps_allow
from solver.patterns import LEAD
from solver.placement import Place
from solver.tasks import Task

OTHERS = "other staff"
"""Stands for R04 where it is not the lead who is busy."""


class Sieve:
    """
    The starts of one place, put through the rules one after another.

    Parameters
    ----------
    shape
        Of the treatment: which lengths of its steps.
    """

    def __init__(
        self, engine: Engine, task: Task, place: Place, shape: int = 0
    ) -> None:
        self.engine, self.task, self.place = engine, task, place
        self.shape = shape
        self.form = engine.instance.shapes[task.treatment][shape]
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

    def refuses(self, start: int) -> str | None:
        """The first rule that refuses a start (bit of the frame); None: none does."""
        if not self.opened >> start & 1:
            return "R05"
        for rule, allowed in self._rules():
            if not allowed >> start & 1:
                return rule
        return None

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
        yield "R08", engine.starts(self.task.index, self.place)[self.shape]

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
                anyone |= engine.role_starts(
                    p, clinic, day, treatment, self.shape, role
                )
            yield OTHERS, anyone
