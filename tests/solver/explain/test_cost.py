"""What a place costs by term, and what another would cost instead."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given

from solver.check import check
from solver.explain import Explainer, explain
from solver.explain.cost import TERM_OF
from solver.plan import Plan
from solver.problem import Problem
from solver.solve import front_desk
from tests.solver.builders import (
    make_course,
    make_patient,
    make_problem,
    make_session,
    make_window,
)
from tests.solver.planned import make_appointment, make_assignment, make_plan
from tests.solver.strategies import examples, problems


def by_term(terms: dict[str, Decimal]) -> dict[str, Decimal]:
    """Terms of an explanation, summed up to those of the objective; 0 left out."""
    summed: dict[str, Decimal] = {}
    for name, amount in terms.items():
        term = TERM_OF.get(name, name)
        summed[term] = summed.get(term, Decimal(0)) + amount
    return {term: amount for term, amount in summed.items() if amount}


def difference(problem: Problem, one: Plan, other: Plan) -> dict[str, Decimal]:
    """How the terms of two plans differ, as the checker prices them."""
    was, now = check(problem, one).terms, check(problem, other).terms
    return {term: now[term] - was[term] for term in was if now[term] != was[term]}


def without(plan: Plan, session: str) -> tuple:
    """A plan's other assignments."""
    return tuple(a for a in plan.assignments if a.session != session)


@examples(60)
@given(problems())
def test_the_cost_of_a_place_is_what_it_adds_to_each_term(problem):
    """Against the plan without it: its loss goes, and exactly these come."""
    plan = front_desk(problem)
    explainer = Explainer(problem, plan)
    published = {a.session for a in problem.appointments if a.state == "published"}
    for assignment in plan.assignments:
        session = assignment.session
        out = plan.model_copy(update={"assignments": without(plan, session)})
        added = difference(problem, out, plan)
        added.pop("unscheduled", None)
        if session in published:
            dropped = problem.weights.dropped
            added["disruption"] = added.get("disruption", Decimal(0)) + dropped
        added = {term: amount for term, amount in added.items() if amount}
        assert by_term(explainer.explain(session).cost) == added


@examples(40)
@given(problems())
def test_alternatives_tell_the_difference_by_term(problem):
    """Placed or not: each term as the checker has it, and in all the change."""
    plan = front_desk(problem)
    explainer = Explainer(problem, plan)
    for course in problem.courses:
        for session in course.sessions:
            for other in explainer.explain(session.id).alternatives:
                moved = (*without(plan, session.id), other.assignment)
                after = plan.model_copy(update={"assignments": moved})
                assert by_term(other.terms) == difference(problem, plan, after)
                assert sum(other.terms.values()) == other.change


@examples(40)
@given(problems())
def test_refusals_add_up_to_the_starts_looked_at(problem):
    """A placed session's own start is free; the rules share the rest."""
    plan = front_desk(problem)
    explainer = Explainer(problem, plan)
    for course in problem.courses:
        for session in course.sessions:
            answer = explainer.explain(session.id)
            refused = sum(answer.refusals.by_rule.values())
            assert answer.refusals.free + refused == answer.refusals.starts
            assert all(count > 0 for count in answer.refusals.by_rule.values())
            if answer.assignment is not None and not answer.is_fixed:
                assert answer.refusals.free > 0


def test_both_neighbours_are_told_apart():
    """Two days after the one before at a best of two, one before the next at three."""
    sessions = (
        make_session("ada-1"),
        make_session("ada-2", ideal_days=2, max_days=5),
        make_session("ada-3", ideal_days=3, max_days=5),
    )
    problem = make_problem(days=6, courses=(make_course(sessions=sessions),))
    days = {"ada-1": 0, "ada-2": 3, "ada-3": 4}
    plan = make_plan(
        problem, *(make_assignment(problem, s, day=d) for s, d in days.items())
    )
    cost = explain(problem, plan, "ada-2").cost
    assert cost == {"cadence_before": 4, "cadence_after": 8}


def test_every_term_of_a_place_is_told():
    """Three days late, out of the wished hours, away from what was promised."""
    session = make_session(late_penalty_per_day=2)
    ada = make_patient(preferred=(make_window("09:00", "10:00"),))
    problem = make_problem(
        days=4,
        patients=(ada,),
        courses=(make_course(sessions=(session,)),),
    )
    stands = make_appointment(make_assignment(problem, day=0), "published")
    problem = problem.model_copy(update={"appointments": (stands,)})
    plan = make_plan(problem, make_assignment(problem, start="10:00", day=3))
    cost = explain(problem, plan, "ada-1").cost
    assert cost == {"lateness": 6, "time_preference": 15, "disruption": 63}
