"""R10: the patient can come there and then, and is in one place at a time."""

from __future__ import annotations

from collections import defaultdict

from ortools.sat.python.cp_model import CpModel, IntervalVar

from solver.exact.rules.hours import inside_one
from solver.exact.variables import Variables


def patient(model: CpModel, variables: Variables) -> None:
    """
    R10. Inside one available window, outside unavailability, one at a time.

        from_w <= start[s], end[s] <= to_w      for one window w of the day
        no overlap of a patient's sessions, nor with unavailability
    """
    sessions: dict[int, list[IntervalVar]] = defaultdict(list)
    most = variables.instance.grid.end
    for task in variables.instance.tasks:
        s, who = task.index, variables.line(task).patient
        start, end = variables.start(task), variables.end(task)
        for (c, d), here in variables.on[s].items():
            windows = variables.hours.available(who, c, d)
            inside_one(model, here, [here], start, end, windows)
        size = model.new_int_var(0, most, "")
        model.add(size == end - start)
        interval = model.new_optional_interval_var(
            start, size, end, variables.placed[s], ""
        )
        sessions[who].append(interval)
        for from_, to in variables.hours.away[who]:
            if to > from_:
                away = model.new_fixed_size_interval_var(from_, to - from_, "")
                model.add_no_overlap([away, interval])
    for intervals in sessions.values():
        model.add_no_overlap(intervals)
