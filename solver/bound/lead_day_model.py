"""One practitioner's day in CP-SAT: the sessions worth most that fit together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from solver.bits import positions, span
from solver.bound.network import Network
from solver.exact.running import least_whole, run
from solver.options import Stop
from solver.patterns import LEAD
from solver.roster import Roster

Bool = cp_model.IntVar


@dataclass(frozen=True, slots=True)
class Best:
    """
    What one day can hold at most.

    Attributes
    ----------
    most
        No choice of sessions is worth more, finer units.
    nodes, cost
        A choice and what it costs beyond its nodes, cost units.
    """

    most: int
    nodes: tuple[int, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Starting:
    """A session that starts at a grain, and what the time of day costs it."""

    node: int
    start: int
    extra: int
    literal: Bool


class LeadDayModel:
    """
    What a lead can do on a day, by the rules that concern the lead alone.

    Attended steps do not overlap (R04), the break is kept (R08), no more than
    ``max_parallel`` sessions are under way and ``max_sessions_per_day`` led (R07),
    each start is free beside what stands. What others need is left out, so the
    worth of the best choice bounds that of any plan's. Tick by tick: of sessions
    of one treatment at most one starts at a time, for the lead attends it, so
    that who it is and how long it takes are chosen apart.

    Attributes
    ----------
    starting
        Each session at each of its starts.
    shaped
        ``shaped[t, s, g]``: some session of treatment t starts at g in shape s.
    """

    def __init__(
        self, roster: Roster, network: Network, lead: int, day: int, nodes: list[int]
    ) -> None:
        self.roster, self.network = roster, network
        self.lead, self.day = lead, day
        self.model = cp_model.CpModel()
        self.starting: list[Starting] = []
        self.shaped: dict[tuple[int, int, int], Bool] = {}
        self._same_start: dict[tuple[int, int], list[Bool]] = defaultdict(list)
        by_task: dict[int, list[Bool]] = defaultdict(list)
        for node in nodes:
            by_task[int(network.task[node])] += self._add_session(node)
        for literals in by_task.values():
            self.model.add_at_most_one(literals)
        self._shape_each_start()
        self._attend_one_at_a_time()
        self._recover_few_at_once()
        self.over = self._count()

    def best(self, worth: Mapping[int, int], seconds: float, stop: Stop) -> Best:
        """The best choice, and a bound on it, at the worth of each node (finer)."""
        if not any(value > 0 for value in worth.values()):
            return Best(0, (), 0)
        factor = self.network.factor
        overload = factor * self.roster.instance.weights["overload"]
        costs = [(factor * s.extra - worth[s.node], s.literal) for s in self.starting]
        self.model.minimize(sum(c * v for c, v in costs) + overload * self.over)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = max(seconds, 0.01)
        solver.parameters.linearization_level = 2
        status = run(solver, self.model, stop)
        most = self._dearest(worth)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Best(most, (), 0)
        proven = max(0, -least_whole(solver.best_objective_bound))
        return Best(min(most, proven), *self._choice(solver))

    def _dearest(self, worth: Mapping[int, int]) -> int:
        """What the dearest sessions are worth, as many as may be led (R07)."""
        person = self.roster.instance.problem.practitioners[self.lead]
        led = self.roster.engine.timeline.led[self.lead, self.day]
        most = max(0, person.max_sessions_per_day - led)
        comfortable = max(0, person.comfortable_sessions_per_day - led)
        dear = sorted((value for value in worth.values() if value > 0), reverse=True)
        over = self.network.factor * self.roster.instance.weights["overload"]
        beyond = (max(0, value - over) for value in dear[comfortable:most])
        return sum(dear[: min(comfortable, most)]) + sum(beyond)

    def _choice(self, solver: cp_model.CpSolver) -> tuple[tuple[int, ...], int]:
        held = [s for s in self.starting if solver.boolean_value(s.literal)]
        overload = self.roster.instance.weights["overload"]
        cost = sum(s.extra for s in held) + overload * solver.value(self.over)
        return tuple(s.node for s in held), cost

    def _add_session(self, node: int) -> Iterator[Bool]:
        """A literal for each start, which needs a shape that is feasible there."""
        engine, model = self.roster.engine, self.model
        task = self.roster.instance.tasks[self.network.task[node]]
        place = self.network.places[node]
        masks = engine.starts(task.index, place)
        base, anywhere = engine.hours.base(place.clinic, place.day), 0
        for mask in masks:
            anywhere |= mask
        tiers = self.roster.costs.tiers(task, place.clinic, place.day)
        least = min(cost for cost, mask in tiers if mask & anywhere)
        for cost, mask in tiers:
            for at in positions(mask & anywhere):
                literal, start = model.new_bool_var(""), base + at
                shapes = [
                    self._shape(task.treatment, shape, start)
                    for shape, allowed in enumerate(masks)
                    if allowed >> at & 1
                ]
                model.add_bool_or(shapes).only_enforce_if(literal)
                self._same_start[task.treatment, start].append(literal)
                self.starting.append(Starting(node, start, cost - least, literal))
                yield literal

    def _shape(self, treatment: int, shape: int, start: int) -> Bool:
        key = (treatment, shape, start)
        if key not in self.shaped:
            self.shaped[key] = self.model.new_bool_var("")
        return self.shaped[key]

    def _shape_each_start(self) -> None:
        """R01. Whoever starts, one does, in one shape."""
        shapes: dict[tuple[int, int], list[Bool]] = defaultdict(list)
        for (treatment, _, start), literal in self.shaped.items():
            shapes[treatment, start].append(literal)
        for key, literals in self._same_start.items():
            self.model.add(sum(literals) == sum(shapes[key]))

    def _attend_one_at_a_time(self) -> None:
        """R04, R08; what stands is in the starts already, but not for the break."""
        at: dict[int, list[Bool]] = defaultdict(list)
        for (treatment, shape, start), literal in self.shaped.items():
            form = self.roster.instance.shapes[treatment][shape]
            for offset, length in form.busy_of[LEAD]:
                for grain in range(start + offset, start + offset + length):
                    at[grain].append(literal)
        for length, begins in self._breaks():
            literals = {begin: self.model.new_bool_var("") for begin in begins}
            self.model.add_exactly_one(literals.values())
            for begin, literal in literals.items():
                for grain in range(begin, begin + length):
                    at[grain].append(literal)
        # Neighbouring grains that hold the same are one constraint.
        for literals_now in {
            tuple(v.index for v in some): some for some in at.values()
        }.values():
            self.model.add_at_most_one(literals_now)

    def _breaks(self) -> Iterator[tuple[int, list[int]]]:
        """Length of each break of the lead, and where what stands leaves it."""
        roster, hours = self.roster, self.roster.engine.hours
        pause = roster.instance.problem.practitioners[self.lead].break_
        if pause is None:
            return
        taken = roster.engine.timeline.attended[self.lead]
        grains = pause.minutes // roster.instance.grid.grain_min
        for from_, to in hours.break_windows[self.lead]:
            length = min(grains, to - from_)
            begins = range(from_, to - length + 1)
            free = [at for at in begins if not span(at, at + length) & taken]
            if free:
                yield length, free

    def _recover_few_at_once(self) -> None:
        """R07, beside what stands."""
        under_way: dict[int, list[Bool]] = defaultdict(list)
        for (treatment, shape, start), literal in self.shaped.items():
            total = self.roster.instance.shapes[treatment][shape].total
            for grain in range(start, start + total):
                under_way[grain].append(literal)
        stands = [p for p in self.roster.placed if p and p.lead == self.lead]
        most = self.roster.instance.problem.practitioners[self.lead].max_parallel
        known: set[tuple[int, ...]] = set()
        for grain, literals in under_way.items():
            free = most - sum(p.start <= grain < p.end for p in stands)
            key = (free, *(v.index for v in literals))
            if key not in known:
                known.add(key)
                self.model.add(sum(literals) <= max(0, free))

    def _count(self) -> cp_model.IntVar:
        """R07, overload: sessions above what is comfortable."""
        person = self.roster.instance.problem.practitioners[self.lead]
        led = self.roster.engine.timeline.led[self.lead, self.day]
        held = sum(self.shaped.values())
        self.model.add(held <= max(0, person.max_sessions_per_day - led))
        over = self.model.new_int_var(0, len(self.starting), "")
        comfortable = max(0, person.comfortable_sessions_per_day - led)
        self.model.add(over >= held - comfortable)
        return over
