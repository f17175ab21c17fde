"""An engine seen as if a little of its instance were different."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from solver.bits import positions
from solver.costs import Costs
from solver.engine import Engine
from solver.explain.cost import Units, cost_by_term
from solver.gaps import gaps_allow
from solver.instance import Instance
from solver.placement import Place, Placement
from solver.problem import Problem
from solver.settling import settle
from solver.tasks import Line, Task


@dataclass(frozen=True, slots=True)
class Option:
    """
    A placement that the rules allow.

    Attributes
    ----------
    change
        What the plan's total would change by, in cost units, from the session
        being out.
    """

    change: int
    placement: Placement
    terms: Units

    def rank(self) -> tuple[int, int, int, int]:
        """Cheapest first, then earliest."""
        p = self.placement
        return (self.change, p.start, p.room, p.lead)


class View:
    """
    One session before an engine that may be varied, what stands being the same.

    Only looked at: nothing is put down in a varied engine.
    """

    def __init__(self, engine: Engine, costs: Costs, task: Task) -> None:
        self.engine = engine
        self.costs = costs
        self.task = task
        self.instance = engine.instance
        self.hours = engine.hours
        self.line = self.instance.lines[task.course]

    def places(self) -> Iterator[Place]:
        """Places that qualification and calendar leave open."""
        return self.engine.places(self.task.index)

    def masks(self, place: Place) -> list[int]:
        """Feasible starts at a place, one mask a shape; R11 not looked at."""
        return [
            self.starts(place, shape, self.patient_starts(place, shape))
            for shape in range(self.num_shapes)
        ]

    @property
    def num_shapes(self) -> int:
        """Shapes of the session's treatment."""
        return len(self.instance.shapes[self.task.treatment])

    def patient_starts(self, place: Place, shape: int) -> int:
        """Starts that the patient's hours allow (R10)."""
        total = self.instance.shapes[self.task.treatment][shape].total
        _, clinic, day = place
        return self.hours.patient_starts(self.line.patient, clinic, day, total)

    def starts(self, place: Place, shape: int, mask: int) -> int:
        """Those starts of a mask that all but the patient's hours allow."""
        return self.engine.open_starts(self.task, place, shape, mask) if mask else 0

    def allows_day(self, day: int) -> bool:
        """Whether a day keeps the gaps to the course's placed sessions (R11)."""
        placed = self.engine.timeline.placed
        return gaps_allow(self.instance, self.line, placed, self.task.index, day)

    def options(self, places: Iterable[Place] | None = None) -> Iterator[Option]:
        """The cheapest legal placement at each place."""
        days: dict[int, bool] = {}
        for place in self.places() if places is None else places:
            if place.day not in days:
                days[place.day] = self.allows_day(place.day)
            if days[place.day]:
                option = self.option(place, self.masks(place))
                if option is not None:
                    yield option

    def option(self, place: Place, masks: list[int]) -> Option | None:
        """The earliest of the cheapest of some starts, with room and staff."""
        if not any(masks):
            return None
        for _, tier in self.costs.tiers(self.task, place.clinic, place.day):
            choices = [
                (start, shape)
                for shape, mask in enumerate(masks)
                for start in positions(mask & tier)
            ]
            for start, shape in sorted(choices):
                placement = settle(self.engine, self.task.index, place, shape, start)
                if placement is not None:
                    return self.priced(placement)
        return None

    def priced(self, placement: Placement) -> Option:
        """A placement with what it would change."""
        terms = cost_by_term(self.costs, self.engine.timeline, self.task, placement)
        return Option(sum(terms.values()) - self.task.loss, placement, terms)

    def varied(self, instance: Instance) -> View:
        """The same before an instance with other tasks, courses or limits."""
        engine = self.engine.seen_by(instance)
        return View(engine, self.costs, instance.tasks[self.task.index])

    def before(self, engine: Engine) -> View:
        """The same session before another engine."""
        return View(engine, self.costs, engine.instance.tasks[self.task.index])


class Elsewhere(View):
    """A session that has a place, looking for another place or time."""

    def __init__(self, view: View, now: Placement) -> None:
        super().__init__(view.engine, view.costs, view.task)
        self.now = now

    def starts(self, place: Place, shape: int, mask: int) -> int:
        """Those starts of a mask that are free, but for its own."""
        found = super().starts(place, shape, mask)
        if place == (self.now.lead, self.now.clinic, self.now.day):
            own = self.now.start - self.hours.base(place.clinic, place.day)
            found &= ~(1 << own)
        return found


def with_task(instance: Instance, task: Task) -> Instance:
    """An instance in which one task is different."""
    other = copy.copy(instance)
    other.tasks = list(instance.tasks)
    other.tasks[task.index] = task
    return other


def with_line(instance: Instance, line: Line) -> Instance:
    """An instance in which one course is different."""
    other = copy.copy(instance)
    other.lines = list(instance.lines)
    other.lines[line.index] = line
    return other


def with_problem(instance: Instance, problem: Problem) -> Instance:
    """An instance whose problem differs where the instance keeps no numbers."""
    other = copy.copy(instance)
    other.problem = problem
    return other


def best(options: Iterable[Option]) -> Option | None:
    """The cheapest, then earliest, of some options."""
    return min(options, key=Option.rank, default=None)
