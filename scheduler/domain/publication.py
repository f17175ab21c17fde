"""What publishing a roster does to the appointments that stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.domain.roster import Appointment, AppointmentStatus, Roster, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """
    The appointments that publishing writes, and the sessions by what happens.

    Parameters
    ----------
    appointments
        To be added, or to replace those of the same session.
    added, changed, unchanged
        Sessions that are published for the first time (or again, after a
        cancellation), differently than before, and just as before.
    dropped
        Published sessions without a place in the roster: cancelled.
    kept
        Confirmed, done or missed sessions, which publishing never touches.
    """

    appointments: tuple[Appointment, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    dropped: tuple[str, ...]
    kept: tuple[str, ...]


def publication_of(roster: Roster, standing: Iterable[Appointment]) -> Publication:
    """
    Work out what publishing a roster changes.

    Parameters
    ----------
    standing
        Appointments of the roster's sessions, placed or not; others are
        left alone.
    """
    by_session = {each.visit.session: each for each in standing}
    written: list[Appointment] = []
    sessions: dict[str, list[str]] = {
        "added": [],
        "changed": [],
        "unchanged": [],
        "dropped": [],
        "kept": [],
    }
    for visit in roster.visits:
        before = by_session.get(visit.session)
        outcome = _outcome(visit, before)
        sessions[outcome].append(visit.session)
        if outcome in {"added", "changed"}:
            written.append(_next(before, visit, AppointmentStatus.PUBLISHED))
    for unplaced in roster.unplaced:
        before = by_session.get(unplaced.session)
        if before is not None and before.status is AppointmentStatus.PUBLISHED:
            sessions["dropped"].append(unplaced.session)
            written.append(_next(before, before.visit, AppointmentStatus.CANCELLED))
    outcomes = {outcome: tuple(ids) for outcome, ids in sessions.items()}
    return Publication(appointments=tuple(written), **outcomes)


def _outcome(visit: Visit, before: Appointment | None) -> str:
    """What publishing means to one visit: added, changed, unchanged or kept."""
    if before is None or before.status is AppointmentStatus.CANCELLED:
        return "added"
    if before.status is not AppointmentStatus.PUBLISHED:
        return "kept"
    return "unchanged" if before.visit == visit else "changed"


def _next(
    before: Appointment | None, visit: Visit, status: AppointmentStatus
) -> Appointment:
    """The appointment after a change, its revision one higher."""
    revision = 1 if before is None else before.revision + 1
    return Appointment(visit=visit, status=status, revision=revision)
