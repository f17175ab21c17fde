"""R02: a fitting room, one patient at a time, until the turnover ends."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel, IntervalVar

from solver.exact.variables import Variables
from solver.tasks import Task


def room(model: CpModel, variables: Variables) -> None:
    """
    R02. One room of the clinic with the features; no overlap, turnover included.

        sum over rooms r of clinic c: room[s][r] = at[s][c]
        no overlap of [start[s], end[s] + turnover[r]) where room[s][r]
    """
    instance = variables.instance
    taken: dict[int, list[IntervalVar]] = {}
    for task in instance.tasks:
        s = task.index
        for c, here in variables.at[s].items():
            rooms = instance.rooms_in[c]
            fitting = instance.fitting_rooms[c][task.treatment]
            model.add(sum(variables.room[s][r] for r in fitting) == here)
            for r in set(rooms) - set(fitting):
                model.add(variables.room[s][r] == 0)
            for r in fitting:
                taken.setdefault(r, []).append(_taken(model, variables, task, r))
    for r, intervals in taken.items():
        model.add_no_overlap(intervals)
        for closed in instance.problem.rooms[r].unavailable:
            from_, to = instance.grid.around(closed.from_, closed.to)
            block = model.new_fixed_size_interval_var(from_, to - from_, f"closed {r}")
            # Closures may overlap each other, so each is held apart by itself.
            for interval in intervals:
                model.add_no_overlap([block, interval])


def _taken(model: CpModel, variables: Variables, task: Task, room: int) -> IntervalVar:
    """The stretch in which a session takes a room, present if it is there."""
    turnover = variables.instance.turnover[room]
    size = model.new_int_var(0, variables.instance.grid.end + turnover, "")
    start, end = variables.start(task), variables.end(task)
    here = variables.room[task.index][room]
    model.add(size == end + turnover - start)
    return model.new_optional_interval_var(start, size, end + turnover, here, "")
