"""What is open, found minute by minute from the domain alone.

Slow and plain on purpose: every rule is a set of minutes, and every start of a day is
tried with every lead, room, length and colleague.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import product
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scheduler.domain.calendar import Weekday
from scheduler.domain.network import Network
from scheduler.domain.patient import Patient
from scheduler.domain.place import Place
from scheduler.domain.practitioner import Practitioner
from scheduler.domain.room import Room
from scheduler.domain.treatment import Treatment
from tests.scheduler.booking.minutes import (
    DAY,
    EPOCH,
    MINUTE,
    Minutes,
    dated,
    minute,
    span,
    union,
    wall,
    wall_span,
    weekly,
)


class Try(NamedTuple):
    """A session at a place in full; lengths are of its steps, in minutes."""

    treatment: Treatment
    clinic: str
    room: str
    staff: dict[str, str]
    start: int
    lengths: tuple[int, ...]

    @property
    def under_way(self) -> Minutes:
        """Minutes from the first step to the last."""
        return span(self.start, self.start + sum(self.lengths))

    def steps(self) -> Iterator[tuple[str, tuple[str, ...], Minutes]]:
        """Role, equipment and minutes of each step."""
        at = self.start
        for step, length in zip(self.treatment.steps, self.lengths, strict=True):
            yield step.staff, step.equipment, span(at, at + length)
            at += length

    def attended(self, person: str) -> Minutes:
        """Minutes in which somebody attends."""
        return union(m for role, _, m in self.steps() if self.staff.get(role) == person)


class MinuteGrid:
    """
    A network with what stands, around one date; all clinics in one time zone.

    Parameters
    ----------
    standing
        Visits and holds that take something.
    """

    def __init__(self, network: Network, standing: Iterable[Place], day: date) -> None:
        self.network = network
        self.day = day
        self.days = [day - DAY, day, day + DAY]
        (zone,) = {clinic.timezone for clinic in network.clinics}
        self.zone = ZoneInfo(zone)
        self.tick = network.policy.tick_min
        self.treatments = {each.id: each for each in network.treatments}
        self.people = {each.id: each for each in network.practitioners}
        self.standing = [(self._tried(place), place.patient) for place in standing]
        self.open = {clinic.id: self._open(clinic.id) for clinic in network.clinics}
        self.rooms = {room.id: room for room in network.rooms}
        self.taken = {room.id: self._taken(room) for room in network.rooms}
        self.busy = {who: self._busy(who) for who in self.people}
        self.way = {frozenset(trip.pair): trip.travel_min for trip in network.travel}
        self.shifts = {
            p.id: {d: self._shifts(p, d) for d in self.days}
            for p in network.practitioners
        }

    def _tried(self, place: Place) -> Try:
        return Try(
            self.treatments[place.treatment],
            place.clinic,
            place.room,
            dict(place.staff),
            minute(place.start_utc),
            tuple(step.length_min for step in place.steps),
        )

    def _open(self, clinic: str) -> Minutes:
        (this,) = (each for each in self.network.clinics if each.id == clinic)
        hours = union(m for d in self.days for m in weekly(this.hours, d, self.zone))
        return hours - dated(this.closures, self.zone)

    def _shifts(self, person: Practitioner, day: date) -> list[tuple[str, Minutes]]:
        """Clinic and minutes of the shifts of a date, each by itself."""
        absent = dated(person.absences, self.zone)
        return [
            (
                shift.clinic,
                wall_span(day, shift.from_local, shift.to_local, self.zone) - absent,
            )
            for shift in person.shifts
            if Weekday.of(day) in shift.days
        ]

    def ticks(self) -> range:
        """Every start of the date on the grid."""
        return range(
            wall(self.day, time(0), self.zone),
            wall(self.day + DAY, time(0), self.zone),
            self.tick,
        )

    def feasible(
        self, treatment: str, clinic: str, patient: Patient | None = None
    ) -> dict[str, set[int]]:
        """Starts at which a treatment can begin, by who leads."""
        found: dict[str, set[int]] = {}
        for lead in self.people:
            found[lead] = {
                start
                for start in self.ticks()
                if any(
                    self.fits(each, patient)
                    for each in self._tries(treatment, clinic, lead, start)
                )
            }
        return found

    def _tries(
        self, treatment: str, clinic: str, lead: str, start: int
    ) -> Iterator[Try]:
        """Every way to begin at a minute that lies in the opening and a shift."""
        kind = self.treatments[treatment]
        roles = sorted({step.staff for step in kind.steps} - {"", "lead"})
        lengths = [range(s.least_min, s.most_min + 1, self.tick) for s in kind.steps]
        shortest = span(start, start + sum(each[0] for each in lengths))
        if not shortest <= self.open[clinic] or not self._on_shift(
            lead, clinic, shortest
        ):
            return
        rooms = [room.id for room in self.network.rooms if room.clinic == clinic]
        for chosen in product(*lengths):
            for others in product(self.people, repeat=len(roles)):
                staff = {"lead": lead, **dict(zip(roles, others, strict=True))}
                for room in rooms:
                    yield Try(kind, clinic, room, staff, start, chosen)

    def fits(self, tried: Try, patient: Patient | None) -> bool:
        """Whether every rule allows a place."""
        return (
            tried.under_way <= self.open[tried.clinic]
            and self._has_room(tried, self.rooms[tried.room])
            and self._is_staffed(tried)
            and self._is_equipped(tried)
            and self._leads_few_enough(tried)
            and (patient is None or self._can_come(tried, patient))
        )

    def _taken(self, room: Room) -> Minutes:
        """Minutes of sessions in a room, of cleaning after them, and of closures."""
        return union(
            span(other.start, max(other.under_way) + 1 + room.turnover_min)
            for other, _ in self.standing
            if other.room == room.id
        ) | dated(room.closures, self.zone)

    def _busy(self, who: str) -> list[tuple[str, date, Minutes]]:
        """Clinic, date and minutes of all that somebody attends to."""
        return [
            (other.clinic, self._date(other), minutes)
            for other, _ in self.standing
            if (minutes := other.attended(who))
        ]

    def _has_room(self, tried: Try, room: Room) -> bool:
        until = tried.start + sum(tried.lengths) + room.turnover_min
        return set(tried.treatment.room_features) <= set(room.features) and self.taken[
            room.id
        ].isdisjoint(range(tried.start, until))

    def _is_staffed(self, tried: Try) -> bool:
        if not self._on_shift(tried.staff["lead"], tried.clinic, tried.under_way):
            return False
        for step, (role, _, minutes) in zip(
            tried.treatment.steps, tried.steps(), strict=True
        ):
            if role:
                person = self.people[tried.staff[role]]
                until = person.licensed_until
                if step.skill not in person.skills or (until and self.day > until):
                    return False
                if not self._on_shift(person.id, tried.clinic, minutes):
                    return False
        return all(self._has_time(tried, who) for who in set(tried.staff.values()))

    def _on_shift(self, person: str, clinic: str, minutes: Minutes) -> bool:
        return any(
            at == clinic and minutes <= shift
            for day in self.days
            for at, shift in self.shifts[person][day]
        )

    def _has_time(self, tried: Try, who: str) -> bool:
        """Nothing else to attend to, time to travel, and a break."""
        mine = tried.attended(who)
        for clinic, on, busy in self.busy[who]:
            if busy & mine:
                return False
            if clinic != tried.clinic:
                way = self.way.get(frozenset((clinic, tried.clinic)))
                if way is None and on == self.day:
                    return False
                if min(abs(a - b) for a in mine for b in busy) <= (way or 0):
                    return False
        return self._keeps_break(who, mine, union(m for _, _, m in self.busy[who]))

    def _keeps_break(self, who: str, mine: Minutes, busy: Minutes) -> bool:
        pause = self.people[who].break_
        if pause is None:
            return True
        for day in self.days:
            window = wall_span(day, pause.from_local, pause.to_local, self.zone)
            on_duty = union(minutes for _, minutes in self.shifts[who][day])
            if not window or not window <= on_duty or not window & mine:
                continue
            least = min(pause.break_min, len(window))
            if not any(span(at, at + least) <= window - mine - busy for at in window):
                return False
        return True

    def _is_equipped(self, tried: Try) -> bool:
        (clinic,) = (each for each in self.network.clinics if each.id == tried.clinic)
        used: dict[str, Counter[int]] = defaultdict(Counter)
        for other, _ in self.standing:
            if other.clinic == tried.clinic:
                for _, kinds, minutes in other.steps():
                    for kind in kinds:
                        used[kind].update(minutes)
        return all(
            used[kind][m] < clinic.equipment.get(kind, 0)
            for _, kinds, minutes in tried.steps()
            for kind in kinds
            for m in minutes
        )

    def _leads_few_enough(self, tried: Try) -> bool:
        lead = self.people[tried.staff["lead"]]
        led = [other for other, _ in self.standing if other.staff["lead"] == lead.id]
        at_once = Counter(m for other in led for m in other.under_way)
        today = sum(self._date(other) == self.day for other in led)
        return today < lead.max_sessions_per_day and all(
            at_once[m] < lead.max_parallel for m in tried.under_way
        )

    def clock(self, at: int) -> datetime:
        """What the clock on the wall shows at a minute."""
        return (EPOCH + at * MINUTE).astimezone(self.zone)

    def _date(self, tried: Try) -> date:
        return self.clock(tried.start).date()

    def _can_come(self, tried: Try, patient: Patient) -> bool:
        busy = union(t.under_way for t, who in self.standing if who == patient.id)
        away = dated(patient.unavailable, self.zone)
        hours = weekly(patient.available, self.day, self.zone)
        return (
            tried.clinic in {accepted.clinic for accepted in patient.clinics}
            and not tried.under_way & (busy | away)
            and (not patient.available or any(tried.under_way <= w for w in hours))
        )
