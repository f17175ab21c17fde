"""The way in: a plan laid down once, and answers about its sessions."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from solver.check.report import faults_of_plan
from solver.explain.answer import Alternative, Explanation, Terms
from solver.explain.case import Case
from solver.explain.cost import Units
from solver.explain.fixes import KINDS, fixes
from solver.explain.ground import Ground
from solver.explain.view import Elsewhere, Option, View
from solver.options import Stop, never
from solver.plan import Plan
from solver.problem import Problem
from solver.reading import DocumentError
from solver.reasons import Refusals, count_refusals, reasons
from solver.translate import assignment_of

MOST_ALTERNATIVES = 5
"""Told by default; there may be hundreds."""
STAYS = "R13: it is fixed, and a fixed appointment stays as it is."


def explain(
    problem: Problem, plan: Plan, session: str, *, stop: Stop = never
) -> Explanation:
    """
    Explain the place of a session in a plan, or why it has none.

    Of what else would let it in, the kinds left when ``stop`` answers True are
    not looked for.

    Raises
    ------
    DocumentError
        If the plan does not belong to the problem.
    KeyError
        If the problem has no such session.
    """
    return Explainer(problem, plan).explain(session, stop=stop)


def explain_all(
    problem: Problem,
    plan: Plan,
    *,
    kinds: Collection[str] = KINDS,
    stop: Stop = never,
) -> Iterator[Explanation]:
    """
    Explain each session without a place, until ``stop`` answers True.

    Parameters
    ----------
    kinds
        Of fixes to look for; without ``"swap"`` it takes a fifth of the time.
    """
    explainer = Explainer(problem, plan)
    for session in explainer.without_place():
        if stop():
            return
        yield explainer.explain(session, kinds=kinds, stop=stop)


class Explainer:
    """
    Answers about the sessions of one plan.

    Raises
    ------
    DocumentError
        If the plan does not belong to the problem.
    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        if faults := tuple(faults_of_plan(problem, plan)):
            raise DocumentError(faults)
        self._stands = {a.session: a for a in reversed(plan.assignments)}
        self._ground = Ground(problem, plan)

    def without_place(self) -> list[str]:
        """Ids of the sessions without a place, in the order of the problem."""
        tasks = self._ground.instance.tasks
        return [task.id for task in tasks if task.id not in self._stands]

    def explain(
        self, session: str, *, kinds: Collection[str] = KINDS, stop: Stop = never
    ) -> Explanation:
        """
        Explain the place of a session, or why it has none.

        Raises
        ------
        KeyError
            If the problem has no such session.
        """
        ground = self._ground
        view = ground.view(ground.instance.tasks[ground.instance.task_of[session]])
        was = ground.engine.timeline.placed[view.task.index]
        if was is None:
            return self._without(view, kinds, stop)
        ground.engine.remove(was.task)
        try:
            now = view.priced(was)
            if was.task in ground.fixed:
                return self._fixed(view, now)
            return self._with(view, now)
        finally:
            ground.engine.add(was)

    def _fixed(self, view: View, now: Option) -> Explanation:
        session = view.task.id
        return Explanation(
            session=session,
            assignment=self._stands.get(session),
            is_fixed=True,
            cost=self._terms(now.terms),
            refusals=Refusals(0, {}),
            reasons=(STAYS,),
            forced=(),
            alternatives=(),
            fixes=(),
        )

    def _with(self, view: View, now: Option) -> Explanation:
        elsewhere = Elsewhere(view, now.placement)
        refusals = count_refusals(view.engine, view.task)
        return Explanation(
            session=view.task.id,
            assignment=self._stands[view.task.id],
            is_fixed=False,
            cost=self._terms(now.terms),
            refusals=refusals,
            reasons=refusals.sentences() if refusals.starts else (),
            forced=(),
            alternatives=self._alternatives(
                list(elsewhere.options()), now.terms, now.change
            ),
            fixes=(),
        )

    def _without(self, view: View, kinds: Collection[str], stop: Stop) -> Explanation:
        options = list(view.options())
        forced = () if options else self._forced(view)
        # Nothing need change for a session that has somewhere to go.
        wanted = () if options else kinds
        found = fixes(Case(self._ground, view), wanted, stop)
        return Explanation(
            session=view.task.id,
            assignment=None,
            is_fixed=False,
            cost={},
            refusals=count_refusals(view.engine, view.task),
            reasons=reasons(view.engine, view.task),
            forced=forced,
            alternatives=self._alternatives(options, _loss(view), 0),
            fixes=tuple(found),
        )

    def _forced(self, view: View) -> tuple[str, ...]:
        """Why it has no place though nothing but what is fixed stands; else empty."""
        alone = self._ground.alone(view.task)
        if any(True for _ in alone.options()):
            return ()
        return reasons(alone.engine, view.task)

    def _alternatives(
        self, options: list[Option], was: Units, before: int
    ) -> tuple[Alternative, ...]:
        instance = self._ground.instance
        options.sort(key=Option.rank)
        return tuple(
            Alternative(
                assignment=assignment_of(instance, option.placement),
                change=instance.amount(option.change - before),
                terms=self._terms(_difference(option.terms, was)),
            )
            for option in options[:MOST_ALTERNATIVES]
        )

    def _terms(self, units: Units) -> Terms:
        amount = self._ground.instance.amount
        return {name: amount(cost) for name, cost in units.items() if cost}


def _loss(view: View) -> Units:
    """What the session costs without a place, by term."""
    dropped = 0
    if view.task.published is not None:
        dropped = view.instance.weights["dropped"]
    return {"unscheduled": view.task.loss - dropped, "disruption": dropped}


def _difference(now: Units, was: Units) -> Units:
    return {name: now.get(name, 0) - was.get(name, 0) for name in {**now, **was}}
