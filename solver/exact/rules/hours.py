"""R05: sessions lie inside opening and shifts."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel, IntVar

from solver.exact.variables import Variables
from solver.hours import Stretch
from solver.patterns import LEAD


def hours(model: CpModel, variables: Variables) -> None:
    """
    R05. One opening holds the session, one shift the lead's, one each other step.

        from_w <= start[s], end[s] <= to_w      for one opening w of the clinic
        the same for one shift of the lead there, and for each other step
    """
    for task in variables.instance.tasks:
        s, edges = task.index, variables.edges[task.index]
        for c, here in variables.at[s].items():
            opening = variables.hours.opening[c]
            inside_one(model, here, [here], edges[0], edges[-1], opening)
        for (role, p), fills in variables.staff[s].items():
            if role == LEAD:
                _on_shift(model, variables, s, p, fills, edges[0], edges[-1])
        for i, step in enumerate(variables.steps(task)):
            if step.staff is None or step.staff == LEAD:
                continue
            for (role, p), fills in variables.staff[s].items():
                if role == step.staff:
                    _on_shift(model, variables, s, p, fills, edges[i], edges[i + 1])


def _on_shift(
    model: CpModel,
    variables: Variables,
    session: int,
    person: int,
    fills: IntVar,
    from_: IntVar,
    to: IntVar,
) -> None:
    for c, here in variables.at[session].items():
        shifts = variables.hours.shifts[person].get(c, [])
        inside_one(model, fills, [fills, here], from_, to, shifts)


def inside_one(
    model: CpModel,
    choice: IntVar,
    when: list[IntVar],
    from_: IntVar,
    to: IntVar,
    stretches: list[Stretch],
) -> None:
    """Hold from_..to inside one of some stretches when all of ``when`` are true."""
    chosen = []
    for low, high in stretches:
        inside = model.new_bool_var(f"{choice.name} in {low}")
        model.add(from_ >= low).only_enforce_if(inside)
        model.add(to <= high).only_enforce_if(inside)
        chosen.append(inside)
    model.add_bool_or(*chosen, *(~literal for literal in when))
