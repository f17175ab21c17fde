"""Settling: room and staff for a session whose start is feasible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from solver.breaks import leaving_break
from solver.engine import Engine
from solver.patterns import LEAD, Segment, Shape, joined
from solver.placement import Place, Placement


def settle(
    engine: Engine, task: int, place: Place, shape: int, start: int
) -> Placement | None:
    """
    Choose room and staff for a feasible start (bit of the frame).

    The plainest room that is free; for other roles the lead where possible,
    else whoever attends least that day. None if breaks forbid every choice.
    """
    entry = engine.instance.tasks[task]
    line = engine.instance.lines[entry.course]
    lead, clinic, day = place
    form = engine.instance.shapes[entry.treatment][shape]
    room = _room_at(engine, clinic, day, entry.treatment, form.total, start)
    if room is None:
        return None
    staff = [(LEAD, lead)]
    for role in form.busy_of:
        if role == LEAD:
            continue
        person = _person_at(
            engine, place, entry.treatment, shape, role, start, line.refused
        )
        if person is None:
            return None
        staff.append((role, person))
    if not leaves_breaks(engine, form, staff, clinic, day, start):
        return None
    grain = engine.hours.base(clinic, day) + start
    return Placement(task, clinic, day, lead, form, grain, room, tuple(staff))


def leaves_breaks(
    engine: Engine,
    form: Shape,
    staff: Iterable[tuple[str, int]],
    clinic: int,
    day: int,
    start: int,
) -> bool:
    """Whether those who fill several roles still have their break (R08)."""
    by_person: dict[int, list[Segment]] = defaultdict(list)
    for role, person in staff:
        by_person[person].extend(form.busy_of[role])
    timeline = engine.timeline
    return all(
        leaving_break(timeline, person, clinic, day, joined(sorted(parts)), 1 << start)
        for person, parts in by_person.items()
        if len(parts) > 1
    )


def _room_at(
    engine: Engine, clinic: int, day: int, treatment: int, total: int, start: int
) -> int | None:
    grain = engine.hours.base(clinic, day) + start
    for room in engine.instance.fitting_rooms[clinic][treatment]:
        need = (1 << (total + engine.instance.turnover[room])) - 1
        if not (engine.timeline.room_busy[room] >> grain) & need:
            return room
    return None


def _person_at(
    engine: Engine,
    place: Place,
    treatment: int,
    shape: int,
    role: str,
    start: int,
    refused: frozenset[int],
) -> int | None:
    best: tuple[int, int] | None = None
    _, clinic, day = place
    base, full = engine.hours.base(clinic, day), engine.hours.full(clinic, day)
    for person in engine.role_candidates(clinic, day, treatment, role):
        if person in refused:
            continue
        mask = engine.role_starts(person, clinic, day, treatment, shape, role)
        if mask >> start & 1:
            load = ((engine.timeline.attended[person] >> base) & full).bit_count()
            if best is None or (load, person) < best:
                best = (load, person)
    return best and best[1]
