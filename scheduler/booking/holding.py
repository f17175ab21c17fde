"""Holds: slots that are kept for somebody for some minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_hex

from scheduler.booking.asking import Asking, Wanted, number_of
from scheduler.booking.slot import Slot
from scheduler.domain.course import Course
from scheduler.domain.hold import Hold
from scheduler.errors import HoldExpired, InvalidInput

LEAST_HOLD_MIN, MOST_HOLD_MIN = 1, 60
MINUTE = timedelta(minutes=1)


class Holding(Asking):
    """All that is done with holds; nothing is committed here."""

    def hold(self, slot: Slot, wanted: Wanted, minutes: int) -> Hold:
        """
        Keep a slot for some minutes.

        Raises
        ------
        InvalidInput
            If ``minutes`` is out of range or the slot says what no clinic has.
        NotFound
            If what is wanted does not exist.
        Refused
            If a rule stands in the way.
        Occupied
            If the database knows better.
        """
        if not LEAST_HOLD_MIN <= minutes <= MOST_HOLD_MIN:
            raise InvalidInput.of(
                "minutes",
                f"minutes must be {LEAST_HOLD_MIN} to {MOST_HOLD_MIN}, got {minutes}.",
            )
        with self.live.lock:
            current = self.current()
            ask, course = self.ask(current, slot, wanted)
            slot = self.legal(current, ask, slot)
        hold = held(
            slot,
            session=None if course is None else ask.session,
            course=course,
            patient=course.patient if course else wanted.patient,
            now_utc=self.now_utc,
            minutes=minutes,
        )
        self.uow.holds.clear_expired(self.now_utc)
        self.uow.holds.add(hold)
        return hold

    def release(self, hold_id: str) -> Hold:
        """
        Let a hold go before it expires.

        Raises
        ------
        NotFound
            If there is no such hold, or it is over.
        """
        hold = self.get(hold_id)
        self.uow.holds.remove(hold_id)
        return hold

    def get(self, hold_id: str) -> Hold:
        """
        Read a hold.

        Raises
        ------
        NotFound
            If there never was one.
        HoldExpired
            If it is over.
        """
        hold = self.uow.holds.get(hold_id)
        if hold.is_over(self.now_utc):
            raise HoldExpired(
                f"Hold {hold_id!r} expired at {hold.expires_utc:%Y-%m-%dT%H:%M:%SZ}; "
                "look for open slots and hold one again."
            )
        return hold


def held(
    slot: Slot,
    *,
    session: str | None,
    course: Course | None,
    patient: str | None,
    now_utc: datetime,
    minutes: int,
) -> Hold:
    """A new hold on a slot, for a session of a course or for nobody in particular."""
    return Hold(
        id=f"hold-{token_hex(8)}",
        treatment=slot.treatment,
        session=session,
        course=course.id if course else None,
        number=number_of(session) if session else None,
        patient=patient,
        clinic=slot.clinic,
        room=slot.room,
        staff=slot.staff,
        start_utc=slot.start_utc,
        steps=slot.steps,
        created_utc=now_utc,
        expires_utc=now_utc + minutes * MINUTE,
    )
