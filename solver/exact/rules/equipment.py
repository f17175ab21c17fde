"""R09: no more of a kind of equipment is in use than the clinic owns."""

from __future__ import annotations

from collections import defaultdict

from ortools.sat.python.cp_model import CpModel, IntervalVar

from solver.exact.variables import Variables


def equipment(model: CpModel, variables: Variables) -> None:
    """
    R09. Steps that use a kind at once number at most what the clinic owns.

        cumulative of [edge[s][i], edge[s][i + 1]) where at[s][c], at most owned
    """
    uses: dict[tuple[int, str], list[IntervalVar]] = defaultdict(list)
    most = variables.instance.grid.end
    for task in variables.instance.tasks:
        edges = variables.edges[task.index]
        for i, step in enumerate(variables.steps(task)):
            for kind in dict.fromkeys(step.equipment):
                size = model.new_int_var(0, most, "")
                model.add(size == edges[i + 1] - edges[i])
                for c, here in variables.at[task.index].items():
                    uses[c, kind].append(
                        model.new_optional_interval_var(
                            edges[i], size, edges[i + 1], here, ""
                        )
                    )
    for (c, kind), intervals in uses.items():
        owned = variables.instance.problem.clinics[c].equipment.get(kind, 0)
        model.add_cumulative(intervals, [1] * len(intervals), owned)
