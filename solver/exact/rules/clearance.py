"""R12: no session after the clearance ends."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from solver.exact.variables import Variables


def clearance(model: CpModel, variables: Variables) -> None:
    """
    R12. A course is treated up to the date it is cleared until.

        on[s][c, d] = 0      where d is after cleared_until
    """
    instance = variables.instance
    for task in instance.tasks:
        until = instance.problem.courses[task.course].cleared_until
        if until is None:
            continue
        for (_, d), here in variables.on[task.index].items():
            if d > instance.grid.day_index(until):
                model.add(here == 0)
