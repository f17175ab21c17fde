"""One night's planning: claimed in the ledger, planned, and noted there."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from time import monotonic
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from scheduler.clock import local_date, to_utc
from scheduler.domain.nightly import NightlyRun, NightlyStatus
from scheduler.errors import SchedulerError
from scheduler.planning import PlanningResult, plan_network
from scheduler.settings import Settings
from scheduler.storage import unit_of_work
from solver.options import Options, Stop, never

_log = logging.getLogger(__name__)

RETRY_AFTER = timedelta(minutes=15)
# Beside the search: reading, building the problem, the front desk, storing.
LEASE_BESIDE_SEARCH_S = 1800.0


class NightlyOutcome(StrEnum):
    """What came of looking whether a night is due."""

    PLANNED = "planned"
    NOT_DUE = "not due"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NightlyResult:
    """
    What came of looking whether a night is due.

    Parameters
    ----------
    night
        On the network's calendar; None: there is no network yet.
    roster
        Id of the draft, if one was planned.
    message
        For operators, as the ledger has it.
    """

    outcome: NightlyOutcome
    night: date | None = None
    roster: str | None = None
    message: str = ""


def night_of(now_utc: datetime, nightly_at: time, zone: ZoneInfo) -> date:
    """
    The night whose time of planning came last, on the network's calendar.

    A time that the spring change skips is the moment after the gap; of one
    that the autumn change repeats the first counts.
    """
    day = local_date(now_utc, zone)
    has_come = to_utc(day, nightly_at, zone) <= now_utc
    return day if has_come else day - timedelta(days=1)


def run_nightly(
    engine: Engine, *, now_utc: datetime, settings: Settings, stop: Stop = never
) -> NightlyResult:
    """
    Plan the network if its night is due and nobody else plans it.

    The draft is stored; what is published stays as it is. A run that failed or
    died is taken up again the same night, as often as the ledger allows.

    Parameters
    ----------
    settings
        Of these ``nightly_at``, ``plan_time_limit_s`` and ``workers`` count.
    stop
        Ends the search early; its best plan so far is the night's draft.
    """
    with unit_of_work(engine, write=False) as uow:
        if not uow.has_network():
            return NightlyResult(outcome=NightlyOutcome.NOT_DUE)
        night = night_of(now_utc, settings.nightly_at, uow.policy().zone)
        known = uow.nightly.get(night)
    run = (
        None if _must_wait(known, now_utc) else _claim(engine, night, now_utc, settings)
    )
    if run is None:
        return NightlyResult(outcome=NightlyOutcome.NOT_DUE, night=night)
    _log.info("Night %s: attempt %d begins.", night, run.attempt)
    options = Options(time_limit_s=settings.plan_time_limit_s, workers=settings.workers)
    began = monotonic()
    try:
        result = plan_network(engine, now_utc=now_utc, options=options, stop=stop)
    except Exception as error:
        _log.exception("Night %s: attempt %d failed.", night, run.attempt)
        ended_utc = now_utc + timedelta(seconds=monotonic() - began)
        return _failed(engine, run, ended_utc, _worded(error))
    ended_utc = now_utc + timedelta(seconds=monotonic() - began)
    return _planned(engine, run, ended_utc, result)


def _must_wait(known: NightlyRun | None, now_utc: datetime) -> bool:
    """Whether looking closer is of no use, so that nobody has to lock anything."""
    if known is None:
        return False
    match known.status:
        case NightlyStatus.FINISHED:
            return True
        case NightlyStatus.RUNNING:
            return now_utc < known.lease_until_utc
        case NightlyStatus.FAILED:
            ended_utc = known.finished_utc or known.started_utc
            return now_utc < ended_utc + RETRY_AFTER


def _claim(
    engine: Engine, night: date, now_utc: datetime, settings: Settings
) -> NightlyRun | None:
    lease_s = settings.plan_time_limit_s + LEASE_BESIDE_SEARCH_S
    with unit_of_work(engine) as uow:
        run = uow.nightly.claim(night, now_utc, lease_s)
        uow.commit()
    return run


def _failed(
    engine: Engine, run: NightlyRun, ended_utc: datetime, message: str
) -> NightlyResult:
    with unit_of_work(engine) as uow:
        uow.nightly.fail(run, ended_utc, message)
        uow.commit()
    return NightlyResult(
        outcome=NightlyOutcome.FAILED, night=run.local_date, message=message
    )


def _planned(
    engine: Engine, run: NightlyRun, ended_utc: datetime, result: PlanningResult
) -> NightlyResult:
    after, roster = result.after, result.roster.id
    for promise in result.broken:
        _log.warning("Night %s: %s", run.local_date, promise)
    message = (
        f"{after.placed} of {after.sessions} sessions placed; "
        f"{len(result.broken)} appointments cannot stay as they stand."
    )
    with unit_of_work(engine) as uow:
        is_ours = uow.nightly.finish(run, ended_utc, roster, message)
        uow.commit()
    if is_ours:
        _log.info("Night %s: %s Draft %s.", run.local_date, message, roster)
    else:
        _log.warning(
            "Night %s: attempt %d outlived its lease; another took over.",
            run.local_date,
            run.attempt,
        )
    return NightlyResult(
        outcome=NightlyOutcome.PLANNED,
        night=run.local_date,
        roster=roster,
        message=message,
    )


def _worded(error: Exception) -> str:
    """What went wrong, for the ledger; details are in the log."""
    if isinstance(error, SchedulerError):
        return str(error)
    return f"{type(error).__name__}; the log has the details."
