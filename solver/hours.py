"""Where the clock alone allows a session: openings, shifts, patients' hours.

Nothing here changes while planning. Masks are in the frame of a clinic-day: bit
0 is the clinic's midnight, and the frame runs on past the next one far enough
for the longest session with its turnover.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from datetime import datetime
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from solver.bits import comb, runs, span
from solver.fields import DAYS, minutes_of
from solver.grid import wall_clock
from solver.instance import Instance
from solver.problem import Shift, WeeklyWindow

Stretch = tuple[int, int]
"""First grain and the grain after the last."""


class Hours:
    """
    Static masks of an instance, made when first asked for.

    Attributes
    ----------
    reach
        Grains that a frame runs on past the next midnight.
    """

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.grid = instance.grid
        longest = max((s[-1].total for s in instance.shapes if s), default=1)
        self.reach = longest + max(instance.turnover, default=0)
        problem = instance.problem
        self.opening = [
            [self.grid.inside(o.from_, o.to) for o in clinic.opening]
            for clinic in problem.clinics
        ]
        self.shifts = [self._shifts(p) for p in range(len(problem.practitioners))]
        self.away = [
            [self.grid.around(u.from_, u.to) for u in patient.unavailable]
            for patient in instance.patients
        ]
        self.width = cache(self._width)
        self.open_starts = cache(self._open_starts)
        # Many patients share the same hours.
        self.instants = cache(self._instants)
        self.forget_patients()
        self._keep_work()
        self.break_windows = [
            self._break_windows(p) for p in range(len(problem.practitioners))
        ]

    def forget_patients(self) -> None:
        """Begin anew to keep what depends on patients."""
        self.patient_starts = cache(self._patient_starts)
        self.available = cache(self._available)
        self.wishes = cache(self._wishes)
        self.wished = cache(self._wished)

    def _keep_work(self) -> None:
        """Begin to keep what depends on shifts."""
        self.shift_runs = cache(self._shift_runs)
        self.role_starts = cache(self._role_starts)
        self.breaks = cache(self._breaks)

    def _shifts(self, person: int) -> dict[int, list[Stretch]]:
        by_clinic: dict[int, list[Stretch]] = defaultdict(list)
        for shift in self.instance.problem.practitioners[person].shifts:
            clinic = self.instance.clinic_of[shift.clinic]
            by_clinic[clinic].append(self.grid.inside(shift.from_, shift.to))
        return dict(by_clinic)

    def with_shifts(self, instance: Instance, person: int) -> Hours:
        """The hours of an instance that differs in one practitioner's shifts."""
        other = copy.copy(self)
        other.instance = instance
        other.shifts = list(self.shifts)
        other.shifts[person] = other._shifts(person)
        other._keep_work()
        other.break_windows = list(self.break_windows)
        other.break_windows[person] = other._break_windows(person)
        return other

    def stretched(self, grains: int) -> Hours:
        """Hours in which every shift begins earlier and ends later; breaks stay."""
        other = copy.copy(self)
        end = self.grid.end
        other.shifts = [
            {
                clinic: [(max(0, a - grains), min(end, b + grains)) for a, b in work]
                for clinic, work in by_clinic.items()
            }
            for by_clinic in self.shifts
        ]
        other._keep_work()
        return other

    def base(self, clinic: int, day: int) -> int:
        """Grain of bit 0 of a clinic-day's frame."""
        return self.grid.starts[clinic][day]

    def _width(self, clinic: int, day: int) -> int:
        starts = self.grid.starts[clinic]
        return starts[day + 1] - starts[day] + self.reach

    def full(self, clinic: int, day: int) -> int:
        """Mask of the whole frame."""
        return (1 << self.width(clinic, day)) - 1

    def days_away(self, way: int) -> int:
        """
        Days before and after a placement's own whose frames it may meet.

        Turnover, travel (``way`` grains at most) and distant zones reach that far.
        """
        starts = self.grid.starts
        day = min((b - a for row in starts for a, b in pairwise(row)), default=1)
        # Between the midnights that begin one date in two zones.
        apart = max((max(n) - min(n) for n in zip(*starts, strict=True)), default=0)
        away = 1 + (self.reach + way + apart - 1) // day
        if apart and any(self.break_windows):
            # A break window may lie between the two, on a third date.
            away += 1 + (apart - 1) // day
        return away

    def _fits(self, clinic: int, day: int, stretches: list[Stretch], total: int) -> int:
        base, width = self.base(clinic, day), self.width(clinic, day)
        mask = 0
        for from_, to in stretches:
            # Each stretch by itself: two that touch are two (R05, R10).
            mask |= span(from_ - base, min(to - base, width) - total + 1)
        return mask

    def _open_starts(self, clinic: int, day: int, total: int) -> int:
        """Starts on the grid, on that date, inside the opening (R01, R05)."""
        length = self.width(clinic, day) - self.reach
        on_grid = comb(length, self.grid.step)
        return on_grid & self._fits(clinic, day, self.opening[clinic], total)

    def _shift_runs(self, person: int, clinic: int, day: int, total: int) -> int:
        """Positions where ``total`` grains lie inside one shift there (R05)."""
        stretches = self.shifts[person].get(clinic)
        return self._fits(clinic, day, stretches, total) if stretches else 0

    def _role_starts(
        self, person: int, clinic: int, day: int, treatment: int, shape: int, role: str
    ) -> int:
        """Starts at which each step of a role lies inside a shift (R05)."""
        mask = self.full(clinic, day)
        for offset, length in self.instance.shapes[treatment][shape].steps_of[role]:
            mask &= self.shift_runs(person, clinic, day, length) >> offset
        return mask

    def _available(self, patient: int, clinic: int, day: int) -> list[Stretch]:
        """Stretches of a day in which a patient can come to a clinic (R10)."""
        windows = self.instance.patients[patient].available
        return self._stretches(windows, clinic, day)

    def _wishes(self, patient: int, clinic: int, day: int) -> list[Stretch]:
        """Stretches of a day in which a patient would rather start."""
        windows = self.instance.patients[patient].preferred
        # A start is wished from the first grain at or after a window's beginning
        # to the last before its end, on the grid or not.
        found = []
        for window in self._of_day(windows, day):
            from_, to = self.instants(window.from_, window.to, clinic, day)
            found.append((self.grid.ceil(from_), self.grid.ceil(to)))
        return found

    def is_wished(self, patient: int, clinic: int, day: int, start: datetime) -> bool:
        """Whether a start, on the grid or off it, is in a preferred window."""
        windows = self.instance.patients[patient].preferred
        today = (
            self.instants(w.from_, w.to, clinic, day)
            for w in self._of_day(windows, day)
        )
        return not windows or any(from_ <= start < to for from_, to in today)

    def _patient_starts(self, patient: int, clinic: int, day: int, total: int) -> int:
        """Starts inside one available window and outside unavailability (R10)."""
        mask = self._fits(clinic, day, self.available(patient, clinic, day), total)
        if mask and self.away[patient]:
            base, free = self.base(clinic, day), self.full(clinic, day)
            for from_, to in self.away[patient]:
                free &= ~span(from_ - base, to - base)
            mask &= runs(free, total)
        return mask

    def _wished(self, patient: int, clinic: int, day: int) -> int:
        """Starts in a preferred window; all of them without a wish."""
        if not self.instance.patients[patient].preferred:
            return self.full(clinic, day)
        base, mask = self.base(clinic, day), 0
        for from_, to in self.wishes(patient, clinic, day):
            mask |= span(from_ - base, to - base)
        return mask

    def _of_day(
        self, windows: tuple[WeeklyWindow, ...], day: int
    ) -> list[WeeklyWindow]:
        name = DAYS[self.grid.date(day).weekday()]
        return [window for window in windows if name in window.days]

    def _instants(
        self, from_: str, to: str, clinic: int, day: int
    ) -> tuple[datetime, datetime]:
        """Ends of a wall-clock window on a day of a clinic."""
        zone, date = self.grid.zones[clinic], self.grid.date(day)
        return (
            wall_clock(date, minutes_of(from_), zone),
            wall_clock(date, minutes_of(to), zone),
        )

    def _stretches(
        self, windows: tuple[WeeklyWindow, ...], clinic: int, day: int
    ) -> list[Stretch]:
        return [
            self.grid.inside(*self.instants(window.from_, window.to, clinic, day))
            for window in self._of_day(windows, day)
        ]

    def _break_windows(self, person: int) -> list[Stretch]:
        """Break windows that the shifts of a date cover whole (R08)."""
        pause = self.instance.problem.practitioners[person].break_
        if pause is None:
            return []
        by_day: dict[int, list[Shift]] = defaultdict(list)
        for shift in self.instance.problem.practitioners[person].shifts:
            day = self.grid.day_index(shift.from_.astimezone(self._zone(shift)).date())
            if -1 <= day <= self.grid.num_days:
                by_day[day].append(shift)
        windows = []
        for day, shifts in sorted(by_day.items()):
            shifts.sort(key=lambda shift: shift.from_)
            zone, date = self._zone(shifts[0]), self.grid.date(day)
            from_ = wall_clock(date, minutes_of(pause.from_), zone)
            to = wall_clock(date, minutes_of(pause.to), zone)
            # A clock change may swallow the window.
            if from_ < to <= _covered_until(from_, shifts):
                windows.append((self.grid.floor(from_), self.grid.floor(to)))
        return windows

    def _zone(self, shift: Shift) -> ZoneInfo:
        return self.grid.zones[self.instance.clinic_of[shift.clinic]]

    def _breaks(self, person: int, clinic: int, day: int) -> tuple[Stretch, ...]:
        """Break windows that meet a clinic-day's frame, in grains."""
        base, width = self.base(clinic, day), self.width(clinic, day)
        return tuple(
            (from_, to)
            for from_, to in self.break_windows[person]
            if from_ < base + width and to > base
        )


def _covered_until(from_: datetime, shifts: list[Shift]) -> datetime:
    """How far shifts, in order, reach on without a hole from an instant."""
    reached = from_
    for shift in shifts:
        if shift.from_ <= reached:
            reached = max(reached, shift.to)
    return reached
