"""What things cost, in whole cost units, for search, bound and models alike."""

from __future__ import annotations

from collections.abc import Sequence

from solver.hours import Hours
from solver.instance import Instance
from solver.placement import Place, Placement
from solver.problem import Appointment
from solver.tasks import Line, Task

Tier = tuple[int, int]
"""A cost and the starts (frame mask) that cost it."""


class Costs:
    """The terms of the objective, piece by piece, for one instance."""

    def __init__(self, instance: Instance, hours: Hours) -> None:
        self.instance = instance
        self.hours = hours
        weights = instance.weights
        self.change = weights["practitioner_change"]
        self.wish = weights["time_preference"]
        self.preference = weights["practitioner_preference"]
        self.moved_time = weights["moved_time"]
        self.comfortable = [
            p.comfortable_sessions_per_day for p in instance.problem.practitioners
        ]
        self.fixed_start = {
            instance.task_of[appointment.session]: self._of_start(appointment)
            for appointment in instance.problem.appointments
            if appointment.state == "fixed"
        }

    def _of_start(self, fixed: Appointment) -> int:
        """What the start of a fixed appointment costs, on the grid or off it."""
        instance = self.instance
        task = instance.tasks[instance.task_of[fixed.session]]
        patient = instance.lines[task.course].patient
        clinic = instance.clinic_of[fixed.clinic]
        day = instance.day_of(fixed, clinic)
        is_wished = self.hours.is_wished(patient, clinic, day, fixed.start)
        return 0 if is_wished else self.wish

    def place(self, task: Task, place: Place) -> int:
        """Lateness, clinic, practitioner and what moving there disrupts."""
        line = self.instance.lines[task.course]
        cost = task.late_cost * max(0, place.day - task.due_day)
        cost += self.instance.penalty[line.patient].get(place.clinic, 0)
        if line.preferred is not None and place.lead != line.preferred:
            cost += self.preference
        if was := task.published:
            weights = self.instance.weights
            cost += weights["moved_day"] * (place.day != was.day)
            cost += weights["moved_practitioner"] * (place.lead != was.lead)
            cost += weights["moved_clinic"] * (place.clinic != was.clinic)
        return cost

    def tiers(self, task: Task, clinic: int, day: int) -> list[Tier]:
        """Starts of a clinic-day by what the time of day costs, cheapest first."""
        patient = self.instance.lines[task.course].patient
        full = self.hours.full(clinic, day)
        wished = self.hours.wished(patient, clinic, day)
        tiers = [(0, wished)]
        if wished != full:
            tiers.append((self.wish, full & ~wished))
        if task.published is not None and task.published.day == day:
            bit = task.published.start - self.hours.base(clinic, day)
            stands = 1 << bit if bit >= 0 else 0
            split = [(cost, mask & stands) for cost, mask in tiers]
            split += [(cost + self.moved_time, mask & ~stands) for cost, mask in tiers]
            tiers = sorted(tier for tier in split if tier[1])
        return tiers

    def start(self, task: Task, placement: Placement) -> int:
        """What the time of day of a placement costs, inside the horizon or not."""
        if (known := self.fixed_start.get(task.index)) is not None:
            return known
        patient = self.instance.lines[task.course].patient
        wishes = self.hours.wishes(patient, placement.clinic, placement.day)
        has_wish = bool(self.instance.patients[patient].preferred)
        is_wished = any(from_ <= placement.start < to for from_, to in wishes)
        cost = self.wish if has_wish and not is_wished else 0
        was = task.published
        if was and was.day == placement.day and was.start != placement.start:
            cost += self.moved_time
        return cost

    def overload(self, lead: int, led: int) -> int:
        """Cost of ``led`` sessions of a lead on one day."""
        above = max(0, led - self.comfortable[lead])
        return self.instance.weights["overload"] * above

    def one_more(self, lead: int, led: int) -> int:
        """Cost of one session more for a lead who has ``led`` that day."""
        return self.instance.weights["overload"] * (led >= self.comfortable[lead])

    def session(self, task: Task, placement: Placement | None) -> int:
        """What a session costs by itself, placed or not."""
        if placement is None:
            return task.loss
        place = Place(placement.lead, placement.clinic, placement.day)
        return self.place(task, place) + self.start(task, placement)

    def course(self, line: Line, placed: Sequence[Placement | None]) -> int:
        """Every term of one course but overload, which is the lead's day's."""
        cost, before_day, before_lead = 0, line.last_day, line.last_lead
        for index in line.sessions:
            task, placement = self.instance.tasks[index], placed[index]
            cost += self.session(task, placement)
            if placement is None:
                before_day = before_lead = None
                continue
            if before_day is not None:
                cost += self.cadence(task, placement.day - before_day)
                cost += self.change * (placement.lead != before_lead)
            before_day, before_lead = placement.day, placement.lead
        return cost

    @staticmethod
    def cadence(task: Task, days: int) -> int:
        """Cost of the days since the session just before."""
        return task.gap.cost_of(days) if task.gap is not None else 0

    def total(
        self, placed: Sequence[Placement | None], led: dict[tuple[int, int], int]
    ) -> int:
        """The whole objective, in cost units."""
        courses = sum(self.course(line, placed) for line in self.instance.lines)
        return courses + sum(
            self.overload(lead, count) for (lead, _), count in led.items()
        )
