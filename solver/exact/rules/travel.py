"""R06: there is time to travel between clinics."""

from __future__ import annotations

from itertools import combinations

from ortools.sat.python.cp_model import CpModel, IntVar

from solver.exact.variables import Variables
from solver.tasks import Task
from solver.timeline import travel_grains

Step = tuple[Task, int, IntVar]
"""A session, the index of an attended step, and the literal of who attends."""


def travel(model: CpModel, variables: Variables) -> None:
    """
    R06. Between attended steps at two clinics lies at least the travel time.

        to_i + way <= from_j  or  to_j + way <= from_i
        never on one day where no travel joins the clinics
    """
    for p, by_clinic in enumerate(variables.hours.shifts):
        if len(by_clinic) < 2:
            continue
        steps = [
            (task, i, variables.staff[task.index][step.staff, p])
            for task in variables.instance.tasks
            for i, step in enumerate(variables.steps(task))
            if step.staff is not None
        ]
        for one, two in combinations(steps, 2):
            if one[0] is not two[0]:
                _apart(model, variables, one, two)


def _apart(model: CpModel, variables: Variables, one: Step, two: Step) -> None:
    (s, i, does_s), (t, j, does_t) = one, two
    ways = travel_grains(variables.instance)
    for c, at_c in variables.at[s.index].items():
        for e, at_e in variables.at[t.index].items():
            if c == e:
                continue
            both = [does_s, does_t, at_c, at_e]
            way = ways.get((c, e))
            if way is None:
                _another_day(model, variables, s, t, both)
                continue
            first = model.new_bool_var("")
            a, b = variables.edges[s.index], variables.edges[t.index]
            model.add(a[i + 1] + way <= b[j]).only_enforce_if([*both, first])
            model.add(b[j + 1] + way <= a[i]).only_enforce_if([*both, ~first])


def _another_day(
    model: CpModel, variables: Variables, s: Task, t: Task, both: list[IntVar]
) -> None:
    before = model.new_bool_var("")
    one, two = variables.day[s.index], variables.day[t.index]
    model.add(one < two).only_enforce_if([*both, before])
    model.add(one > two).only_enforce_if([*both, ~before])
