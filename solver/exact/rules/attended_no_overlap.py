"""R04: attended steps of a practitioner never overlap."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel, IntervalVar

from solver.exact.variables import Variables


def attended_no_overlap(model: CpModel, variables: Variables) -> None:
    """
    R04. One attended step at a time.

        no overlap of [edge[s][i], edge[s][i + 1]) where staff[s][role_i, p]
    """
    for p in range(len(variables.instance.problem.practitioners)):
        model.add_no_overlap(attended(model, variables, p))


def attended(model: CpModel, variables: Variables, person: int) -> list[IntervalVar]:
    """Intervals of the steps that a practitioner attends, present if so."""
    intervals = []
    for task in variables.instance.tasks:
        edges = variables.edges[task.index]
        for i, step in enumerate(variables.steps(task)):
            if step.staff is None:
                continue
            here = variables.staff[task.index][step.staff, person]
            most = variables.instance.grid.end
            size = model.new_int_var(0, most, "")
            model.add(size == edges[i + 1] - edges[i])
            intervals.append(
                model.new_optional_interval_var(edges[i], size, edges[i + 1], here, "")
            )
    return intervals
