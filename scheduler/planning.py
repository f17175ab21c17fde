"""One planning run: database, problem, plan, draft roster; and publishing it."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from sqlalchemy import Engine

from scheduler.clock import today
from scheduler.domain.publication import Publication
from scheduler.domain.roster import Roster
from scheduler.errors import RosterConflict
from scheduler.figures import figures_table
from scheduler.horizon import planning_horizon
from scheduler.problems import BrokenPromise, Case, prepare
from scheduler.proposals import check_publishable, roster_of
from scheduler.storage import unit_of_work
from solver.check import check
from solver.figures import Figures, figures_of
from solver.options import OnProgress, Options, Stop, never, silent
from solver.plan import Plan
from solver.problem import Problem
from solver.solve import fingerprint, front_desk, solve

__all__ = [
    "PlanRejectedError",
    "PlanningResult",
    "plan_network",
    "publish_roster",
]

_log = logging.getLogger(__name__)


class PlanRejectedError(RuntimeError):
    """A plan of ours broke a rule: a defect, never the caller's fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningResult:
    """
    What a planning run came to.

    Parameters
    ----------
    roster
        The stored draft.
    before, after
        Figures of the front desk, which never moves anything, and of the plan.
    broken
        Appointments that cannot stay as they stand, with the rules they break.
    """

    roster: Roster
    before: Figures
    after: Figures
    broken: tuple[BrokenPromise, ...]
    problem: Problem
    plan: Plan

    def figures_table(self) -> str:
        """Both plans' figures side by side, with what each plan costs."""
        totals = (self.roster.baseline_total, self.roster.total)
        return figures_table(self.before, self.after, totals)


def plan_network(
    engine: Engine,
    *,
    now_utc: datetime,
    options: Options | None = None,
    clinics: Collection[str] | None = None,
    horizon_days: int | None = None,
    on_progress: OnProgress = silent,
    stop: Stop = never,
) -> PlanningResult:
    """
    Plan what is in the database and store the result as the draft roster.

    Whatever happens, appointments and published rosters stay as they are; so
    does the draft of the last run, unless this one comes to a plan.

    Parameters
    ----------
    clinics
        Plan the patients whose usual clinic is one of these; None: all.
    horizon_days
        None: as the network's policy says.
    on_progress, stop
        As in `solver.solve.solve`.

    Raises
    ------
    NotFound
        If nothing was imported yet, or a clinic is unknown.
    InvalidInput
        If the horizon is out of range, or the network says something that no
        problem can.
    RosterConflict
        If another network was imported meanwhile.
    PlanRejectedError
        If our own plan breaks a rule.
    """
    with unit_of_work(engine, write=False) as uow:
        network = uow.network(rosters=False)
        draft = uow.rosters.latest_draft()
    horizon = planning_horizon(
        network.policy,
        today=today(network.policy.zone, now_utc),
        now_utc=now_utc,
        days=horizon_days,
    )
    case = prepare(network, horizon, clinics=clinics, draft=draft)
    baseline = front_desk(case.problem)
    plan = solve(
        case.problem, options, start=baseline, on_progress=on_progress, stop=stop
    )
    _verify(case.problem, plan)
    roster = roster_of(
        case, plan, baseline, roster_id=_new_id(now_utc), created_utc=now_utc
    )
    _save_draft(engine, network.policy.id, roster)
    return PlanningResult(
        roster=roster,
        before=_figures(case, baseline),
        after=_figures(case, plan),
        broken=case.broken,
        problem=case.problem,
        plan=plan,
    )


def publish_roster(engine: Engine, roster_id: str, *, now_utc: datetime) -> Publication:
    """
    Publish a draft roster, checked against what has changed since.

    Raises
    ------
    NotFound
        If there is no such roster.
    RosterConflict
        If it is no draft, or the rules no longer allow it.
    """
    with unit_of_work(engine) as uow:
        roster = uow.rosters.get(roster_id)
        check_publishable(roster, uow.network(rosters=False), now_utc)
        uow.holds.clear_expired(now_utc)
        publication = uow.rosters.publish(roster_id)
        uow.commit()
    return publication


def _save_draft(engine: Engine, network_id: str, roster: Roster) -> None:
    with unit_of_work(engine) as uow:
        now_id = uow.policy().id
        if now_id != network_id:
            raise RosterConflict(
                f"The draft of network {network_id!r} can no longer be kept: network "
                f"{now_id!r} was imported meanwhile; plan again."
            )
        uow.rosters.save_draft(roster)
        uow.commit()


def _verify(problem: Problem, plan: Plan) -> None:
    """Check a plan once more before it is stored, sharing nothing with the search."""
    violations = check(problem, plan).violations
    if violations:
        _log.error(
            "The plan of problem %s (SHA-256 %s) breaks %d rules: %s",
            problem.id,
            fingerprint(problem),
            len(violations),
            "; ".join(map(str, violations)),
        )
        raise PlanRejectedError(
            f"The plan of problem {problem.id!r} breaks {len(violations)} rules and "
            "was not stored; please report this with the log."
        )


def _figures(case: Case, plan: Plan) -> Figures:
    return figures_of(
        case.problem,
        plan.assignments,
        courses=(planned.course.id for planned in case.planned),
        clinics=(c.id for c in case.problem.clinics if case.scope.covers(c.id)),
    )


def _new_id(now_utc: datetime) -> str:
    return f"run-{now_utc:%Y%m%dT%H%M%S}-{token_hex(3)}"
