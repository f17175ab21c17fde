"""What a session costs at a place, by term, with what its neighbours pay for it."""

from __future__ import annotations

from solver.costs import Costs
from solver.placement import Place, Placement
from solver.tasks import Task
from solver.timeline import Timeline

Units = dict[str, int]
"""Cost units by term."""
TERM_OF = {
    "cadence_before": "cadence",
    "cadence_after": "cadence",
    "continuity_before": "continuity",
    "continuity_after": "continuity",
}
"""The objective's term of those that are told apart here."""


def cost_by_term(costs: Costs, timeline: Timeline, task: Task, p: Placement) -> Units:
    """
    What a placement adds to the plan's terms while its session is out.

    Beside what ``task.loss`` takes away: the sum minus that is the change of the
    total. ``before`` and ``after`` are the sessions just before and just after.
    """
    line = costs.instance.lines[task.course]
    start, moved = costs.start(task, p), _moved_time(costs, task, p)
    disruption = _moved_place(costs, task, p) + moved
    place = costs.place(task, Place(p.lead, p.clinic, p.day))
    late = task.late_cost * max(0, p.day - task.due_day)
    clinic = costs.instance.penalty[line.patient].get(p.clinic, 0)
    found = {
        "lateness": late,
        "clinic_preference": clinic,
        "practitioner_preference": place - late - clinic - disruption + moved,
        "time_preference": start - moved,
        "overload": costs.one_more(p.lead, timeline.led[p.lead, p.day]),
        "disruption": disruption,
    }
    return (
        found
        | _beside_before(costs, timeline, task, p)
        | _beside_after(costs, timeline, task, p)
    )


def _moved_time(costs: Costs, task: Task, p: Placement) -> int:
    was = task.published
    if was is None or was.day != p.day or was.start == p.start:
        return 0
    return costs.moved_time


def _moved_place(costs: Costs, task: Task, p: Placement) -> int:
    was, weights = task.published, costs.instance.weights
    if was is None:
        return 0
    cost = weights["moved_day"] * (p.day != was.day)
    cost += weights["moved_practitioner"] * (p.lead != was.lead)
    return cost + weights["moved_clinic"] * (p.clinic != was.clinic)


def _beside_before(costs: Costs, timeline: Timeline, task: Task, p: Placement) -> Units:
    line = costs.instance.lines[task.course]
    if task.position == 0:
        day, lead = line.last_day, line.last_lead
    else:
        before = timeline.placed[task.index - 1]
        day, lead = (before.day, before.lead) if before else (None, None)
    if day is None:
        return {}
    return {
        "cadence_before": costs.cadence(task, p.day - day),
        "continuity_before": costs.change * (p.lead != lead),
    }


def _beside_after(costs: Costs, timeline: Timeline, task: Task, p: Placement) -> Units:
    line = costs.instance.lines[task.course]
    if task.index == line.sessions[-1]:
        return {}
    after = timeline.placed[task.index + 1]
    if after is None:
        return {}
    follower = costs.instance.tasks[after.task]
    return {
        "cadence_after": costs.cadence(follower, after.day - p.day),
        "continuity_after": costs.change * (after.lead != p.lead),
    }
