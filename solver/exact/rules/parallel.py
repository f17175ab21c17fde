"""R07: a lead's sessions at once and a day are limited."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from solver.exact.variables import Variables


def parallel(model: CpModel, variables: Variables) -> None:
    """
    R07. At most max_parallel sessions under way, max_sessions_per_day a date.

        cumulative of [start[s], end[s]) where p leads s, at most max_parallel
        sum over s: led[s][p, d] <= max_sessions_per_day
    """
    instance = variables.instance
    for p, person in enumerate(instance.problem.practitioners):
        intervals = []
        for task in instance.tasks:
            leads = dict(variables.leads(task)).get(p)
            if leads is None:
                continue
            size = model.new_int_var(0, instance.grid.end, "")
            start, end = variables.start(task), variables.end(task)
            model.add(size == end - start)
            intervals.append(
                model.new_optional_interval_var(start, size, end, leads, "")
            )
        model.add_cumulative(intervals, [1] * len(intervals), person.max_parallel)
        for d in range(instance.grid.num_days):
            led = [v[p, d] for v in variables.led if (p, d) in v]
            model.add(sum(led) <= person.max_sessions_per_day)
    _days_led(model, variables)


def _days_led(model: CpModel, variables: Variables) -> None:
    """Tie led[s][p, d] to who leads and which day it is."""
    for task in variables.instance.tasks:
        s = task.index
        for p, leads in variables.leads(task):
            on_days = [v for (q, _), v in variables.led[s].items() if q == p]
            model.add(sum(on_days) == leads)
        for (_, d), literal in variables.led[s].items():
            here = [v for (_, day), v in variables.on[s].items() if day == d]
            model.add_bool_or(*here, ~literal)
