"""R01: a session is placed at most once; its steps follow on the grid, in range."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from solver.exact.variables import Variables


def steps(model: CpModel, variables: Variables) -> None:
    """
    R01. One clinic-day at most; steps without a pause, on the grid, in range.

        sum on[s][c, d] = placed[s]
        start[s] = midnight[c, d] + tick * local[s]       where on[s][c, d]
        minutes_i <= edge[s][i + 1] - edge[s][i] <= max_minutes_i, whole ticks
    """
    grid = variables.instance.grid
    for task in variables.instance.tasks:
        s = task.index
        model.add(sum(variables.on[s].values()) == variables.placed[s])
        for (c, d), here in variables.on[s].items():
            model.add_implication(here, variables.at[s][c])
            model.add(variables.day[s] == d).only_enforce_if(here)
            base = grid.starts[c][d]
            from_midnight = grid.step * variables.local[s]
            start = variables.start(task)
            model.add(start == base + from_midnight).only_enforce_if(here)
            next_midnight = grid.starts[c][d + 1]
            model.add(start < next_midnight).only_enforce_if(here)
        model.add(sum(variables.at[s].values()) == variables.placed[s])
        for i, step in enumerate(variables.steps(task)):
            ticks = [
                m // variables.instance.problem.tick_minutes
                for m in (step.minutes, step.max_minutes)
            ]
            length = model.new_int_var(ticks[0], ticks[1], f"length {task.id} {i}")
            edge = variables.edges[s]
            model.add(edge[i + 1] - edge[i] == grid.step * length)
