"""R08: breaks are kept."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from solver.exact.rules.attended_no_overlap import attended
from solver.exact.variables import Variables


def breaks(model: CpModel, variables: Variables) -> None:
    """
    R08. A break of its length lies in the window, apart from attended steps.

        from <= begin, begin + minutes <= to; no overlap with attended steps
    """
    instance = variables.instance
    for p, windows in enumerate(variables.hours.break_windows):
        pause = instance.problem.practitioners[p].break_
        if pause is None or not windows:
            continue
        minutes = pause.minutes // instance.grid.grain_min
        steps = attended(model, variables, p)
        for from_, to in windows:
            # A clock change may shorten the window; then all of it is the break.
            length = min(minutes, to - from_)
            begin = model.new_int_var(from_, to - length, f"break {p} {from_}")
            rest = model.new_fixed_size_interval_var(begin, length, "")
            model.add_no_overlap([*steps, rest])
