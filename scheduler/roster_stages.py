"""Which sessions a roster shows: what stands, and what the draft would change.

Each session comes once. What is history, confirmed or begun is shown as it
stands, and so is a published appointment that the draft leaves alone. One that
the draft moves is shown at its new place; one for which the draft has no place
stays, for the patient will come until the draft is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from scheduler.clock import local_date
from scheduler.domain.roster import (
    Appointment,
    AppointmentStatus,
    Roster,
    RosterStatus,
    Stage,
    Unplaced,
    Visit,
)

_HISTORY = (AppointmentStatus.DONE, AppointmentStatus.MISSED)
_SETTLED = (*_HISTORY, AppointmentStatus.CONFIRMED, AppointmentStatus.ARRIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """
    A session of a roster.

    Parameters
    ----------
    appointment
        What stands for it; None: it is only proposed.
    is_cancelled
        Its appointment was cancelled, and nothing is proposed instead.
    """

    visit: Visit
    stage: Stage
    appointment: Appointment | None
    is_cancelled: bool = False

    @property
    def moved_from(self) -> Visit | None:
        """Where the session stands published, if the draft moves it."""
        before = self.appointment
        if self.stage is not Stage.DRAFT or before is None:
            return None
        is_published = before.status is AppointmentStatus.PUBLISHED
        return before.visit if is_published else None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRule:
    """
    How stages follow from time.

    Parameters
    ----------
    now_utc
        What began before is history.
    frozen_until
        First date on which what is published may move.
    """

    now_utc: datetime
    frozen_until: date

    def stage_of(self, appointment: Appointment, zone: ZoneInfo) -> Stage:
        """Stage of an appointment on its clinic's clock."""
        visit = appointment.visit
        if appointment.status in _HISTORY or visit.start_utc < self.now_utc:
            return Stage.HISTORY
        is_confirmed = appointment.status.is_settled
        if is_confirmed or local_date(visit.start_utc, zone) < self.frozen_until:
            return Stage.FROZEN
        return Stage.PUBLISHED


def shown_sessions(
    appointments: Iterable[Appointment],
    proposed: Iterable[Visit],
    rule: StageRule,
    zone: ZoneInfo,
) -> Iterator[Shown]:
    """
    Every session that has an appointment or a proposal, once.

    Parameters
    ----------
    appointments
        Of any status; they must include those of the proposed sessions.
    proposed
        Visits of the latest draft.
    """
    standing = {each.visit.session: each for each in appointments}
    # What would have begun by now was never announced: nobody came.
    coming = {v.session: v for v in proposed if v.start_utc >= rule.now_utc}
    for session in sorted(standing.keys() | coming.keys()):
        appointment, visit = standing.get(session), coming.get(session)
        if visit is not None and _would_change(appointment, visit, rule):
            yield Shown(visit=visit, stage=Stage.DRAFT, appointment=appointment)
        elif appointment is not None:
            is_cancelled = appointment.status is AppointmentStatus.CANCELLED
            yield Shown(
                visit=appointment.visit,
                stage=rule.stage_of(appointment, zone),
                appointment=appointment,
                is_cancelled=is_cancelled,
            )


def _would_change(
    appointment: Appointment | None, visit: Visit, rule: StageRule
) -> bool:
    """Whether publishing the draft would put the visit in the appointment's place."""
    if appointment is None or appointment.status is AppointmentStatus.CANCELLED:
        return True
    has_begun = appointment.visit.start_utc < rule.now_utc
    is_published = appointment.status is AppointmentStatus.PUBLISHED
    return is_published and not has_begun and visit != appointment.visit


def still_unplaced(
    roster: Roster, unplaced: Iterable[Unplaced], appointments: Iterable[Appointment]
) -> Iterator[Unplaced]:
    """
    Those sessions of a run without a place that still have none.

    Of a draft these include what stands published: its place is in danger.
    """
    in_danger = roster.status is RosterStatus.DRAFT
    placed = {
        each.visit.session
        for each in appointments
        if each.status in _SETTLED
        or (each.status is AppointmentStatus.PUBLISHED and not in_danger)
    }
    return (each for each in unplaced if each.session not in placed)
