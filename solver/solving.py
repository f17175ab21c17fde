"""One solve from construction to plan; the incumbent lives here."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from decimal import Decimal
from time import monotonic

from solver.check import check
from solver.construction import construct
from solver.finishing import bound_of, finished
from solver.kernel.warm import make_sure
from solver.options import OnProgress, Options, Progress, Stop
from solver.plan import Plan
from solver.planned_part import PlannedPart
from solver.problem import Problem
from solver.proofs import Proofs
from solver.search.contest import Contest
from solver.search.crew import Crew
from solver.search.entrant import Entrant
from solver.split import split
from solver.writing import fixed_plan

logger = logging.getLogger(__name__)
LEAST_CREW_S = 4.0
"""Below this limit starting processes costs more than they find."""
SMALL_SEARCH_SHARE, SMALL_SEARCH_S = 0.2, 0.5
"""Before a small problem is settled exactly, search finds a good hint."""
FINISH_S, FINISH_SHARE = 0.0004, 0.25
"""Seconds a session that verifying and wording take, at most a share of the limit."""
BOUND_SHARE = 0.1
"""Of the time limit, at most, for bounding the problem."""
PROVE_SHARE = 0.4
"""Of the time left: for proving how good the plan came out, where asked for."""


class Solving:
    """
    Construct, improve, finish; feasible at every moment in between.

    Attributes
    ----------
    parts
        The problem's independent parts, each with its incumbent and its bound.
    is_sound
        Whether the fixed appointments alone break no rule.
    """

    def __init__(
        self, problem: Problem, options: Options, on_progress: OnProgress, stop: Stop
    ) -> None:
        # Compiling, once in an installation's life, is nobody's time limit.
        make_sure()
        self.began = monotonic()
        self.problem = problem
        self.options = options
        self.on_progress = on_progress
        self.stop = stop
        self.parts = [PlannedPart(part) for part in split(problem)]
        self.is_sound = True
        self.moves = 0
        self.was_stopped = False
        self.crew = Crew(options.workers if self._is_worth_a_crew() else 1, stop)
        self.proofs = Proofs(self.crew, self.parts, stop)

    @property
    def seconds(self) -> float:
        """Seconds since the solve began."""
        return monotonic() - self.began

    @property
    def num_sessions(self) -> int:
        """Sessions of the whole problem."""
        return sum(part.part.sessions for part in self.parts)

    @property
    def left_s(self) -> float:
        """Seconds left of the time limit, without what finishing will take."""
        limit_s = self.options.time_limit_s
        finish_s = min(FINISH_SHARE * limit_s, FINISH_S * self.num_sessions)
        return limit_s - finish_s - self.seconds

    @property
    def total(self) -> Decimal:
        """What the incumbents cost together."""
        return sum((part.amount(part.cost) for part in self.parts), Decimal(0))

    def run(self, start: Plan | None) -> Plan:
        """Plan the problem, from a plan for it if there is one."""
        with self.crew:
            self.construct(start)
            self.improve()
        return self.finish()

    def _is_worth_a_crew(self) -> bool:
        """Whether processes of their own are started in less time than they save."""
        is_brief = self.options.time_limit_s < LEAST_CREW_S
        return not is_brief and not all(part.is_small for part in self.parts)

    def construct(self, start: Plan | None) -> None:
        """Make the first rosters."""
        for violation in check(self.problem, fixed_plan(self.problem)).violations:
            logger.warning("fixed appointments break a rule: %s", violation)
            self.is_sound = False
        construct(self.crew, self.parts, () if start is None else start.assignments)
        self.tell("front desk")

    def improve(self) -> None:
        """Bound and search; where a part is small, settle it exactly."""
        if self.is_sound:
            self.proofs.ask(self._within(BOUND_SHARE * self.options.time_limit_s))
            self._settle_small()
        if self.options.prove and self.is_sound:
            self._search(self.left_s * (1.0 - PROVE_SHARE))
            if not self.is_over():
                self.proofs.ask(self.left_s * (1.0 - BOUND_SHARE), deep=True)
                self.proofs.hear(wait=True)
                self.tell("proof")
        self._search(self.left_s)

    def finish(self) -> Plan:
        """The best plan, verified."""
        self.is_over()
        plan = finished(
            self.problem,
            self.parts,
            was_stopped=self.was_stopped,
            began=self.began,
            seed=self.options.seed,
        )
        self.tell("done")
        return plan

    def is_over(self) -> bool:
        """Whether there is nothing left to gain, no time, or a wish to stop."""
        self.was_stopped = self.was_stopped or self.stop()
        is_perfect = all(part.is_perfect for part in self.parts)
        return self.was_stopped or self.left_s <= 0 or is_perfect

    def tell(self, phase: str) -> None:
        """Report progress."""
        self.on_progress(
            Progress(
                seconds=self.seconds,
                total=self.total,
                unscheduled=sum(part.num_unscheduled for part in self.parts),
                bound=min(bound_of(self.parts), self.total),
                moves=self.moves,
                phase=phase,
            )
        )

    def _within(self, seconds: float) -> float:
        """So many seconds, at most those that are left."""
        return max(0.0, min(seconds, self.left_s))

    def _settle_small(self) -> None:
        """Search briefly, then solve exactly, what is small enough."""
        small = [part for part in self.parts if part.is_small]
        if not small:
            return
        self.proofs.hear(wait=True)
        brief_s = min(self.left_s * SMALL_SEARCH_SHARE, SMALL_SEARCH_S)
        self._search(brief_s, small)
        for k, part in enumerate(small):
            if self.is_over():
                break
            if part.is_perfect:
                continue
            self.tell("exact")
            part.settle(
                seconds=self.left_s / (len(small) - k),
                seed=self.options.seed,
                workers=self.options.workers,
                stop=self.stop,
            )

    def _search(
        self,
        seconds: float,
        parts: Sequence[PlannedPart] | None = None,
    ) -> None:
        if self.is_over():
            self.proofs.hear(wait=True)
            return
        searched = self.parts if parts is None else parts
        contest = Contest(
            [self._entrant(part) for part in searched],
            self.crew,
            until=monotonic() + seconds,
            seed=self.options.seed,
        )
        before = self.moves

        def tell() -> None:
            self.proofs.hear()
            self.moves = before + sum(e.rounds for e in contest.entrants)
            for part, entrant in zip(searched, contest.entrants, strict=True):
                part.offer(entrant.best_rows, entrant.best_cost)
                entrant.target = part.bound
            self.tell("search")

        contest.run(tell, self.stop)
        self.proofs.hear(wait=True)

    def _entrant(self, part: PlannedPart) -> Entrant:
        """A part with its share of the rounds, where rounds are counted."""
        rounds = self.options.iterations
        if rounds is not None:
            rounds = -(-rounds * part.part.sessions // max(self.num_sessions, 1))
        return part.entrant(rounds)
