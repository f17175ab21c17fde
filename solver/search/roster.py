"""The roster that search works on: what is placed, what it costs, and inserting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from random import Random

from solver.bits import positions, raise_level
from solver.candidates import Candidate, Candidates
from solver.course_graph import FAR, CourseGraph, Nodes, Path
from solver.engine import Engine
from solver.gaps import gaps_allow
from solver.patterns import LEAD
from solver.placement import Place, Placement
from solver.settling import settle
from solver.tasks import Line, Task

LATEST_FROM, DOVETAILED_FROM = 0.25, 0.5
"""A picker's draw below the first packs early, below the second late."""
BLINK = 0.02
"""Chance that search does not look at a place, so that it tries others."""
Choice = tuple[int, int]
"""Shape and start (bit of the frame)."""


class Roster:
    """
    Placements with their cost, changed by removing sessions and courses' paths.

    Attributes
    ----------
    locked
        Tasks that never move (R13).
    """

    def __init__(self, engine: Engine, candidates: Candidates) -> None:
        self.instance = instance = engine.instance
        self.engine = engine
        self.candidates = candidates
        self.costs = costs = candidates.costs
        self.graphs = [CourseGraph(instance, costs, line) for line in instance.lines]
        self.locked: set[int] = set()

    @property
    def placed(self) -> list[Placement | None]:
        """Placement of each task, None without one."""
        return self.engine.timeline.placed

    def total(self) -> int:
        """The objective from scratch, in cost units."""
        return self.costs.total(self.placed, self.engine.timeline.led)

    def unscheduled(self) -> int:
        """Number of sessions without a place."""
        return self.placed.count(None)

    def on_day(self, clinic: int, day: int) -> Iterable[Placement]:
        """Placements of a clinic-day."""
        return [
            p
            for t in self.engine.timeline.of_day[clinic, day]
            if (p := self.placed[t]) is not None
        ]

    def nodes(self, task: Task, blink: Random | None = None) -> Nodes:
        """Feasible places of a session now, with their costs (overload included)."""
        led, found = self.engine.timeline.led, []
        for candidate in self.candidates.of(task):
            if blink is not None and blink.random() < BLINK:
                continue
            cheapest = self._cheapest(task, candidate)
            if cheapest < FAR:
                lead, _, day = candidate.place
                cost = cheapest + candidate.cost
                cost += self.costs.one_more(lead, led[lead, day])
                found.append((cost, candidate.place))
        return found

    def _cheapest(self, task: Task, candidate: Candidate) -> int:
        """Least cost of the time of day over the feasible starts; `FAR`: none."""
        cheapest, tiers = FAR, candidate.tiers
        for shape, hours in enumerate(candidate.starts):
            starts = self.engine.open_starts(task, candidate.place, shape, hours)
            if starts:
                cost = next(cost for cost, mask in tiers if mask & starts)
                cheapest = min(cheapest, cost)
                if cheapest == tiers[0][0]:
                    break
        return cheapest

    def allows(self, task: Task, place: Place) -> bool:
        """Whether a day keeps the gaps to the course's placed sessions (R11)."""
        line = self.instance.lines[task.course]
        return gaps_allow(self.instance, line, self.placed, task.index, place.day)

    def insert(
        self,
        line: Line,
        tasks: Collection[int],
        blink: Random | None = None,
        picker: Random | None = None,
    ) -> None:
        """
        Put tasks of a course, none of them placed, at their cheapest places.

        Placed sessions of the course stay; other unplaced ones stay out.
        """
        graph = self.graphs[line.index]
        path = self.shortest(line, tasks, blink)
        for task, chosen in zip(graph.tasks, path.places, strict=True):
            if chosen is not None and self.placed[task.index] is None:
                self.put(task, chosen, picker)

    def shortest(
        self, line: Line, tasks: Collection[int], blink: Random | None = None
    ) -> Path:
        """Cheapest plan of a course over what is free; only ``tasks`` may be put."""
        graph = self.graphs[line.index]
        nodes: list[Nodes] = []
        losses = []
        for task in graph.tasks:
            stands = self.placed[task.index]
            if stands is not None:
                place = Place(stands.lead, stands.clinic, stands.day)
                nodes.append([(self.costs.session(task, stands), place)])
                losses.append(FAR)
            else:
                movable = task.index in tasks
                nodes.append(self.nodes(task, blink) if movable else [])
                losses.append(task.loss)
        return graph.shortest(nodes, losses)

    def put(self, task: Task, place: Place, picker: Random | None = None) -> bool:
        """Settle a session at a place, at one of its cheapest starts."""
        masks = self.engine.starts(task.index, place)
        for _, tier in self.costs.tiers(task, place.clinic, place.day):
            for shape, start in self._choices(task, place, masks, tier, picker):
                placement = settle(self.engine, task.index, place, shape, start)
                if placement is not None:
                    self.engine.add(placement)
                    return True
        return False

    def _choices(
        self,
        task: Task,
        place: Place,
        masks: Iterable[int],
        tier: int,
        picker: Random | None,
    ) -> Iterator[Choice]:
        """
        Starts of a tier: earliest first, or as a picker draws.

        Earliest and latest pack a day from its ends, dovetailing fills it in
        between; search needs all of them (measured, see docs/performance.md).
        """
        allowed = [(shape, mask & tier) for shape, mask in enumerate(masks)]
        way = picker.random() if picker is not None else 0.0
        if way >= DOVETAILED_FROM:
            allowed = self._dovetailed(task, place, allowed)
        choices = [
            (start, shape) for shape, mask in allowed for start in positions(mask)
        ]
        if picker is not None and way >= DOVETAILED_FROM:
            picker.shuffle(choices)
        else:
            choices.sort(reverse=way >= LATEST_FROM)
        for start, shape in choices:
            yield shape, start

    def _dovetailed(
        self, task: Task, place: Place, allowed: list[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """
        The starts at which the session meets most of the lead's other work.

        What is met are the edges of attended steps: a session that begins where
        another's needling ends, and ends where the next begins, leaves no hole.
        """
        timeline = self.engine.timeline
        free = timeline.free_to_attend(place.lead, place.clinic, place.day)
        busy = ~free & self.engine.hours.full(place.clinic, place.day)
        shapes = self.instance.shapes[task.treatment]
        ranked = []
        for shape, mask in allowed:
            if mask:
                levels: list[int] = []
                for offset, length in shapes[shape].busy_of[LEAD]:
                    raise_level(levels, mask & (busy << 1 >> offset))
                    raise_level(levels, mask & (busy >> offset + length))
                ranked.append((shape, [mask, *(x for x in levels if x)]))
        most = max((len(levels) for _, levels in ranked), default=0)
        return [(shape, x[-1]) for shape, x in ranked if len(x) == most]
