"""When clinics, practitioners, rooms and patients are there, date by date.

Each date is converted by itself, so a week in which clocks change is as good as
any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from functools import cached_property

from scheduler.clock import span_instants
from scheduler.domain.calendar import LocalSpan
from scheduler.domain.clinic import Clinic
from scheduler.domain.intervals import Window, subtract
from scheduler.domain.network import Network
from scheduler.domain.patient import Patient
from scheduler.domain.practitioner import Practitioner, Shift
from scheduler.domain.room import Room
from scheduler.domain.roster import AppointmentStatus
from scheduler.horizon import PlanningHorizon
from scheduler.standing import zones_of

_ONE_DAY = timedelta(days=1)
_ONE_MINUTE = timedelta(minutes=1)
_UNDER_WAY = {
    AppointmentStatus.PUBLISHED,
    AppointmentStatus.CONFIRMED,
    AppointmentStatus.ARRIVED,
}


def merge(windows: Iterable[tuple[datetime, datetime]]) -> tuple[Window, ...]:
    """Windows in order of time, those that overlap or touch made one."""
    merged: list[Window] = []
    for start_utc, end_utc in sorted(windows):
        if merged and start_utc <= merged[-1].end_utc:
            longest = max(merged[-1].end_utc, end_utc)
            merged[-1] = Window(merged[-1].start_utc, longest)
        else:
            merged.append(Window(start_utc, end_utc))
    return tuple(merged)


class WorkingTimes:
    """
    Opening hours, shifts and absences of a network within a horizon.

    Everything is worked out once and remembered.
    """

    def __init__(self, network: Network, horizon: PlanningHorizon) -> None:
        self._network = network
        self._horizon = horizon
        self._clinics = {clinic.id: clinic for clinic in network.clinics}
        self._zones = zones_of(network)
        self._opening: dict[str, tuple[Window, ...]] = {}
        self._shifts: dict[str, tuple[Shift, ...]] = {}
        # Any zone's dates of the horizon lie inside this stretch.
        self._frame = Window(
            datetime.combine(horizon.start - _ONE_DAY, time(0), tzinfo=UTC),
            datetime.combine(horizon.last_day + 2 * _ONE_DAY, time(0), tzinfo=UTC),
        )

    def opening(self, clinic: Clinic) -> tuple[Window, ...]:
        """
        Stretches in which a clinic is open, from now on.

        Hours that touch are one stretch: a session may reach across.
        """
        if clinic.id not in self._opening:
            dates = self._horizon.dates
            open_windows = [w for day in dates for w in clinic.open_windows(day)]
            past = (datetime.min.replace(tzinfo=UTC), self._first_minute)
            self._opening[clinic.id] = subtract(merge(open_windows), [past])
        return self._opening[clinic.id]

    def shifts(self, practitioner: Practitioner) -> tuple[Shift, ...]:
        """Shifts of a practitioner, without absences and sessions under way."""
        if practitioner.id not in self._shifts:
            busy = self._busy_now.get(("practitioner", practitioner.id), [])
            self._shifts[practitioner.id] = tuple(
                Shift(shift.clinic, *left)
                for day in self._horizon.dates
                for shift in practitioner.shift_windows(day, self._clinics)
                for left in subtract([(shift.start_utc, shift.end_utc)], busy)
            )
        return self._shifts[practitioner.id]

    def closures(self, room: Room) -> tuple[Window, ...]:
        """Stretches in which a room is closed, or taken by a session under way."""
        spans = self._instants(room.closures, room.clinic)
        return merge([*spans, *self._busy_now.get(("room", room.id), [])])

    def away(self, patient: Patient) -> tuple[Window, ...]:
        """Stretches in which a patient cannot come."""
        if not patient.clinics:
            return ()
        return merge(self._instants(patient.unavailable, patient.clinics[0].clinic))

    def complement(
        self, windows: Iterable[tuple[datetime, datetime]]
    ) -> tuple[Window, ...]:
        """Everything in and around the horizon outside the windows."""
        return subtract([self._frame], windows)

    def _instants(self, spans: Iterable[LocalSpan], clinic: str) -> list[Window]:
        """Dated spans on a clinic's clock, cut to the surroundings of the horizon."""
        first_utc, last_utc = self._frame
        instants = (span_instants(span, self._zones[clinic]) for span in spans)
        cut = (Window(max(a, first_utc), min(b, last_utc)) for a, b in instants)
        return [window for window in cut if window.start_utc < window.end_utc]

    @property
    def _first_minute(self) -> datetime:
        """Now, rounded up to a whole minute."""
        now_utc = self._horizon.now_utc
        whole = now_utc.replace(second=0, microsecond=0)
        return whole if whole == now_utc else whole + _ONE_MINUTE

    @cached_property
    def _busy_now(self) -> dict[tuple[str, str], list[Window]]:
        """What rooms and practitioners are doing now, by kind and id."""
        turnover = {r.id: r.turnover_min * _ONE_MINUTE for r in self._network.rooms}
        now_utc = self._horizon.now_utc
        busy: dict[tuple[str, str], list[Window]] = defaultdict(list)
        for appointment in self._network.appointments:
            visit = appointment.visit
            free_utc = visit.end_utc + turnover[visit.room]
            if (
                appointment.status in _UNDER_WAY
                and visit.start_utc < now_utc < free_utc
            ):
                busy["room", visit.room].append(Window(visit.start_utc, free_utc))
                for who in visit.staff.values():
                    busy["practitioner", who].append(
                        Window(visit.start_utc, visit.end_utc)
                    )
        return busy
