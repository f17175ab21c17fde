"""R11: sessions of a course keep their window, their order and their gap."""

from __future__ import annotations

from itertools import combinations

from ortools.sat.python.cp_model import CpModel, IntVar

from solver.exact.variables import Variables
from solver.tasks import Line


def course_dates(model: CpModel, variables: Variables) -> None:
    """
    R11. Gaps in days to the last placed session before, and order within a day.

        least_t <= day[t] - day[s]      s the last placed before t
        day[t] - day[s] <= most_t       s just before t, both placed
        day[s] < day[t] or start[s] <= start[t]      both placed

    Windows of dates are in the variables: on[s][c, d] knows no other days.
    """
    for line in variables.instance.lines:
        _after_last(model, variables, line)
        for s, t in combinations(line.sessions, 2):
            between = [~variables.placed[m] for m in line.sessions if s < m < t]
            both = [variables.placed[s], variables.placed[t]]
            gap = variables.instance.tasks[t].gap
            days = variables.day[t] - variables.day[s]
            least = gap.min_days if gap else 0
            model.add(days >= least).only_enforce_if([*both, *between])
            if gap and not between:
                model.add(days <= gap.max_days).only_enforce_if(both)
            if line.may_share_day:
                _in_order(model, variables, s, t, both)


def _in_order(
    model: CpModel, variables: Variables, s: int, t: int, both: list[IntVar]
) -> None:
    later = model.new_bool_var(f"{t} on a later day than {s}")
    days = variables.day[t] - variables.day[s]
    model.add(days >= 1).only_enforce_if([*both, later])
    after = variables.edges[t][0] >= variables.edges[s][0]
    model.add(after).only_enforce_if([*both, ~later])


def _after_last(model: CpModel, variables: Variables, line: Line) -> None:
    if line.last_day is None:
        return
    for t in line.sessions:
        gap = variables.instance.tasks[t].gap
        earlier = [~variables.placed[m] for m in line.sessions if m < t]
        least = line.last_day + (gap.min_days if gap else 0)
        model.add(variables.day[t] >= least).only_enforce_if(
            [variables.placed[t], *earlier]
        )
