"""What a patient could be asked: another hour, another clinic."""

from __future__ import annotations

import copy

from solver.bits import runs, span
from solver.explain.answer import Edit, Fix
from solver.explain.case import Case
from solver.explain.view import Option, View, best
from solver.fields import DAYS, minutes_of
from solver.grid import wall_clock
from solver.instance import Instance
from solver.placement import Place, Placement
from solver.problem import AcceptedClinic, WeeklyWindow

WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


class AnyHour(View):
    """A session whose patient comes at any hour, unless away."""

    def patient_starts(self, place: Place, shape: int) -> int:
        """Starts of a date outside the patient's unavailability (R10)."""
        _, clinic, day = place
        hours, patient = self.hours, self.line.patient
        total = self.instance.shapes[self.task.treatment][shape].total
        base, starts = hours.base(clinic, day), hours.grid.starts[clinic]
        free = span(0, starts[day + 1] - base)
        for from_, to in hours.away[patient]:
            free &= ~span(from_ - base, to - base)
        return runs(free, total)


def hours(case: Case) -> Fix | None:
    """Let the patient come at one more hour of a day of the week."""
    view = case.view
    option = best(AnyHour(view.engine, view.costs, view.task).options())
    if option is None:
        return None
    patient, opened = case.patient, _window(case.instance, option.placement)
    start = case.assignment(option).start
    day = WEEKDAYS[start.weekday()]
    sentence = f"Ask patient '{patient.id}' to come on {day} at {start:%H:%M}."
    edit = Edit("patients", patient.id, "available", (*patient.available, opened))
    return case.fix("hours", sentence, option, edit)


def _window(instance: Instance, p: Placement) -> WeeklyWindow:
    """The weekly window that a placement just fits in."""
    grid = instance.grid
    zone, date = grid.zones[p.clinic], grid.date(p.day)
    start, end = grid.instant(p.start), grid.instant(p.end)
    local = end.astimezone(zone)
    from_ = f"{start.astimezone(zone):%H:%M}"
    to = f"{local:%H:%M}" if local.date() == date else "24:00"
    # Where a clock change repeats or skips an hour its name may mean another one.
    if wall_clock(date, minutes_of(from_), zone) > start:
        from_ = "00:00"
    if wall_clock(date, minutes_of(to), zone) < end:
        to = "24:00"
    return WeeklyWindow(days=(DAYS[date.weekday()],), from_=from_, to=to)


def clinic(case: Case) -> Fix | None:
    """Let the patient accept one more clinic."""
    instance = case.instance
    accepted = instance.penalty[case.line.patient]
    others = {c: 0 for c in range(len(instance.problem.clinics)) if c not in accepted}
    other = copy.copy(instance)
    other.penalty = list(instance.penalty)
    other.penalty[case.line.patient] = others
    option = best(case.view.varied(other).options())
    if option is None:
        return None
    return _accepting(case, option)


def _accepting(case: Case, option: Option) -> Fix:
    patient = case.patient
    name = case.instance.problem.clinics[option.placement.clinic].id
    more = AcceptedClinic.model_validate({"clinic": name, "penalty": 0})
    sentence = f"Ask patient '{patient.id}' to come to '{name}' too."
    edit = Edit("patients", patient.id, "clinics", (*patient.clinics, more))
    return case.fix("clinic", sentence, option, edit)
