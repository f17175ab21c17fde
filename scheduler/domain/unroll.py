"""Unrolling a course: the sessions to plan next, each with its window of dates.

Windows follow from what was really done, not from the plan made at first: the
next session is counted from the last one that was held, and each session after
it from the one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from scheduler.domain.course import Course
from scheduler.domain.due_sessions import (
    DueSession,
    LastHeld,
    Promise,
    Record,
    SessionGap,
    Unrolled,
)
from scheduler.domain.session_queue import SessionQueue
from scheduler.domain.treatment import Phase, Protocol


def unroll(
    course: Course,
    protocol: Protocol,
    *,
    records: Iterable[Record],
    standing: Iterable[Promise],
    horizon_start: date,
    horizon_days: int,
) -> Unrolled:
    """
    Sessions of a course to plan within a horizon, in their order.

    The position in the protocol is the opening balance plus what was done. A
    missed session stays history: the next number replaces it. A number that
    has neither history nor an appointment is planned again; where it no
    longer fits before the appointment that follows, it comes after it.

    Unrolling ends at the first session that is due after the horizon or the
    end of the course, or at the end of the protocol. Standing appointments
    are never left out: inside the horizon they are sessions even if due
    later; beyond the end of the course they stay as they stand; beyond the
    horizon they end the unrolling, and what comes before leaves them room.
    """
    records = tuple(records)
    walk = _Walk(
        course,
        protocol,
        horizon_start,
        horizon_start + timedelta(days=horizon_days - 1),
        _last_held(course, records),
        sum(record.is_done for record in records),
    )
    after = max((r.number for r in records), default=0)
    queue = SessionQueue(max(after, course.sessions_done), standing)
    # With an ideal gap of 0 days nothing else would end an open phase.
    for _ in range(horizon_days + len(queue.promises)):
        if not walk.step(queue):
            break
    return Unrolled(sessions=tuple(walk.sessions), last_held=walk.last_held)


def _last_held(course: Course, records: tuple[Record, ...]) -> LastHeld | None:
    """Last session held, by date; the later number wins within a day."""
    done = [record for record in records if record.is_done]
    held = [(r.on, r.number, LastHeld(on=r.on, lead=r.lead)) for r in done]
    if course.last_session_on is not None:
        opening = LastHeld(on=course.last_session_on, lead=course.last_practitioner)
        held.append((course.last_session_on, course.sessions_done, opening))
    return max(held, key=lambda each: each[:2])[2] if held else None


@dataclass(frozen=True, slots=True)
class _Window:
    """Dates of a session; ``due`` in days since year 1, half days exact."""

    earliest: date
    due: Decimal
    latest: date

    @property
    def due_on(self) -> date:
        """The due date, half days rounded up."""
        return date.fromordinal(ceil(self.due))


class _Walk:
    """Walks a course session by session and collects what is to be planned."""

    def __init__(
        self,
        course: Course,
        protocol: Protocol,
        start: date,
        last_day: date,
        last_held: LastHeld | None,
        num_done: int,
    ) -> None:
        self.course = course
        self.protocol = protocol
        self.start = start
        self.last_day = last_day
        self.last_held = last_held
        self.position = course.sessions_done + num_done
        self.sessions: list[DueSession] = []
        self.before: _Window | None = None
        # Date of the last session that cannot move any more, held or fixed.
        self.settled_on = last_held.on if last_held else None
        self.is_over = False

    def step(self, queue: SessionQueue) -> bool:
        """Take the next session; False when there is none."""
        promise = queue.promises[0] if queue.promises else None
        if promise and (self.is_over or not queue.is_free or self._crowds(promise)):
            if promise.on > self.last_day:
                self._leave_room_for(promise)
                return False
            self._take(queue.take_promise())
            return True
        if self.is_over:
            return False
        return self._plan(queue)

    def _plan(self, queue: SessionQueue) -> bool:
        """Add a session without an appointment; False at the horizon's end."""
        found = phase_at(self.protocol, self.position)
        if found is None:
            self.is_over = True
            return bool(queue.promises)
        phase, treatment = found
        window = self._window(phase)
        ends_on = self.course.ends_on
        if ends_on and (window.due_on > ends_on or window.earliest > window.latest):
            self.is_over = True
            return bool(queue.promises)
        has_more = any(promise.on <= self.last_day for promise in queue.promises)
        if max(window.due_on, window.earliest) > self.last_day and not has_more:
            if queue.promises:
                self._leave_room_for(queue.promises[0])
            return False
        self._add(queue.take_number(), treatment, phase, window)
        self.before = window
        return True

    def _take(self, promise: Promise) -> None:
        """Add a session that has a standing appointment."""
        found = phase_at(self.protocol, self.position)
        ends_on = self.course.ends_on
        if self.is_over or found is None or (ends_on and promise.on > ends_on):
            self._keep(promise)
            return
        phase, treatment = found
        window = self._window(phase)
        booked = promise.visit.treatment
        if promise.is_fixed:
            earliest = min(window.earliest, promise.on)
            latest = max(window.latest, promise.on)
            widened = replace(window, earliest=earliest, latest=latest)
            self._add(promise.visit.number, booked, phase, widened, promise)
            self.before = _Window(
                promise.on, Decimal(promise.on.toordinal()), promise.on
            )
            self.settled_on = promise.on
        elif window.earliest > window.latest:
            self._keep(promise)
        else:
            # What was announced stays as long as the phase offers it.
            treatment = booked if booked in phase.treatments else treatment
            self._add(promise.visit.number, treatment, phase, window, promise)
            self.before = window

    def _keep(self, promise: Promise) -> None:
        """Add a session beyond the end of the course, on its day alone."""
        self.is_over = True
        self.sessions.append(
            DueSession(
                id=promise.visit.session,
                number=promise.visit.number,
                treatment=promise.visit.treatment,
                earliest=promise.on,
                due=promise.on,
                latest=promise.on,
                priority=1,
                late_penalty_per_day=Decimal(0),
                gap=None,
                promise=promise,
                is_kept=True,
            )
        )

    def _add(
        self,
        number: int,
        treatment: str,
        phase: Phase,
        window: _Window,
        promise: Promise | None = None,
    ) -> None:
        self.sessions.append(
            DueSession(
                id=f"{self.course.id}-{number}",
                number=number,
                treatment=treatment,
                earliest=window.earliest,
                due=window.due_on,
                latest=window.latest,
                priority=phase.priority,
                late_penalty_per_day=phase.late_penalty_per_day,
                gap=self._gap(phase, promise),
                promise=promise,
            )
        )
        self.position += 1

    def _window(self, phase: Phase) -> _Window:
        """Window of the next session, from the one before it."""
        start_due = Decimal(self.start.toordinal())
        if self.before is None:
            held_on = self.last_held.on if self.last_held else None
            anchor = held_on or self.course.starts_on
            wait = timedelta(days=phase.min_days if held_on else 0)
            earliest = max(self.start, anchor + wait, self.course.starts_on)
            due = anchor.toordinal() + phase.ideal_days
        else:
            earliest = self.before.earliest + timedelta(days=phase.min_days)
            due = max(self.before.due, start_due) + phase.ideal_days
        latest_due = max(ceil(due), self.start.toordinal(), earliest.toordinal())
        latest = date.fromordinal(latest_due + phase.slack_days)
        if self.course.ends_on:
            latest = min(latest, self.course.ends_on)
        return _Window(earliest, due, latest)

    def _gap(self, phase: Phase, promise: Promise | None) -> SessionGap | None:
        """Gap to the session before; what is fixed widens it to what was promised."""
        if self.position == 0:
            return None
        gap = SessionGap(
            min_days=phase.min_days,
            ideal_days=phase.ideal_days,
            max_days=phase.max_days,
            penalty_per_day=phase.gap_penalty_per_day,
        )
        if promise is None or not promise.is_fixed or self.settled_on is None:
            return gap
        days = max(0, (promise.on - self.settled_on).days)
        return replace(
            gap, min_days=min(gap.min_days, days), max_days=max(gap.max_days, days)
        )

    def _crowds(self, promise: Promise) -> bool:
        """Whether the next session no longer fits before the promise."""
        found = phase_at(self.protocol, self.position)
        if found is None:
            return True
        after = phase_at(self.protocol, self.position + 1)
        wait = timedelta(days=after[0].min_days if after else 0)
        return self._window(found[0]).earliest + wait > promise.on

    def _leave_room_for(self, promise: Promise) -> None:
        """End windows early enough for a promise beyond the horizon."""
        found = phase_at(self.protocol, self.position)
        limit = promise.on - timedelta(days=found[0].min_days if found else 0)
        for i, session in reversed(tuple(enumerate(self.sessions))):
            if session.is_kept or (session.promise and session.promise.is_fixed):
                break
            latest = max(session.earliest, min(session.latest, limit))
            self.sessions[i] = replace(session, latest=latest)
            limit -= timedelta(days=session.gap.min_days if session.gap else 0)


def phase_at(protocol: Protocol, position: int) -> tuple[Phase, str] | None:
    """
    Phase and treatment of the session at a position of the protocol, from 0.

    None past the end of the protocol.
    """
    for phase in protocol.phases:
        if phase.sessions is None or position < phase.sessions:
            return phase, phase.treatments[position % len(phase.treatments)]
        position -= phase.sessions
    return None
