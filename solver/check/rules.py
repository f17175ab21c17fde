"""The hard rules R01 to R13, each a function that yields what breaks it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

from solver.check.facts import (
    Attendance,
    Facts,
    Placed,
    local_instant,
    overlapping,
    windows_on,
)
from solver.fields import minutes_of
from solver.problem import Break, Practitioner, Shift

Finding = tuple[str, str]
"""Session id and a sentence."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule: its id, its sentence and the function that finds breaches."""

    id: str
    sentence: str
    breaches: Callable[[Facts], Iterator[Finding]]


def _clock(instant: datetime, placed: Placed) -> str:
    return instant.astimezone(placed.zone).strftime("%Y-%m-%d %H:%M")


def steps(facts: Facts) -> Iterator[Finding]:
    """R01. Placed once; steps in order, without a pause, on the grid, in range."""
    for session, times in Counter(a.session for a in facts.plan.assignments).items():
        if times > 1:
            yield session, f"is placed {times} times, at most once is allowed."
    for placed in facts.placed.values():
        names = [step.name for step in placed.treatment.steps]
        came = [times.name for times in placed.assignment.steps]
        if came != names:
            yield placed.id, f"has steps {came}, its treatment has {names}."
        else:
            yield from _step_times(facts, placed)


def _step_times(facts: Facts, placed: Placed) -> Iterator[Finding]:
    tick = timedelta(minutes=facts.problem.tick_minutes)
    midnight = local_instant(placed.date, 0, placed.zone)
    expected = placed.assignment.start
    pairs = zip(placed.treatment.steps, placed.assignment.steps, strict=True)
    for step, times in pairs:
        if times.from_ != expected:
            came = f"begins at {_clock(times.from_, placed)}"
            must = f"must begin at {_clock(expected, placed)}"
            yield placed.id, f"step '{step.name}' {came}, {must}."
        if (times.from_ - midnight) % tick:
            yield placed.id, f"step '{step.name}' begins off the grid."
        length_min = (times.to - times.from_) / timedelta(minutes=1)
        if not step.minutes <= length_min <= step.max_minutes or (
            length_min % facts.problem.tick_minutes
        ):
            allowed = f"{step.minutes} to {step.max_minutes} on the grid are allowed"
            yield placed.id, f"step '{step.name}' takes {length_min:g} min, {allowed}."
        expected = times.to


def room(facts: Facts) -> Iterator[Finding]:
    """R02. The room fits, is open, and holds one patient until turnover ends."""
    taken: dict[str, list[tuple[datetime, datetime, Placed]]] = defaultdict(list)
    for placed in facts.placed.values():
        place = placed.room
        if place.clinic != placed.clinic.id:
            yield placed.id, f"room '{place.id}' is in clinic '{place.clinic}'."
        if missing := set(placed.treatment.room_features) - set(place.features):
            yield placed.id, f"room '{place.id}' lacks {', '.join(sorted(missing))}."
        free_again = placed.end + timedelta(minutes=place.turnover_minutes)
        for span in place.unavailable:
            if placed.start < span.to and span.from_ < free_again:
                until = _clock(span.to, placed)
                yield placed.id, f"room '{place.id}' is unavailable until {until}."
        taken[place.id].append((placed.start, free_again, placed))
    for place_id, spans in taken.items():
        for before, after in overlapping(spans):
            yield after.id, f"room '{place_id}' is still taken by '{before.id}'."


def staff(facts: Facts) -> Iterator[Finding]:
    """R03. Each role has one skilled, licensed practitioner not refused."""
    for placed in facts.placed.values():
        needs: dict[str, set[str]] = defaultdict(set)
        for step in placed.treatment.steps:
            if step.staff is not None and step.skill is not None:
                needs[step.staff].add(step.skill)
        came = placed.assignment.staff
        if set(came) != set(needs):
            must = ", ".join(sorted(needs))
            yield placed.id, f"fills {', '.join(sorted(came))}; its roles are {must}."
        for role in needs.keys() & came.keys():
            person = facts.practitioners[came[role]]
            yield from _qualified(placed, role, needs[role], person)


def _qualified(
    placed: Placed, role: str, skills: set[str], person: Practitioner
) -> Iterator[Finding]:
    if missing := skills - set(person.skills):
        lacks = ", ".join(sorted(missing))
        yield placed.id, f"'{person.id}' as {role} lacks {lacks}."
    if person.licensed_until is not None and placed.date > person.licensed_until:
        until = person.licensed_until
        yield placed.id, f"the licence of '{person.id}' ended on {until}."
    if person.id in placed.course.refused_practitioners:
        yield placed.id, f"course '{placed.course.id}' refuses '{person.id}'."


