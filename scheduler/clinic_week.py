"""A clinic in one week: its hours, its lines of sessions, its figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import chain

from scheduler.clock import local_date, span_instants
from scheduler.domain.clinic import Clinic
from scheduler.domain.intervals import Window, intersect, minutes_of, subtract
from scheduler.domain.practitioner import Practitioner
from scheduler.domain.room import Room
from scheduler.domain.roster import Stage, Visit
from scheduler.domain.treatment import Treatment
from scheduler.weekly_roster import RosterLine, RosterSession
from solver.use import percent

_STAGES = (Stage.HISTORY, Stage.FROZEN, Stage.PUBLISHED, Stage.DRAFT)


@dataclass(frozen=True, kw_only=True)
class ClinicWeek:
    """
    A clinic, its rooms and people, and the days of a week.

    Parameters
    ----------
    clinics
        Every clinic of the network by id: people work elsewhere as well.
    rooms
        Those of the clinic.
    """

    clinic: Clinic
    clinics: Mapping[str, Clinic]
    rooms: Sequence[Room]
    practitioners: Sequence[Practitioner]
    treatments: Mapping[str, Treatment]
    days: tuple[date, ...]

    def holds(self, visit: Visit) -> bool:
        """Whether a visit takes place here and in this week."""
        if visit.clinic != self.clinic.id:
            return False
        return local_date(visit.start_utc, self.clinic.zone) in self.days

    def treatment_name(self, treatment: str) -> str:
        """Name of a treatment; its id if it has none or is gone."""
        known = self.treatments.get(treatment)
        return known.name if known and known.name else treatment

    @cached_property
    def opening(self) -> dict[date, tuple[Window, ...]]:
        """Opening hours by date."""
        return {day: self.clinic.open_windows(day) for day in self.days}

    def shifts(self, practitioner: Practitioner) -> dict[date, tuple[Window, ...]]:
        """Hours of a practitioner at this clinic by date."""
        return {
            day: tuple(
                Window(shift.start_utc, shift.end_utc)
                for shift in practitioner.shift_windows(day, self.clinics)
                if shift.clinic == self.clinic.id
            )
            for day in self.days
        }

    def room_hours(self, room: Room) -> dict[date, tuple[Window, ...]]:
        """Hours in which a room can be used, by date."""
        closed = [span_instants(span, self.clinic.zone) for span in room.closures]
        return {day: subtract(windows, closed) for day, windows in self.opening.items()}

    def practitioner_lines(
        self, sessions: Iterable[RosterSession]
    ) -> Iterator[RosterLine]:
        """Whoever is on shift here in the week, or treats somebody here."""
        treats: dict[str, list[RosterSession]] = defaultdict(list)
        for session in sessions:
            for who in dict.fromkeys(session.visit.staff.values()):
                treats[who].append(session)
        names = {each.id: each.name for each in self.practitioners}
        hours = {each.id: self.shifts(each) for each in self.practitioners}
        on_shift = {who for who, shifts in hours.items() if any(shifts.values())}
        for who in sorted(on_shift | treats.keys()):
            yield RosterLine(
                id=who,
                name=names.get(who, ""),
                hours=hours.get(who, {}),
                sessions=tuple(treats[who]),
            )

    def room_lines(self, sessions: Iterable[RosterSession]) -> Iterator[RosterLine]:
        """Every room of the clinic, and any other that a proposal names."""
        takes: dict[str, list[RosterSession]] = defaultdict(list)
        for session in sessions:
            takes[session.visit.room].append(session)
        rooms = {room.id: room for room in self.rooms}
        for room_id in sorted(rooms.keys() | takes.keys()):
            room = rooms.get(room_id)
            yield RosterLine(
                id=room_id,
                name=room.name if room else "",
                hours=self.room_hours(room) if room else {},
                sessions=tuple(takes[room_id]),
            )

    def figures(
        self, sessions: Sequence[RosterSession], num_unscheduled: int
    ) -> dict[str, float]:
        """Sessions by stage, and the use of rooms and practitioners in percent."""
        stages = Counter(session.stage for session in sessions)
        figures: dict[str, float] = {"sessions": len(sessions)}
        figures |= {stage.value: stages[stage] for stage in _STAGES}
        figures["unscheduled"] = num_unscheduled
        use = {
            "room_use_percent": self._room_use(sessions),
            "practitioner_use_percent": self._practitioner_use(sessions),
        }
        return figures | {
            name: value for name, value in use.items() if value is not None
        }

    def _room_use(self, sessions: Iterable[RosterSession]) -> float | None:
        """Room minutes taken, cleaning included, of those open."""
        cleaning = {
            room.id: timedelta(minutes=room.turnover_min) for room in self.rooms
        }
        supply = chain.from_iterable(
            hours for room in self.rooms for hours in self.room_hours(room).values()
        )
        taken = (
            (v.start_utc, v.end_utc + cleaning.get(v.room, timedelta(0)))
            for v in (session.visit for session in sessions)
        )
        return percent(minutes_of(taken), minutes_of(supply))

    def _practitioner_use(self, sessions: Iterable[RosterSession]) -> float | None:
        """Minutes with a patient, of those on shift while the clinic is open."""
        supply = chain.from_iterable(
            intersect(shifts, self.opening[day])
            for practitioner in self.practitioners
            for day, shifts in self.shifts(practitioner).items()
        )
        busy_min = sum(self._attended_min(session.visit) for session in sessions)
        return percent(busy_min, minutes_of(supply))

    def _attended_min(self, visit: Visit) -> int:
        treatment = self.treatments.get(visit.treatment)
        alone = {s.name for s in treatment.steps if not s.staff} if treatment else set()
        return sum(step.length_min for step in visit.steps if step.name not in alone)
