"""What stands: every resource as one bit mask over the whole horizon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from solver.bits import lower_level, raise_level, span, spread
from solver.hours import Hours
from solver.instance import Instance
from solver.patterns import mask_of
from solver.placement import Placement


class Timeline:
    """
    What stands, resource by resource; adding and removing change a few masks.

    Attributes
    ----------
    placed
        Placement of each task, None without one.
    room_busy, patient_busy, attended
        Masks by room (turnover included), patient and practitioner.
    under_way, in_use
        Levels of sessions a lead has under way, and of equipment in use.
    led
        ``led[p, d]``: sessions that p leads on day d.
    """

    def __init__(self, instance: Instance, hours: Hours) -> None:
        self.instance = instance
        self.hours = hours
        grid, problem = instance.grid, instance.problem
        self.placed: list[Placement | None] = [None] * len(instance.tasks)
        self.room_busy = [
            _union(grid.around(u.from_, u.to) for u in room.unavailable)
            for room in problem.rooms
        ]
        self.patient_busy = [0] * len(problem.patients)
        self.attended = [0] * len(problem.practitioners)
        self.attended_at: list[dict[int, int]] = [{} for _ in problem.practitioners]
        self.visits: list[dict[tuple[int, int], int]] = [
            defaultdict(int) for _ in problem.practitioners
        ]
        self.under_way: list[list[int]] = [[] for _ in problem.practitioners]
        self.led: dict[tuple[int, int], int] = defaultdict(int)
        self.in_use: dict[tuple[int, str], list[int]] = defaultdict(list)
        self.travel = travel_grains(instance)

    def add(self, placement: Placement) -> None:
        """Put a placement down; whether it fits is the caller's to know."""
        p = placement
        self.placed[p.task] = p
        length = p.shape.total
        taken = ((1 << (length + self.instance.turnover[p.room])) - 1) << p.start
        session = ((1 << length) - 1) << p.start
        self.room_busy[p.room] |= taken
        self.patient_busy[self._patient(p.task)] |= session
        raise_level(self.under_way[p.lead], session)
        self.led[p.lead, p.day] += 1
        for role, person in p.staff:
            busy = mask_of(p.shape.busy_of[role]) << p.start
            self.attended[person] |= busy
            here = self.attended_at[person]
            here[p.clinic] = here.get(p.clinic, 0) | busy
            self.visits[person][p.clinic, p.day] += 1
        for kind, parts in p.shape.equipment.items():
            raise_level(self.in_use[p.clinic, kind], mask_of(parts) << p.start)

    def remove(self, task: int) -> Placement:
        """Take a placement away and return it."""
        p = self.placed[task]
        if p is None:
            raise ValueError(f"task {task} must be placed to be removed.")
        self.placed[task] = None
        length = p.shape.total
        taken = ((1 << (length + self.instance.turnover[p.room])) - 1) << p.start
        session = ((1 << length) - 1) << p.start
        self.room_busy[p.room] &= ~taken
        self.patient_busy[self._patient(task)] &= ~session
        lower_level(self.under_way[p.lead], session)
        self.led[p.lead, p.day] -= 1
        for role, person in p.staff:
            busy = mask_of(p.shape.busy_of[role]) << p.start
            self.attended[person] &= ~busy
            self.attended_at[person][p.clinic] &= ~busy
            self.visits[person][p.clinic, p.day] -= 1
        for kind, parts in p.shape.equipment.items():
            lower_level(self.in_use[p.clinic, kind], mask_of(parts) << p.start)
        return p

    def _patient(self, task: int) -> int:
        return self.instance.lines[self.instance.tasks[task].course].patient

    def free_room(self, room: int, clinic: int, day: int) -> int:
        """Grains of a frame in which a room is free (R02)."""
        base, full = self.hours.base(clinic, day), self.hours.full(clinic, day)
        return ~(self.room_busy[room] >> base) & full

    def free_patient(self, patient: int, clinic: int, day: int) -> int:
        """Grains of a frame in which a patient is in no session (R10)."""
        base, full = self.hours.base(clinic, day), self.hours.full(clinic, day)
        return ~(self.patient_busy[patient] >> base) & full

    def free_to_lead(self, lead: int, clinic: int, day: int) -> int:
        """Grains of a frame in which one more session may be under way (R07)."""
        most = self.instance.problem.practitioners[lead].max_parallel
        levels, full = self.under_way[lead], self.hours.full(clinic, day)
        if len(levels) < most:
            return full
        return ~(levels[most - 1] >> self.hours.base(clinic, day)) & full

    def free_equipment(self, kind: str, clinic: int, day: int) -> int:
        """Grains of a frame in which one more of a kind may be used (R09)."""
        owned = self.instance.problem.clinics[clinic].equipment.get(kind, 0)
        levels, full = self.in_use[clinic, kind], self.hours.full(clinic, day)
        if not owned:
            return 0
        if len(levels) < owned:
            return full
        return ~(levels[owned - 1] >> self.hours.base(clinic, day)) & full

    def free_to_attend(self, person: int, clinic: int, day: int) -> int:
        """Grains of a frame in which somebody is free to attend (R04, R06)."""
        base, full = self.hours.base(clinic, day), self.hours.full(clinic, day)
        busy = self.attended[person] >> base
        for other, mask in self.attended_at[person].items():
            if other == clinic or not mask:
                continue
            way = self.travel.get((clinic, other))
            if way is None:
                if self.visits[person].get((other, day)):
                    return 0
            else:
                busy |= spread(mask, way) >> base
        return ~busy & full


def _union(stretches: Iterable[tuple[int, int]]) -> int:
    mask = 0
    for from_, to in stretches:
        mask |= span(from_, to)
    return mask


def travel_grains(instance: Instance) -> dict[tuple[int, int], int]:
    """Grains to travel between clinics, both ways (R06)."""
    ways: dict[tuple[int, int], int] = {}
    for travel in instance.problem.travel:
        a, b = instance.clinic_of[travel.from_], instance.clinic_of[travel.to]
        grains = -(-travel.minutes // instance.grid.grain_min)
        ways[a, b] = ways[b, a] = grains
    return ways
