"""The placement engine: where a session may go, asked by everything that places.

Where a session may start at a place is the AND of the runs that its steps need.
What many sessions share is kept by clinic-day and by practitioner until
something there changes.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator

from solver.bits import runs, span
from solver.breaks import leaving_break
from solver.candidates import places
from solver.hours import Hours
from solver.instance import Instance
from solver.patterns import LEAD, Segment, Shape
from solver.placement import Place, Placement
from solver.tasks import Task
from solver.timeline import Timeline

NOBODY: frozenset[int] = frozenset()


class Engine:
    """
    Answers where sessions fit beside what stands, and keeps what stands.

    Attributes
    ----------
    days_away
        Days before and after its own that a placement may matter on.
    """

    def __init__(self, instance: Instance, hours: Hours | None = None) -> None:
        self.instance = instance
        self.hours = hours or Hours(instance)
        self.timeline = Timeline(instance, self.hours)
        self._shared: dict[tuple[int, int], dict[tuple[int, int], int]] = {}
        self._led_starts: dict[tuple[int, int, int], dict[tuple[int, int], int]] = {}
        self._clinics_of = [list(by_clinic) for by_clinic in self.hours.shifts]
        way = max(self.timeline.travel.values(), default=0)
        self.days_away = self.hours.days_away(way)

    def add(self, placement: Placement) -> None:
        """Put a placement down; whether it fits is the caller's to know."""
        self.timeline.add(placement)
        self._forget(placement)

    def remove(self, task: int) -> Placement:
        """Take a task's placement away and return it."""
        placement = self.timeline.remove(task)
        self._forget(placement)
        return placement

    def seen_by(
        self,
        instance: Instance,
        hours: Hours | None = None,
        *,
        keeps_clinics: bool = True,
    ) -> Engine:
        """
        The same standing before an instance that differs a little; only to look at.

        Parameters
        ----------
        hours
            If shifts differ.
        keeps_clinics
            Whether rooms and equipment are the same.
        """
        other = copy.copy(self)
        other.instance, other.hours = instance, hours or self.hours
        other.timeline = copy.copy(self.timeline)
        other.timeline.instance, other.timeline.hours = instance, other.hours
        if hours is not None:
            other._led_starts = {}
        if hours is not None or not keeps_clinics:
            other._shared = {}
        return other

    def places(self, task: int) -> Iterator[Place]:
        """Places that qualification, calendar and licence leave open (R03, R11)."""
        return places(self.instance, self.hours, self.instance.tasks[task])

    def starts(self, task: int, place: Place) -> list[int]:
        """
        Feasible starts of a session at a place, one mask a shape of its treatment.

        Exact but for one case: somebody who fills two roles of the session may
        lose a break (R08) that each role alone would leave; `settle` refuses it.
        """
        entry = self.instance.tasks[task]
        return [
            self.shape_starts(task, place, shape)
            for shape in range(len(self.instance.shapes[entry.treatment]))
        ]

    def shape_starts(self, task: int, place: Place, shape: int) -> int:
        """Feasible starts with one shape, in the frame of the clinic-day."""
        entry = self.instance.tasks[task]
        line = self.instance.lines[entry.course]
        total = self.instance.shapes[entry.treatment][shape].total
        hours = self.hours.patient_starts(line.patient, place.clinic, place.day, total)
        return self.open_starts(entry, place, shape, hours)

    def open_starts(self, task: Task, place: Place, shape: int, mask: int) -> int:
        """Those starts of ``mask``, within the patient's hours, that are feasible."""
        line = self.instance.lines[task.course]
        lead, clinic, day = place
        person = self.instance.problem.practitioners[lead]
        if not mask or self.timeline.led[lead, day] >= person.max_sessions_per_day:
            return 0
        treatment = task.treatment
        mask &= self._lead_mask(lead, clinic, day, treatment, shape)
        if mask:
            mask &= self._clinic_mask(clinic, day, treatment, shape, line.refused)
        if mask and self.timeline.patient_busy[line.patient]:
            total = self.instance.shapes[treatment][shape].total
            mask &= runs(self.timeline.free_patient(line.patient, clinic, day), total)
            if mask and line.may_share_day:
                mask &= self.in_order(task.index, clinic, day, total)
        return mask

    def in_order(self, task: int, clinic: int, day: int, total: int) -> int:
        """Starts after earlier and before later sessions of that date (R11)."""
        entry, base = self.instance.tasks[task], self.hours.base(clinic, day)
        from_, to = 0, self.instance.grid.end
        for other in self.instance.lines[entry.course].sessions:
            stands = self.timeline.placed[other]
            if stands is None or other == task or stands.day != day:
                continue
            if other < task:
                from_ = max(from_, stands.end)
            else:
                to = min(to, stands.start)
        return span(from_ - base, to - base - total + 1)

    def _lead_mask(
        self, lead: int, clinic: int, day: int, treatment: int, shape: int
    ) -> int:
        known = self._led_starts.setdefault((lead, clinic, day), {})
        mask = known.get((treatment, shape))
        if mask is None:
            mask = self._lead_starts(lead, clinic, day, treatment, shape)
            known[treatment, shape] = mask
        return mask

    def _lead_starts(
        self, lead: int, clinic: int, day: int, treatment: int, shape: int
    ) -> int:
        form = self.instance.shapes[treatment][shape]
        mask = self.hours.open_starts(clinic, day, form.total)
        mask &= self.hours.shift_runs(lead, clinic, day, form.total)
        if mask:
            free = self.timeline.free_to_lead(lead, clinic, day)
            mask &= runs(free, form.total)
        return mask and self._attending(lead, clinic, day, form.busy_of[LEAD], mask)

    def _attending(
        self, person: int, clinic: int, day: int, parts: tuple[Segment, ...], mask: int
    ) -> int:
        """Starts at which somebody is free for all parts (R04, R06, R08)."""
        free = self.timeline.free_to_attend(person, clinic, day)
        for offset, length in parts:
            mask &= runs(free, length) >> offset
        if mask:
            mask = leaving_break(self.timeline, person, clinic, day, parts, mask)
        return mask

    def _clinic_mask(
        self,
        clinic: int,
        day: int,
        treatment: int,
        shape: int,
        refused: frozenset[int],
    ) -> int:
        """Starts at which room, other staff and equipment are there."""
        roles = self.instance.skilled[treatment]
        if refused and len(roles) > 1:
            return self._clinic_starts(clinic, day, treatment, shape, refused)
        known = self._shared.setdefault((clinic, day), {})
        mask = known.get((treatment, shape))
        if mask is None:
            mask = self._clinic_starts(clinic, day, treatment, shape, NOBODY)
            known[treatment, shape] = mask
        return mask

    def _clinic_starts(
        self,
        clinic: int,
        day: int,
        treatment: int,
        shape: int,
        refused: frozenset[int],
    ) -> int:
        form = self.instance.shapes[treatment][shape]
        mask = 0
        for room in self.instance.fitting_rooms[clinic][treatment]:
            mask |= self.room_starts(room, clinic, day, form.total)
        if mask and form.equipment:
            mask &= self.equipment_starts(clinic, day, form)
        for role in form.busy_of:
            if role != LEAD and mask:
                anyone = 0
                for person in self.role_candidates(clinic, day, treatment, role):
                    if person not in refused:
                        anyone |= self.role_starts(
                            person, clinic, day, treatment, shape, role
                        )
                mask &= anyone
        return mask

    def room_starts(self, room: int, clinic: int, day: int, total: int) -> int:
        """Starts at which a room is free, turnover included (R02)."""
        free = self.timeline.free_room(room, clinic, day)
        return runs(free, total + self.instance.turnover[room])

    def equipment_starts(self, clinic: int, day: int, form: Shape) -> int:
        """Starts at which the clinic has equipment to spare (R09)."""
        mask = self.hours.full(clinic, day)
        for kind, parts in form.equipment.items():
            free = self.timeline.free_equipment(kind, clinic, day)
            for offset, length in parts:
                mask &= runs(free, length) >> offset
        return mask

    def role_candidates(
        self, clinic: int, day: int, treatment: int, role: str
    ) -> Iterator[int]:
        """Skilled and licensed practitioners who work at the clinic (R03)."""
        for person in self.instance.skilled[treatment][role]:
            licensed = day <= self.instance.last_licensed_day[person]
            if licensed and clinic in self.hours.shifts[person]:
                yield person

    def role_starts(
        self, person: int, clinic: int, day: int, treatment: int, shape: int, role: str
    ) -> int:
        """Starts at which somebody can fill a role other than the lead's."""
        mask = self.hours.role_starts(person, clinic, day, treatment, shape, role)
        parts = self.instance.shapes[treatment][shape].busy_of[role]
        return mask and self._attending(person, clinic, day, parts, mask)

    def reached(self, p: Placement) -> Iterator[tuple[int, int]]:
        """Clinic-days on which a placement may change what is open."""
        for day in range(p.day - self.days_away, p.day + self.days_away + 1):
            yield p.clinic, day
            for _, person in p.staff:
                for clinic in self._clinics_of[person]:
                    if clinic != p.clinic:
                        yield clinic, day

    def _forget(self, p: Placement) -> None:
        # A frame runs on past midnight, so neighbours of the day may see it too.
        for clinic, day in self.reached(p):
            self._shared.pop((clinic, day), None)
            for _, person in p.staff:
                self._led_starts.pop((person, clinic, day), None)
