"""From the domain to the planning problem."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pydantic import ValidationError

from scheduler.domain.network import Network
from scheduler.domain.roster import Appointment, Roster, RosterStatus, Unplaced, Visit
from scheduler.errors import InvalidInput
from scheduler.errors import Problem as Mistake
from scheduler.horizon import PlanningHorizon, planning_horizon
from scheduler.planned import Planned, Surroundings, planned_courses
from scheduler.problem_builder import ProblemBuilder
from scheduler.scope import Scope, scope_of
from scheduler.standing import FixedTest, course_lives, promised
from scheduler.working_times import WorkingTimes
from solver.check import Violation, check
from solver.plan import Plan, Status
from solver.problem import Problem
from solver.validate import Fault, faults_of_problem


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPromise:
    """
    An appointment that cannot stay as it stands, and the rules it breaks.

    Within the scope of the run the plan repairs it, at the cost of moving it;
    outside it is left for the run that plans its clinic.
    """

    visit: Visit
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        visit = self.visit
        when = f"{visit.start_utc:%Y-%m-%d %H:%M} UTC"
        why = " ".join(self.reasons)
        return f"Session {visit.session} cannot stay at {visit.clinic}, {when}: {why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    A planning problem with what is needed to turn its plan into a roster.

    Parameters
    ----------
    planned
        The courses of the run; the problem's other sessions stand outside.
    carried, carried_unplaced
        What the last run proposed outside the scope, to be kept.
    """

    problem: Problem
    horizon: PlanningHorizon
    scope: Scope
    planned: tuple[Planned, ...]
    broken: tuple[BrokenPromise, ...]
    carried: tuple[Visit, ...]
    carried_unplaced: tuple[Unplaced, ...]


def build_problem(
    network: Network,
    *,
    today: date,
    now_utc: datetime | None = None,
    clinics: Collection[str] | None = None,
    horizon_start: date | None = None,
    horizon_days: int | None = None,
) -> Problem:
    """
    The planning problem of a network on a day of its calendar.

    The same network and day give the same document, byte for byte. Parameters
    and errors are those of `prepare`.
    """
    horizon = planning_horizon(
        network.policy,
        today=today,
        now_utc=now_utc,
        start=horizon_start,
        days=horizon_days,
    )
    return prepare(network, horizon, clinics=clinics).problem


def prepare(
    network: Network,
    horizon: PlanningHorizon,
    *,
    clinics: Collection[str] | None = None,
    draft: Roster | None = None,
    is_fixed: FixedTest | None = None,
) -> Case:
    """
    The planning problem of a network, with what it says about appointments.

    Parameters
    ----------
    clinics
        Plan the patients whose usual clinic is one of these; None: all.
    draft
        The last proposal, for hints; None: the network's newest draft.
    is_fixed
        Which appointments may not move; None: confirmed ones, and published
        ones inside the freeze.

    Raises
    ------
    NotFound
        If a clinic is unknown.
    InvalidInput
        If the network says something that no problem can, each with its path.
    """
    scope = scope_of(network, clinics)
    draft = draft or _newest_draft(network)
    try:
        return _Settling(network, horizon, scope, draft, is_fixed).case()
    except ValidationError as error:
        raise InvalidInput(_of_validation(error)) from None