def attended_no_overlap(facts: Facts) -> Iterator[Finding]:
    """R04. Attended steps of a practitioner never overlap."""
    for who, attendances in facts.attendances.items():
        spans = ((a.from_, a.to, a.placed) for a in attendances)
        for before, after in overlapping(spans):
            yield after.id, f"'{who}' is still busy with '{before.id}'."


def hours(facts: Facts) -> Iterator[Finding]:
    """R05. Inside the opening; the lead on one shift, others for their steps."""
    for placed in facts.placed.values():
        inside = any(
            span.from_ <= placed.start and placed.end <= span.to
            for span in placed.clinic.opening
        )
        if not inside:
            yield placed.id, f"lies outside the opening of '{placed.clinic.id}'."
        if placed.lead and not _on_shift(
            facts, placed.lead, placed, placed.start, placed.end
        ):
            yield placed.id, f"'{placed.lead}' is not on shift for all of it."
        for role, step, times in placed.attended():
            who = placed.assignment.staff.get(role)
            if role == "lead" or who is None:
                continue
            if not _on_shift(facts, who, placed, times.from_, times.to):
                yield placed.id, f"'{who}' is not on shift for step '{step.name}'."


def _on_shift(
    facts: Facts, who: str, placed: Placed, from_: datetime, to: datetime
) -> bool:
    return any(
        shift.clinic == placed.clinic.id and shift.from_ <= from_ and to <= shift.to
        for shift in facts.practitioners[who].shifts
    )


def travel(facts: Facts) -> Iterator[Finding]:
    """R06. Between attended steps at two clinics lies at least the travel time."""
    for attendances in facts.attendances.values():
        if len({a.placed.clinic.id for a in attendances}) < 2:
            continue
        for before, after in combinations(attendances, 2):
            if before.placed.clinic.id != after.placed.clinic.id:
                yield from _way(facts, before, after)


def _way(facts: Facts, before: Attendance, after: Attendance) -> Iterator[Finding]:
    one, two = before.placed, after.placed
    way = facts.travel.get(frozenset((one.clinic.id, two.clinic.id)))
    who = before.practitioner
    if way is None:
        if one.date == two.date:
            pair = f"'{one.clinic.id}' and '{two.clinic.id}'"
            yield two.id, f"'{who}' works at {pair}, which no travel joins, on a day."
    # Steps that overlap have nothing between them; R04 reports those.
    elif timedelta(0) <= after.from_ - before.to < way:
        least = way // timedelta(minutes=1)
        yield two.id, f"'{who}' needs {least} min from '{one.clinic.id}'."


def parallel(facts: Facts) -> Iterator[Finding]:
    """R07. A lead's sessions under way at once, and a day, are limited."""
    by_lead: dict[str, list[Placed]] = defaultdict(list)
    for placed in facts.placed.values():
        by_lead[placed.lead].append(placed)
    for lead, sessions in by_lead.items():
        if lead not in facts.practitioners:
            continue
        most = facts.practitioners[lead].max_parallel
        for first in _above(sessions, most):
            yield first.id, f"'{lead}' leads more than {most} sessions at once."
    for (lead, day), sessions in facts.led.items():
        if lead not in facts.practitioners:
            continue
        most = facts.practitioners[lead].max_sessions_per_day
        if len(sessions) > most:
            last = max(sessions, key=lambda placed: placed.start)
            came = f"'{lead}' leads {len(sessions)} sessions on {day}"
            yield last.id, f"{came}, at most {most} are allowed."


def _above(sessions: list[Placed], most: int) -> Iterator[Placed]:
    under_way: list[Placed] = []
    for placed in sorted(sessions, key=lambda p: (p.start, p.id)):
        under_way = [p for p in under_way if p.end > placed.start]
        under_way.append(placed)
        if len(under_way) > most:
            yield placed


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


def equipment(facts: Facts) -> Iterator[Finding]:
    """R09. No more steps use a kind of equipment than the clinic owns."""
    uses: dict[tuple[str, str], list[tuple[datetime, datetime, str]]]
    uses = defaultdict(list)
    for placed in facts.placed.values():
        by_name = {step.name: step for step in placed.treatment.steps}
        for times in placed.assignment.steps:
            step = by_name.get(times.name)
            for kind in set(step.equipment) if step else ():
                use = (times.from_, times.to, placed.id)
                uses[placed.clinic.id, kind].append(use)
    for (clinic, kind), spans in uses.items():
        owned = facts.clinics[clinic].equipment.get(kind, 0)
        ends: list[datetime] = []
        for from_, to, session in sorted(spans):
            ends = [end for end in ends if end > from_]
            ends.append(to)
            if len(ends) > owned:
                came = f"{len(ends)} steps use '{kind}' at '{clinic}' at once"
                yield session, f"{came}, which owns {owned}."


