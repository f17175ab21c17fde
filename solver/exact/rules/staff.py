"""R03: every role is filled by one qualified practitioner."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from solver.exact.variables import Variables


def staff(model: CpModel, variables: Variables) -> None:
    """
    R03. Each role has one skilled and licensed practitioner not refused.

        sum over p: staff[s][role, p] = placed[s]
        staff[s][role, p] = 0      where p lacks a skill or is refused
        staff[s][role, p] + on[s][c, d] <= 1      where p's licence ends before d
    """
    instance = variables.instance
    for task in instance.tasks:
        s, refused = task.index, variables.line(task).refused
        skilled = instance.skilled[task.treatment]
        for role, able in skilled.items():
            fills = [v for (r, _), v in variables.staff[s].items() if r == role]
            model.add(sum(fills) == variables.placed[s])
            for (r, p), literal in variables.staff[s].items():
                if r == role and (p not in able or p in refused):
                    model.add(literal == 0)
        for (_, p), literal in variables.staff[s].items():
            for (_, d), here in variables.on[s].items():
                if d > instance.last_licensed_day[p]:
                    model.add_bool_or(~literal, ~here)
