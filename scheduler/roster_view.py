"""The weekly roster of a clinic, read from the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from scheduler.clinic_week import ClinicWeek
from scheduler.clock import to_utc, today, week_days
from scheduler.domain.roster import AppointmentStatus, Roster, RosterStatus, Visit
from scheduler.errors import InvalidInput
from scheduler.roster_stages import Shown, StageRule, shown_sessions, still_unplaced
from scheduler.storage.unit_of_work import UnitOfWork
from scheduler.weekly_roster import (
    By,
    RosterSession,
    RosterUnscheduled,
    WeeklyRoster,
)


def weekly_roster(
    uow: UnitOfWork,
    clinic: str,
    week: str,
    *,
    by: str = By.PRACTITIONER,
    now_utc: datetime,
    with_draft: bool = True,
) -> WeeklyRoster:
    """
    A clinic's roster of an ISO week such as ``"2026-W48"``.

    Parameters
    ----------
    by
        What its lines are: ``"practitioner"`` or ``"room"``.
    with_draft
        Whether the latest draft is shown as well, and what has no place.

    Raises
    ------
    NotFound
        If there is no such clinic.
    InvalidInput
        If the year has no such week, or ``by`` is something else.
    """
    if by not in tuple(By):
        raise InvalidInput.of("by", f"by must be practitioner or room, got {by!r}.")
    policy = uow.policy()
    here = _clinic_week(uow, clinic, week)
    latest = uow.rosters.latest() if with_draft else None
    frozen_until = today(policy.zone, now_utc) + timedelta(days=policy.freeze_days)
    rule = StageRule(now_utc=now_utc, frozen_until=frozen_until)
    shown = _shown(uow, here, latest, rule)
    sessions = tuple(_session(here, each) for each in shown if not each.is_cancelled)
    unscheduled = tuple(_unscheduled(uow, here, latest)) if latest else ()
    lines = here.room_lines if by == By.ROOM else here.practitioner_lines
    return WeeklyRoster(
        network=policy.id,
        clinic=here.clinic.id,
        clinic_name=here.clinic.name,
        week=week,
        timezone=here.clinic.timezone,
        generated_utc=now_utc,
        days=here.days,
        by=By(by),
        lines=tuple(lines(sessions)),
        sessions=sessions,
        unscheduled=unscheduled,
        cancelled=tuple(_session(here, each) for each in shown if each.is_cancelled),
        figures=here.figures(sessions, len(unscheduled)),
    )


def _clinic_week(uow: UnitOfWork, clinic: str, week: str) -> ClinicWeek:
    days = week_days(week)
    return ClinicWeek(
        clinic=uow.clinics.get(clinic),
        clinics={each.id: each for each in uow.clinics.all()},
        rooms=[room for room in uow.rooms.all() if room.clinic == clinic],
        practitioners=uow.practitioners.all(),
        treatments={each.id: each for each in uow.treatments.all()},
        days=days,
    )


def _shown(
    uow: UnitOfWork, here: ClinicWeek, latest: Roster | None, rule: StageRule
) -> list[Shown]:
    """What the week shows, in order of start."""
    zone = here.clinic.zone
    standing = uow.appointments.between(
        here.clinic.id,
        to_utc(here.days[0], time(0), zone),
        to_utc(here.days[-1] + timedelta(days=1), time(0), zone),
    )
    is_draft = latest is not None and latest.status is RosterStatus.DRAFT
    proposed: tuple[Visit, ...] = latest.visits if latest and is_draft else ()
    known = {each.visit.session for each in standing}
    arriving = {v.session for v in proposed if here.holds(v)} - known
    shown = shown_sessions(
        (*standing, *uow.appointments.of_sessions(arriving)),
        (visit for visit in proposed if visit.session in known | arriving),
        rule,
        zone,
    )
    return sorted(
        (each for each in shown if here.holds(each.visit)),
        key=lambda each: (each.visit.start_utc, each.visit.session),
    )


def _session(here: ClinicWeek, shown: Shown) -> RosterSession:
    appointment = shown.appointment
    status = appointment.status if appointment else None
    return RosterSession(
        visit=shown.visit,
        stage=shown.stage,
        revision=appointment.revision if appointment else 0,
        treatment_name=here.treatment_name(shown.visit.treatment),
        is_missed=status is AppointmentStatus.MISSED,
        moved_from=shown.moved_from,
    )


def _unscheduled(
    uow: UnitOfWork, here: ClinicWeek, latest: Roster
) -> Iterator[RosterUnscheduled]:
    """The clinic's own patients, in the week in which they should have come."""
    due_here = [
        each
        for each in latest.unplaced
        if each.clinics[:1] == (here.clinic.id,)
        and max(each.due, latest.horizon_start) in here.days
    ]
    standing = uow.appointments.of_sessions([each.session for each in due_here])
    for each in still_unplaced(latest, due_here, standing):
        yield RosterUnscheduled(
            session=each.session,
            course=each.course,
            patient=each.patient,
            treatment=each.treatment,
            treatment_name=here.treatment_name(each.treatment),
            due=each.due,
            reasons=each.reasons,
        )