def patient(facts: Facts) -> Iterator[Finding]:
    """R10. The patient can come there and then, and is in one place at a time."""
    for placed in facts.placed.values():
        who = placed.patient
        if placed.clinic.id not in {accepted.clinic for accepted in who.clinics}:
            yield placed.id, f"'{who.id}' does not accept '{placed.clinic.id}'."
        windows = windows_on(who.available, placed.date, placed.zone)
        if not any(a <= placed.start and placed.end <= b for a, b in windows):
            at = _clock(placed.start, placed)
            yield placed.id, f"'{who.id}' is not available for all of it at {at}."
        for span in who.unavailable:
            if placed.start < span.to and span.from_ < placed.end:
                until = _clock(span.to, placed)
                yield placed.id, f"'{who.id}' is unavailable until {until}."
    for who_id, sessions in facts.by_patient.items():
        spans = ((p.start, p.end, p) for p in sessions)
        for before, after in overlapping(spans):
            yield after.id, f"'{who_id}' is still in session '{before.id}'."


def course_dates(facts: Facts) -> Iterator[Finding]:
    """R11. Sessions keep their window, their order and their gap, in days."""
    first, last = facts.horizon
    for course in facts.problem.courses:
        known = course.last_session
        before_date = known.date if known else None
        before: Placed | None = None
        for session, just_before in zip(
            course.sessions, (None, *course.sessions), strict=False
        ):
            placed = facts.placed.get(session.id)
            if placed is None:
                continue
            if (
                not max(first, session.earliest)
                <= placed.date
                <= min(last, session.latest)
            ):
                allowed = f"{session.earliest} to {session.latest} inside the horizon"
                yield placed.id, f"is on {placed.date}; {allowed} are allowed."
            if before_date is not None:
                adjacent = before is not None and before.session is just_before
                yield from _gap(placed, before_date, adjacent=adjacent)
            if before and before.date == placed.date and placed.start < before.start:
                yield placed.id, f"begins before '{before.id}', which it follows."
            before, before_date = placed, placed.date


def _gap(placed: Placed, before: date, *, adjacent: bool) -> Iterator[Finding]:
    gap = placed.session.gap
    days = (placed.date - before).days
    if days < (gap.min_days if gap else 0):
        least = gap.min_days if gap else 0
        yield placed.id, f"is {days} days after the session before, least {least}."
    if gap and adjacent and days > gap.max_days:
        most = gap.max_days
        yield placed.id, f"is {days} days after the session before, most {most}."


def clearance(facts: Facts) -> Iterator[Finding]:
    """R12. No session after the clearance ends."""
    for placed in facts.placed.values():
        until = placed.course.cleared_until
        if until is not None and placed.date > until:
            yield placed.id, f"course '{placed.course.id}' is cleared until {until}."


def fixed(facts: Facts) -> Iterator[Finding]:
    """R13. A fixed appointment stays exactly as it is."""
    for appointment in facts.problem.appointments:
        if appointment.state != "fixed":
            continue
        placed = facts.placed.get(appointment.session)
        if placed is None:
            yield appointment.session, "is fixed and has no place."
        elif placed.assignment != appointment.assignment():
            yield appointment.session, "is fixed and was changed."


RULES = (
    Rule("R01", "Steps follow one another on the grid, in range.", steps),
    Rule("R02", "The room fits and holds one patient at a time.", room),
    Rule("R03", "Every role is filled by one qualified practitioner.", staff),
    Rule("R04", "Attended steps never overlap.", attended_no_overlap),
    Rule("R05", "Sessions lie inside opening and shifts.", hours),
    Rule("R06", "There is time to travel between clinics.", travel),
    Rule("R07", "A lead's sessions at once and a day are limited.", parallel),
    Rule("R08", "Breaks are kept.", breaks),
    Rule("R09", "Equipment is not used twice.", equipment),
    Rule("R10", "The patient can come, and is in one place.", patient),
    Rule("R11", "Sessions keep window, order and gap.", course_dates),
    Rule("R12", "Clearance covers the session.", clearance),
    Rule("R13", "Fixed appointments stay as they are.", fixed),
)
