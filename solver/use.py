"""How much of the time that rooms and practitioners have is used, by hour."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from solver.fields import Document, Identifier
from solver.held import Held
from solver.problem import Clinic, Horizon, Problem
from solver.stretches import (
    Stretch,
    WallClock,
    common,
    merged,
    minute_of,
    stretches_of,
    without,
)

Percent = Annotated[float, Field(ge=0, le=100)]


class HourUse(Document):
    """Use in one hour of the day, 0 to 23 on the clinic's clock, over all dates."""

    hour: int = Field(ge=0, le=23, strict=True)
    room_use_percent: Percent | None = None
    practitioner_use_percent: Percent | None = None


class ClinicUse(Document):
    """
    Use of a clinic's rooms and practitioners over the whole horizon.

    ``room_use_percent``: open room minutes taken, cleaning included;
    ``practitioner_use_percent``: minutes on shift, while the clinic is open, spent
    with a patient; ``hours``: the same for each hour of the day in which a room is
    ever open or somebody on shift.
    """

    clinic: Identifier
    room_use_percent: Percent | None = None
    practitioner_use_percent: Percent | None = None
    hours: tuple[HourUse, ...]


def percent(part: float, whole: float) -> float | None:
    """Percent to one decimal; None where there is nothing to count."""
    return round(100 * part / whole, 1) if whole else None


def use_of_clinics(
    problem: Problem, held: Collection[Held], clinics: Iterable[str]
) -> tuple[ClinicUse, ...]:
    """Use of these clinics' rooms and people by all sessions that are held."""
    zones = {clinic.timezone for clinic in problem.clinics}
    clocks = {zone: WallClock(ZoneInfo(zone)) for zone in zones}
    places = {
        clinic.id: Place(clinic, clocks[clinic.timezone], problem.horizon)
        for clinic in problem.clinics
    }
    _count_rooms(problem, held, places)
    _count_practitioners(problem, held, places)
    return tuple(places[clinic].use() for clinic in clinics)


class Ledger:
    """Minutes to be used and minutes used, by hour of the day."""

    def __init__(self) -> None:
        self.supply: Counter[int] = Counter()
        self.used: Counter[int] = Counter()

    def add(
        self, clock: WallClock, supply: list[Stretch], used: Iterable[Stretch]
    ) -> None:
        """Count one room or person; what is used outside the supply is not."""
        self.supply.update(clock.by_hour(supply))
        self.used.update(clock.by_hour(common(merged(used), supply)))

    def at(self, hour: int) -> float | None:
        """Percent used in an hour."""
        return percent(self.used[hour], self.supply[hour])

    def overall(self) -> float | None:
        """Percent used of everything."""
        return percent(self.used.total(), self.supply.total())


class Place:
    """A clinic: when it is open within the horizon, and what was counted."""

    def __init__(self, clinic: Clinic, clock: WallClock, horizon: Horizon) -> None:
        ends = horizon.start, horizon.start + timedelta(days=horizon.days)
        begin, end = (
            minute_of(datetime.combine(day, time(), tzinfo=clock.zone)) for day in ends
        )
        self.id = clinic.id
        self.clock = clock
        self.opening = common(merged(stretches_of(clinic.opening)), [(begin, end)])
        self.rooms = Ledger()
        self.people = Ledger()

    def use(self) -> ClinicUse:
        """Percentages of what was counted."""
        return ClinicUse(
            clinic=self.id,
            room_use_percent=self.rooms.overall(),
            practitioner_use_percent=self.people.overall(),
            hours=tuple(
                HourUse(
                    hour=hour,
                    room_use_percent=self.rooms.at(hour),
                    practitioner_use_percent=self.people.at(hour),
                )
                for hour in sorted(self.rooms.supply | self.people.supply)
            ),
        )


def _count_rooms(
    problem: Problem, held: Iterable[Held], places: dict[str, Place]
) -> None:
    cleaning = {room.id: room.turnover_minutes for room in problem.rooms}
    taken: dict[str, list[Stretch]] = defaultdict(list)
    for each in held:
        begin, end = each.under_way
        taken[each.room].append((begin, end + cleaning[each.room]))
    for room in problem.rooms:
        place = places[room.clinic]
        supply = without(place.opening, merged(stretches_of(room.unavailable)))
        place.rooms.add(place.clock, supply, taken[room.id])


def _count_practitioners(
    problem: Problem, held: Iterable[Held], places: dict[str, Place]
) -> None:
    busy: dict[tuple[str, str], list[Stretch]] = defaultdict(list)
    for each in held:
        for who, stretch in each.attended:
            busy[who, each.clinic].append(stretch)
    for practitioner in problem.practitioners:
        shifts: dict[str, list[Stretch]] = defaultdict(list)
        for shift in practitioner.shifts:
            shifts[shift.clinic] += stretches_of([shift])
        for clinic, stretches in shifts.items():
            place = places[clinic]
            supply = common(merged(stretches), place.opening)
            place.people.add(place.clock, supply, busy[practitioner.id, clinic])
