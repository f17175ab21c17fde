"""How time, people and treatments are numbered for the compiled search."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

import numpy as np

from solver.hours import Hours
from solver.instance import Instance
from solver.kernel.arrays import words
from solver.kernel.records import Ints, Words
from solver.patterns import LEAD, Shape
from solver.placement import Placement
from solver.timeline import travel_grains


class Layout:
    """
    Cells, slots and forms of an instance, in the order of their numbers.

    Fixed appointments are numbered too, even where no shift or treatment would allow
    them, days from the horizon or with somebody missing: they stay, right or wrong.

    Attributes
    ----------
    cells
        Clinic and day of each cell.
    stretches
        First and last grain that matter in each cell; None: it is closed.
    ranges
        First word and number of words of each cell's frame.
    forms
        Treatment and shape of each form; regular ones first, by treatment.
    slots
        Practitioner, clinic and day of each slot; after the regular ones, which
        are ``num_regular``, one of its own for each fixed appointment.
    slot_of
        ``slot_of[p, cell]``, a regular one, -1 without.
    posts
        Clinics at which each practitioner works or is booked.
    """

    def __init__(
        self,
        instance: Instance,
        hours: Hours,
        fixed: Iterable[Placement | None] = (),
    ) -> None:
        self.instance = instance
        self.hours = hours
        self.grid = instance.grid
        self.num_clinics = len(instance.problem.clinics)
        self.num_people = len(instance.problem.practitioners)
        days = range(self.grid.num_days)
        self.cells = [(c, d) for c in range(self.num_clinics) for d in days]
        self.fixed = {p.task: p for p in fixed if p is not None}
        self.stretches = [self._stretch(c, d) for c, d in self.cells]
        self.ranges = [self._range(cell) for cell in range(len(self.cells))]
        self.frame = max((nw for _, nw in self.ranges), default=1) or 1
        self.forms = self._forms()
        self.form_of = {
            (t, shape.lengths): k for k, (t, shape) in enumerate(self.forms)
        }
        self.slots = self._slots()
        self.num_regular = len(self.slots)
        self.slot_of: Ints = np.full(
            (max(self.num_people, 1), max(len(self.cells), 1)), -1, dtype=np.int64
        )
        for s, (p, c, d) in enumerate(self.slots):
            self.slot_of[p, self.cell(c, d)] = s
        self.slots += [(p.lead, p.clinic, p.day) for p in self.fixed.values()]
        self.slot_of_fixed = {
            task: self.num_regular + k for k, task in enumerate(self.fixed)
        }
        self.posts = self._posts()

    def cell(self, clinic: int, day: int) -> int:
        """Number of a clinic-day."""
        return clinic * self.grid.num_days + day

    def framed(self, mask: int, clinic: int, day: int) -> Words:
        """A mask of a clinic-day's own frame as words of its cell."""
        first, _ = self.ranges[self.cell(clinic, day)]
        shift = self.hours.base(clinic, day) - (first << 6)
        mask = mask << shift if shift >= 0 else mask >> -shift
        return words(mask, self.frame)

    def days_away(self, way: int) -> int:
        """
        Days before and after a placement's own whose frames it may meet.

        None where every day is over, travel (``way`` grains at most) and turnover
        included, before the next begins; `Hours.days_away` tells the worst case.
        """
        if self._are_apart(way):
            return 0
        return self.hours.days_away(way)

    @cached_property
    def days_are_apart(self) -> bool:
        """Whether no placement meets a frame of another date, travel included."""
        return (
            self.days_away(max(travel_grains(self.instance).values(), default=0)) == 0
        )

    def _are_apart(self, way: int) -> bool:
        """Whether no two dates meet, nor a break window more than one of them."""
        days = [
            stretch
            for d in range(self.grid.num_days)
            if (stretch := self._day_stretch(d)) is not None
        ]
        pauses = (w for windows in self.hours.break_windows for w in windows)
        return all(a[1] + way <= b[0] for a, b in pairwise(days)) and all(
            sum(from_ < day[1] and to > day[0] for day in days) <= 1
            for from_, to in set(pauses)
        )

    def _day_stretch(self, day: int) -> tuple[int, int] | None:
        """From the first opening to the last end of a date, over all clinics."""
        cells = (self.cell(c, day) for c in range(self.num_clinics))
        stretches = [s for cell in cells if (s := self.stretches[cell]) is not None]
        if not stretches:
            return None
        return min(s[0] for s in stretches), max(s[1] for s in stretches)

    @cached_property
    def kinds(self) -> list[str]:
        """Kinds of equipment that treatments use, in order of their numbers."""
        steps = (s for t in self.instance.problem.treatments for s in t.steps)
        return sorted({kind for step in steps for kind in step.equipment})

    def _stretch(self, clinic: int, day: int) -> tuple[int, int] | None:
        """From opening to the end of what may follow closing; or None."""
        base = self.hours.base(clinic, day)
        midnight = self.grid.starts[clinic][day + 1]
        inside = [
            (max(from_, base), min(to, midnight + self.hours.reach))
            for from_, to in self.hours.opening[clinic]
            if from_ < midnight and to > base
        ]
        if not inside:
            return None
        last = max(to for _, to in inside)
        return min(from_ for from_, _ in inside), last + self.hours.reach

    def _range(self, cell: int) -> tuple[int, int]:
        """First word of a cell's frame and how many words it has."""
        stretch = self.stretches[cell]
        if stretch is None:
            return self.hours.base(*self.cells[cell]) >> 6, 0
        first = stretch[0] >> 6
        return first, (stretch[1] >> 6) + 1 - first

    def _forms(self) -> list[tuple[int, Shape]]:
        regular = [
            (t, shape)
            for t, shapes in enumerate(self.instance.shapes)
            for shape in shapes
        ]
        known = {(t, shape.lengths) for t, shape in regular}
        odd = []
        for p in self.fixed.values():
            treatment = self.instance.tasks[p.task].treatment
            if (treatment, p.shape.lengths) not in known:
                known.add((treatment, p.shape.lengths))
                odd.append((treatment, p.shape))
        return regular + odd

    def _slots(self) -> list[tuple[int, int, int]]:
        found: dict[tuple[int, int, int], None] = {}
        for p in range(self.num_people):
            last = self.instance.last_licensed_day[p]
            for c in self.hours.shifts[p]:
                for d in range(min(self.grid.num_days, last + 1)):
                    if self.hours.shift_runs(p, c, d, 1):
                        found[p, c, d] = None
        return list(found)

    def _posts(self) -> list[list[int]]:
        posts = [dict.fromkeys(by_clinic) for by_clinic in self.hours.shifts]
        for p in self.fixed.values():
            for _, person in p.staff:
                posts[person][p.clinic] = None
        return [list(clinics) for clinics in posts]

    def other_roles(self, form: int) -> list[str]:
        """Roles of a form beside the lead's: its parts, in order."""
        return [role for role in self.forms[form][1].busy_of if role != LEAD]