class _Settling:
    """
    Finds which appointments can stay as they stand.

    All that should be fixed are given to the checker as if they were the plan;
    whichever breaks a rule cannot stay, and the rest is tried again.
    """

    def __init__(
        self,
        network: Network,
        horizon: PlanningHorizon,
        scope: Scope,
        draft: Roster | None,
        is_fixed: FixedTest | None,
    ) -> None:
        self._network = network
        self._horizon = horizon
        self._scope = scope
        self._draft = draft
        self._is_fixed = is_fixed or promised(horizon)
        self._times = WorkingTimes(network, horizon)
        self._reasons: dict[str, list[str]] = {}
        self._lives = course_lives(network, horizon, self._stays)
        self._around = Surroundings(
            network, horizon, scope, self._lives, self._times, draft
        )
        self._planned: tuple[Planned, ...] = ()

    def case(self) -> Case:
        """The problem in which everything fixed keeps every rule."""
        problem = self._build(())
        while found := breaches(problem):
            for violation in found:
                reason = f"{violation.rule}: {violation.message}"
                self._reasons.setdefault(violation.session, []).append(reason)
            problem = self._build(())
        proposed = self._around.in_the_way
        while proposed:
            with_proposed = self._build(proposed)
            found = breaches(with_proposed)
            if not found:
                problem = with_proposed
                break
            proposed = self._without_colliding(proposed, found)
        if faults := faults_of_problem(problem):
            raise InvalidInput(_of_faults(faults, problem))
        return self._case(problem, frozenset(visit.session for visit in proposed))

    def _stays(self, appointment: Appointment, on: date) -> bool:
        visit = appointment.visit
        if visit.session in self._reasons:
            return False
        # Sessions are planned at the clinics of the scope alone.
        elsewhere = not self._scope.covers(visit.clinic)
        return elsewhere or self._is_fixed(appointment, on)

    def _build(self, proposed: Iterable[Visit]) -> Problem:
        self._lives = course_lives(self._network, self._horizon, self._stays)
        self._planned = planned_courses(
            self._network, self._horizon, self._scope, self._lives
        )
        loose = frozenset(self._reasons)
        standing = (v for v in self._around.standing if v.session not in loose)
        return ProblemBuilder(
            self._network,
            self._horizon,
            self._scope,
            self._times,
            self._planned,
            loose=loose,
            blocks=(*standing, *proposed),
            hints={v.session: v for v in self._draft.visits} if self._draft else {},
        ).build()

    def _without_colliding(
        self, proposed: tuple[Visit, ...], found: Iterable[Violation]
    ) -> tuple[Visit, ...]:
        """
        The proposals without those that collide with what stands.

        Of two that collide the checker names the later one. Where that is an
        appointment, every proposal at its clinic or with its staff gives way.
        """
        named = {violation.session for violation in found}
        left = tuple(visit for visit in proposed if visit.session not in named)
        if len(left) < len(proposed):
            return left
        visits = (appointment.visit for appointment in self._network.appointments)
        staff, clinics = set[str](), set[str]()
        for visit in visits:
            if visit.session in named:
                staff.update(visit.staff.values())
                clinics.add(visit.clinic)
        left = tuple(
            visit
            for visit in proposed
            if visit.clinic not in clinics and staff.isdisjoint(visit.staff.values())
        )
        return left if len(left) < len(proposed) else ()

    def _case(self, problem: Problem, blocking: frozenset[str]) -> Case:
        visits = {a.visit.session: a.visit for a in self._network.appointments}
        touching = {visit.session for visit in self._around.in_the_way}
        carried_unplaced = self._draft.unplaced if self._draft else ()
        return Case(
            problem=problem,
            horizon=self._horizon,
            scope=self._scope,
            planned=self._planned,
            broken=tuple(
                BrokenPromise(visit=visits[session], reasons=tuple(reasons))
                for session, reasons in sorted(self._reasons.items())
            ),
            carried=tuple(
                visit
                for visit in self._around.proposed
                if visit.session in blocking or visit.session not in touching
            ),
            carried_unplaced=tuple(
                each
                for each in carried_unplaced
                if each.course in self._around.courses
                and self._around.is_open(each.course, each.number)
            ),
        )


def breaches(problem: Problem) -> tuple[Violation, ...]:
    """Rules that the fixed appointments of a problem break by themselves."""
    fixed = [a.assignment() for a in problem.appointments if a.state == "fixed"]
    plan = Plan(
        problem=problem.id,
        status=Status.FEASIBLE,
        assignments=tuple(fixed),
        unscheduled=(),
    )
    return check(problem, plan).violations


def _newest_draft(network: Network) -> Roster | None:
    drafts = [r for r in network.rosters if r.status is RosterStatus.DRAFT]
    return drafts[-1] if drafts else None


def _of_faults(faults: Iterable[Fault], problem: Problem) -> list[Mistake]:
    """Faults of the document, with ids in their paths instead of indices."""

    def named(match: re.Match[str]) -> str:
        part = getattr(problem, match["part"])[int(match["index"])]
        return f"{match['part']}[{getattr(part, 'id', match['index'])}]"

    mistakes = []
    for fault in faults:
        path = re.sub(r"^(?P<part>\w+)\[(?P<index>\d+)\]", named, fault.path)
        mistakes.append(Mistake(path, f"{path} {fault.message}"))
    return mistakes


def _of_validation(error: ValidationError) -> list[Mistake]:
    """What the document refuses in a single field."""
    mistakes = []
    for each in error.errors():
        field = ".".join(map(str, each["loc"]))
        rule = each["msg"].removeprefix("Value error, ")
        mistakes.append(Mistake(field, f"{field} {rule}."))
    return mistakes
