"""One solve from construction to plan; the incumbent lives here."""

from __future__ import annotations

import logging
from decimal import Decimal
from time import monotonic

from solver.bound import Bounds, prove_bound
from solver.check import Report as Checked
from solver.check import check
from solver.exact.small import is_small, settle_small
from solver.options import OnProgress, Options, Progress, Stop
from solver.plan import Plan, Status
from solver.problem import Problem
from solver.search.front_desk import serve
from solver.search.roster import Roster
from solver.search.team import Job, Report, search, search_together
from solver.standing import put_standing, put_where_legal
from solver.workbench import Workbench
from solver.writing import Placed, bare_plan, full_plan

logger = logging.getLogger(__name__)
SMALL_SEARCH_SHARE = 0.2
SMALL_SEARCH_S = 2.0
"""Before a small problem is settled exactly, search finds a good hint."""
FINISH_S, FINISH_SHARE = 0.001, 0.25
"""Seconds a session that verifying and wording take, at most a share of the limit."""
BOUND_SHARE = 0.15
"""Of the time limit, at most, for bounding the problem before the search."""
PROVE_SHARE = 0.5
"""Of the time left: first for a search, then for proving how good it came out."""


class Solving:
    """
    Construct, improve, finish; feasible at every moment in between.

    Attributes
    ----------
    best, cost
        The incumbent: placements by task and their cost in cost units.
    bound
        Proven for the whole problem, in cost units.
    bounds
        What no plan can beat; None if the fixed appointments break a rule.
    is_sound
        Whether the fixed appointments alone break no rule.
    """

    def __init__(
        self, problem: Problem, options: Options, on_progress: OnProgress, stop: Stop
    ) -> None:
        self.began = monotonic()
        self.problem = problem
        self.options = options
        self.on_progress = on_progress
        self.stop = stop
        self.bench = Workbench(problem)
        self.is_sound = True
        self.bound = 0
        self.bounds: Bounds | None = None
        self.moves = 0
        self.best: Placed | None = None
        self.desk: Placed = ()
        self.cost = 0
        self.was_stopped = False

    @property
    def seconds(self) -> float:
        """Seconds since the solve began."""
        return monotonic() - self.began

    @property
    def left_s(self) -> float:
        """Seconds left of the time limit, without what finishing will take."""
        limit_s = self.options.time_limit_s
        finish_s = min(
            FINISH_SHARE * limit_s, FINISH_S * len(self.bench.instance.tasks)
        )
        return limit_s - finish_s - self.seconds

    def construct(self, start: Plan | None) -> None:
        """The front desk's roster over what stands; a start plan's if better."""
        roster = self.bench.begin()
        self.is_sound = self._fixed_are_sound(roster)
        put_standing(roster)
        serve(roster)
        self.desk = tuple(roster.placed)
        self.offer(self.desk, roster.total())
        if start is not None:
            roster = self.bench.begin()
            put_where_legal(roster, start.assignments)
            serve(roster)
            self.offer(tuple(roster.placed), roster.total())
        if self.is_sound:
            self._bound(BOUND_SHARE * self.options.time_limit_s, deep=False)
        self.tell("front desk")

    def improve(self) -> None:
        """Search; where the problem is small, settle it exactly."""
        if self.is_sound and is_small(self.bench):
            self._search(min(self.left_s * SMALL_SEARCH_SHARE, SMALL_SEARCH_S))
            self._settle()
        if self.is_sound and self.options.prove and not self.is_over():
            self._search(PROVE_SHARE * self.left_s)
            self._prove(PROVE_SHARE * self.left_s)
        self._search(self.left_s)

    def finish(self) -> Plan:
        """
        The best plan, verified.

        A roster that the checker refuses is an error of ours: it is logged with
        the problem's id, and the front desk's plan is used.
        """
        for placed in (self.best or self.desk, self.desk):
            plan = bare_plan(self.bench, placed)
            checked = check(self.problem, plan)
            if self._is_right(checked, placed):
                return self._priced(placed, checked)
            refused = "; ".join(map(str, checked.violations))
            logger.error("problem %s: plan refused: %s", self.problem.id, refused)
        raise RuntimeError(f"no plan for problem '{self.problem.id}' passed the check.")

    def is_over(self) -> bool:
        """Whether there is nothing left to gain, no time, or a wish to stop."""
        self.was_stopped = self.was_stopped or self.stop()
        return self.was_stopped or self.left_s <= 0 or self.cost <= self.bound

    def offer(self, placed: Placed, cost: int) -> None:
        """Take a roster as the incumbent if it is the first or better."""
        if self.best is None or cost < self.cost:
            self.best, self.cost = placed, cost

    def tell(self, phase: str) -> None:
        """Report progress."""
        amount = self.bench.instance.amount
        self.on_progress(
            Progress(
                seconds=self.seconds,
                total=amount(self.cost),
                unscheduled=list(self.best or ()).count(None),
                bound=amount(self.bound),
                moves=self.moves,
                phase=phase,
            )
        )

    def _search(self, seconds: float) -> None:
        if self.is_over():
            return
        before, moves = self.moves, [0] * self.options.workers

        def tell(report: Report) -> None:
            moves[report.worker] = report.rounds
            self.moves = before + sum(moves)
            if report.placed is not None:
                self.offer(report.placed, report.cost)
            self.tell("search")

        now = monotonic()
        jobs = [
            self._job(worker, now, seconds) for worker in range(self.options.workers)
        ]
        if len(jobs) == 1:
            search(self.bench, jobs[0], tell, self.stop)
        else:
            search_together(self.problem, jobs, tell, self.stop)

    def _job(self, worker: int, now: float, seconds: float) -> Job:
        return Job(
            worker=worker,
            placed=tuple(self.best or ()),
            seed=self.options.seed + worker,
            began=now,
            until=now + seconds,
            iterations=self.options.iterations,
            target=self.bound,
        )

    def _bound(self, seconds: float, *, deep: bool) -> None:
        seconds = max(0.0, min(seconds, self.left_s))
        self.bounds = prove_bound(
            self.bench, seconds=seconds, stop=self.stop, deep=deep, target=self.cost
        )
        self.bound = max(self.bound, self.bounds.bound)

    def _prove(self, seconds: float) -> None:
        if not self.is_over():
            self._bound(seconds, deep=True)
            self.tell("proof")

    def _settle(self) -> None:
        if self.is_over():
            return
        self.tell("exact")
        settled = settle_small(
            self.bench,
            self.best or self.desk,
            seconds=self.left_s,
            seed=self.options.seed,
            workers=self.options.workers,
            stop=self.stop,
        )
        if settled is not None:
            self.bound = max(self.bound, settled.bound)
            self.offer(settled.placed, settled.cost)

    def _fixed_are_sound(self, roster: Roster) -> bool:
        violations = check(
            self.problem, bare_plan(self.bench, roster.placed)
        ).violations
        for violation in violations:
            logger.warning("fixed appointments break a rule: %s", violation)
        return not violations

    def _is_right(self, checked: Checked, placed: Placed) -> bool:
        """No violation but the fixed appointments' own, and the same price."""
        fixed = {a.session for a in self.problem.appointments if a.state == "fixed"}
        ours = self.bench.resume(placed).total()
        if ours != self.bench.instance.units(checked.total):
            amount = self.bench.instance.amount(ours)
            logger.error("plan costs %s, the checker says %s", amount, checked.total)
            return False
        return all(violation.session in fixed for violation in checked.violations)

    def _priced(self, placed: Placed, checked: Checked) -> Plan:
        cost = self.bench.instance.units(checked.total)
        bound = min(self.bound, cost)
        self.is_over()
        if checked.violations:
            status = Status.INFEASIBLE
        elif cost <= bound:
            status = Status.OPTIMAL
        else:
            status = Status.STOPPED if self.was_stopped else Status.FEASIBLE
        plan = full_plan(
            self.bench,
            placed,
            checked,
            status=status,
            bound=self.bench.instance.amount(bound) if bound else Decimal(0),
            bounds=self.bounds,
            seconds=self.seconds,
            seed=self.options.seed,
        )
        self.tell("done")
        return plan
