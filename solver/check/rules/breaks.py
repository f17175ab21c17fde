"""R08: breaks are kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from solver.check.facts import Attendance, Facts, Finding, local_instant
from solver.fields import minutes_of
from solver.problem import Break, Practitioner, Shift


def breaks(facts: Facts) -> Iterator[Finding]:
    """R08. A shift over the whole break window leaves one stretch for the break."""
    for person in facts.practitioners.values():
        if person.break_ is None or person.id not in facts.attendances:
            continue
        for day, window in _break_windows(facts, person, person.break_).items():
            # A clock change may shorten the window; then all of it is the break.
            least = min(timedelta(minutes=person.break_.minutes), window[1] - window[0])
            busy = [
                a for a in facts.attendances[person.id] if _meets(a, window)
            ]  # in order of time
            if busy and _longest_free(window, busy) < least:
                came = f"'{person.id}' has no {person.break_.minutes} min free"
                yield busy[-1].placed.id, f"{came} in the break window of {day}."


def _break_windows(
    facts: Facts, person: Practitioner, pause: Break
) -> dict[date, tuple[datetime, datetime]]:
    """Break windows by date, where the shifts of the date cover them whole."""
    by_day: dict[date, list[Shift]] = defaultdict(list)
    for shift in sorted(person.shifts, key=lambda s: s.from_):
        day = shift.from_.astimezone(facts.zones[shift.clinic]).date()
        by_day[day].append(shift)
    windows = {}
    for day, shifts in by_day.items():
        zone = facts.zones[shifts[0].clinic]
        from_ = local_instant(day, minutes_of(pause.from_), zone)
        to = local_instant(day, minutes_of(pause.to), zone)
        if from_ >= to:
            continue  # a clock change swallowed it
        reached = from_
        for shift in shifts:
            if shift.from_ <= reached:
                reached = max(reached, shift.to.astimezone(UTC))
        if reached >= to:
            windows[day] = (from_, to)
    return windows


def _meets(attendance: Attendance, window: tuple[datetime, datetime]) -> bool:
    return attendance.from_ < window[1] and window[0] < attendance.to


def _longest_free(
    window: tuple[datetime, datetime], busy: list[Attendance]
) -> timedelta:
    longest, free_from = timedelta(0), window[0]
    for attendance in busy:
        longest = max(longest, attendance.from_ - free_from)
        free_from = max(free_from, attendance.to)
    return max(longest, window[1] - free_from)
