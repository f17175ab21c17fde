"""The roster that search works on: what is placed, what it costs, and inserting."""

from __future__ import annotations

from collections.abc import Collection

from solver.bits import positions
from solver.candidates import Candidate, Candidates
from solver.course_graph import FAR, CourseGraph, Nodes, Path
from solver.engine import Engine
from solver.gaps import gaps_allow
from solver.placement import Place, Placement
from solver.settling import settle
from solver.tasks import Line, Task


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

    def nodes(self, task: Task) -> Nodes:
        """Feasible places of a session now, with their costs (overload included)."""
        led, found = self.engine.timeline.led, []
        for candidate in self.candidates.of(task):
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

    def insert(self, line: Line, tasks: Collection[int]) -> None:
        """
        Put tasks of a course, none of them placed, at their cheapest places.

        Placed sessions of the course stay; other unplaced ones stay out.
        """
        graph = self.graphs[line.index]
        path = self.shortest(line, tasks)
        for task, chosen in zip(graph.tasks, path.places, strict=True):
            if chosen is not None and self.placed[task.index] is None:
                self.put(task, chosen)

    def shortest(self, line: Line, tasks: Collection[int]) -> Path:
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
                nodes.append(self.nodes(task) if movable else [])
                losses.append(task.loss)
        return graph.shortest(nodes, losses)

    def put(self, task: Task, place: Place) -> bool:
        """Settle a session at a place, at the earliest of its cheapest starts."""
        masks = self.engine.starts(task.index, place)
        for _, tier in self.costs.tiers(task, place.clinic, place.day):
            choices = [
                (start, shape)
                for shape, mask in enumerate(masks)
                for start in positions(mask & tier)
            ]
            for start, shape in sorted(choices):
                placement = settle(self.engine, task.index, place, shape, start)
                if placement is not None:
                    self.engine.add(placement)
                    return True
        return False
