"""The plan as it stands, laid down once for all the sessions that are asked about."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from solver.engine import Engine
from solver.explain.view import View, with_problem
from solver.instance import Instance
from solver.placement import Placement
from solver.plan import Plan
from solver.problem import Practitioner, Problem, Room
from solver.tasks import Task
from solver.translate import is_known, placement_of
from solver.workbench import Workbench

MOST_EXTRA_MIN = 120
"""How long somebody may be asked to stay on."""


class Ground:
    """
    A problem's workbench with a plan on it.

    The varied engines show the plan as it is and are good only while it is.

    Attributes
    ----------
    engine
        On which all stands: the fixed appointments and the rest of the plan.
    fixed
        Tasks that never move (R13).
    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.bench = Workbench(problem)
        self.instance: Instance = self.bench.instance
        first = {a.session: a for a in reversed(plan.assignments)}
        known = (a for a in first.values() if is_known(self.instance, a))
        placed = [placement_of(self.instance, a) for a in known]
        self.engine = self.bench.resume(placed).engine
        self.fixed = {
            self.instance.task_of[a.session]
            for a in problem.appointments
            if a.state == "fixed"
        }

    def view(self, task: Task) -> View:
        """A session before the plan."""
        return View(self.engine, self.bench.costs, task)

    def alone(self, task: Task) -> View:
        """A session before the fixed appointments alone."""
        return View(self._bare, self.bench.costs, task)

    @cached_property
    def movable(self) -> dict[int, list[Placement]]:
        """What stands without being fixed, by day."""
        found: dict[int, list[Placement]] = defaultdict(list)
        for placement in self.engine.timeline.placed:
            if placement is not None and placement.task not in self.fixed:
                found[placement.day].append(placement)
        return found

    @cached_property
    def _bare(self) -> Engine:
        return self.bench.begin().engine

    @cached_property
    def roomier(self) -> Engine:
        """With one more room for everything in each clinic that has a room."""
        problem, instance = self.instance.problem, self.instance
        extra: dict[str, Room] = {}
        for room in problem.rooms:
            update = {"id": self._new_room(room.clinic), "unavailable": ()}
            extra.setdefault(room.clinic, room.model_copy(update=update))
        rooms = (*problem.rooms, *extra.values())
        other = self._with(rooms=rooms)
        other.turnover = list(instance.turnover)
        other.fitting_rooms = [list(fitting) for fitting in instance.fitting_rooms]
        for number, room in enumerate(extra.values(), len(problem.rooms)):
            clinic = instance.clinic_of[room.clinic]
            other.turnover.append(room.turnover_minutes // instance.grid.grain_min)
            fitting = other.fitting_rooms[clinic]
            other.fitting_rooms[clinic] = [[*rooms, number] for rooms in fitting]
        engine = self.engine.seen_by(other, keeps_clinics=False)
        busy = engine.timeline.room_busy
        engine.timeline.room_busy = busy + [0] * len(extra)
        return engine

    def _new_room(self, clinic: str) -> str:
        name = f"{clinic}-new-room"
        while name in self.instance.room_of:
            name += "+"
        return name

    def better_equipped(self, kind: str) -> Engine:
        """With one more piece of a kind of equipment in each clinic."""
        if kind not in self._better_equipped:
            clinics = tuple(
                clinic.model_copy(
                    update={
                        "equipment": clinic.equipment
                        | {kind: clinic.equipment.get(kind, 0) + 1}
                    }
                )
                for clinic in self.instance.problem.clinics
            )
            other = self._with(clinics=clinics)
            engine = self.engine.seen_by(other, keeps_clinics=False)
            self._better_equipped[kind] = engine
        return self._better_equipped[kind]

    @cached_property
    def _better_equipped(self) -> dict[str, Engine]:
        return {}

    @cached_property
    def less_limited(self) -> Engine:
        """With one more session a day for each lead."""
        people = tuple(map(_one_more, self.instance.problem.practitioners))
        return self.engine.seen_by(self._with(practitioners=people))

    @cached_property
    def longer_at_work(self) -> Engine:
        """With every shift as long as anybody may be asked for; breaks as they are."""
        extra = MOST_EXTRA_MIN // self.instance.grid.grain_min
        return self.engine.seen_by(self.instance, self.bench.hours.stretched(extra))

    def _with(self, **update: object) -> Instance:
        problem = self.instance.problem.model_copy(update=update)
        return with_problem(self.instance, problem)


def _one_more(person: Practitioner) -> Practitioner:
    most = person.max_sessions_per_day + 1
    return person.model_copy(update={"max_sessions_per_day": most})
