"""The terms of the objective, each an expression in cost units."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExprT

from solver.exact.variables import Variables
from solver.tasks import Line, Task

Parts = Iterator[LinearExprT]


def unscheduled(model: CpModel, variables: Variables) -> Parts:
    """``weights.unscheduled x priority`` for each session without a place."""
    weight = variables.instance.weights["unscheduled"]
    for course in variables.instance.problem.courses:
        for session in course.sessions:
            s = variables.instance.task_of[session.id]
            yield weight * session.priority * (1 - variables.placed[s])


def lateness(model: CpModel, variables: Variables) -> Parts:
    """``late_penalty_per_day`` for each day after due."""
    for task in variables.instance.tasks:
        for (_, d), here in variables.on[task.index].items():
            yield task.late_cost * max(0, d - task.due_day) * here


def cadence(model: CpModel, variables: Variables) -> Parts:
    """``penalty_per_day x |days since the session just before - ideal|``."""
    for line in variables.instance.lines:
        yield from _after_last(variables, line)
        for s, t in pairwise(line.sessions):
            gap = variables.instance.tasks[t].gap
            if gap is None or not gap.beyond:
                continue
            most = gap.beyond * variables.instance.grid.num_days + gap.cost[0]
            cost = model.new_int_var(0, most, f"cadence {t}")
            # |beyond * days - cost[0]|, whole by the instance's scale.
            off = gap.beyond * (variables.day[t] - variables.day[s]) - gap.cost[0]
            both = [variables.placed[s], variables.placed[t]]
            model.add(cost >= off).only_enforce_if(both)
            model.add(cost >= -off).only_enforce_if(both)
            yield cost


def _after_last(variables: Variables, line: Line) -> Parts:
    if line.last_day is None or not line.sessions:
        return
    first = variables.instance.tasks[line.sessions[0]]
    for (_, d), here in variables.on[first.index].items():
        if first.gap is not None and d >= line.last_day:
            yield first.gap.cost_of(d - line.last_day) * here


def clinic_preference(model: CpModel, variables: Variables) -> Parts:
    """The patient's penalty for the clinic."""
    for task in variables.instance.tasks:
        penalty = variables.instance.penalty[variables.line(task).patient]
        for c, here in variables.at[task.index].items():
            yield penalty[c] * here


def time_preference(model: CpModel, variables: Variables) -> Parts:
    """``weights.time_preference`` for a start in none of the wished hours."""
    weight = variables.instance.weights["time_preference"]
    for task in variables.instance.tasks:
        who = variables.line(task).patient
        if variables.instance.problem.patients[who].preferred:
            yield weight * variables.placed[task.index]
            for wished in _wished(model, variables, task, who):
                yield -weight * wished


def _wished(
    model: CpModel, variables: Variables, task: Task, who: int
) -> Iterator[IntVar]:
    start = variables.start(task)
    for (c, d), here in variables.on[task.index].items():
        stretches = variables.hours.wishes(who, c, d)
        if not stretches:
            continue
        hits = []
        for from_, to in stretches:
            hit = model.new_bool_var("")
            model.add(start >= from_).only_enforce_if(hit)
            model.add(start < to).only_enforce_if(hit)
            hits.append(hit)
        # Windows may overlap; one of them is enough and only one is counted.
        model.add(sum(hits) <= here)
        yield from hits


def practitioner_preference(model: CpModel, variables: Variables) -> Parts:
    """``weights.practitioner_preference`` for another lead than wished."""
    weight = variables.instance.weights["practitioner_preference"]
    for task in variables.instance.tasks:
        wish = variables.line(task).preferred
        for p, leads in variables.leads(task):
            if wish is not None and p != wish:
                yield weight * leads


def continuity(model: CpModel, variables: Variables) -> Parts:
    """``weights.practitioner_change`` where the lead changes."""
    weight = variables.instance.weights["practitioner_change"]
    tasks = variables.instance.tasks
    for line in variables.instance.lines:
        if line.last_lead is not None and line.sessions:
            for p, leads in variables.leads(tasks[line.sessions[0]]):
                if p != line.last_lead:
                    yield weight * leads
        for s, t in pairwise(line.sessions):
            change = model.new_bool_var(f"change {t}")
            before = dict(variables.leads(tasks[s]))
            for p, leads in variables.leads(tasks[t]):
                was = before[p]
                placed = variables.placed[s]
                model.add(change >= leads + placed - 1 - was)
            yield weight * change


def overload(model: CpModel, variables: Variables) -> Parts:
    """``weights.overload`` for each session of a day above comfortable."""
    weight = variables.instance.weights["overload"]
    for p, person in enumerate(variables.instance.problem.practitioners):
        for d in range(variables.instance.grid.num_days):
            led = [v[p, d] for v in variables.led if (p, d) in v]
            if len(led) > person.comfortable_sessions_per_day:
                above = model.new_int_var(0, len(led), f"overload {p} {d}")
                model.add(above >= sum(led) - person.comfortable_sessions_per_day)
                yield weight * above


def disruption(model: CpModel, variables: Variables) -> Parts:
    """What moving or dropping published appointments costs."""
    weights = variables.instance.weights
    for task in variables.instance.tasks:
        was = task.published
        if was is None:
            continue
        s = task.index
        placed = variables.placed[s]
        yield weights["dropped"] * (1 - placed)
        same_day = model.new_bool_var(f"same day {task.id}")
        here = [v for (_, d), v in variables.on[s].items() if d == was.day]
        model.add(sum(here) == same_day)
        yield weights["moved_day"] * (placed - same_day)
        keeps = model.new_bool_var(f"keeps {task.id}")
        model.add(variables.start(task) == was.start).only_enforce_if(keeps)
        model.add(keeps <= same_day)
        yield weights["moved_time"] * (same_day - keeps)
        lead = dict(variables.leads(task)).get(was.lead, 0)
        yield weights["moved_practitioner"] * (placed - lead)
        yield weights["moved_clinic"] * (placed - variables.at[s].get(was.clinic, 0))
