"""The checker's answer: every violation, whatever the plan, and the price."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.check import RULES, check
from solver.explain import explain, explain_all
from solver.plan import Plan, Status, Unscheduled
from solver.problem import Assignment, StepTimes
from solver.reading import DocumentError
from solver.solve import Options, solve
from tests.solver.cases import lead_and_therapist, two_rooms_one_lead
from tests.solver.planned import make_assignment, make_plan
from tests.solver.strategies import examples


def problem_of_two():
    """Two patients and rooms, Mei and Tom, needling, massage and removal."""
    two = two_rooms_one_lead()
    return lead_and_therapist(
        rooms=two.rooms, patients=two.patients, courses=two.courses
    )


@pytest.mark.parametrize(
    ("update", "path", "kind"),
    [
        ({"session": "nobody-1"}, "assignments[1].session", "session"),
        ({"clinic": "nowhere"}, "assignments[1].clinic", "clinic"),
        ({"room": "nowhere"}, "assignments[1].room", "room"),
        ({"staff": {"lead": "kim"}}, "assignments[1].staff.lead", "practitioner"),
    ],
)
def test_plans_name_what_the_problem_knows(update, path, kind):
    """What it does not know cannot be judged."""
    problem = problem_of_two()
    good = make_assignment(problem, "ada-1")
    bad = make_assignment(problem, "ben-1").model_copy(update=update)
    with pytest.raises(DocumentError) as refused:
        check(problem, make_plan(problem, good, bad))
    (fault,) = refused.value.faults
    assert fault.path == path
    assert f"must name a {kind} of the problem" in fault.message


def test_every_unknown_id_is_told_at_once():
    """In assignments and among the unscheduled."""
    problem = problem_of_two()
    bad = make_assignment(problem).model_copy(
        update={"clinic": "nowhere", "room": "nowhere", "staff": {"lead": "kim"}}
    )
    left_out = (Unscheduled(session="nobody-1", reasons=()),)
    plan = make_plan(problem, bad).model_copy(
        update={"unscheduled": left_out, "problem": "other"}
    )
    with pytest.raises(DocumentError) as refused:
        check(problem, plan)
    assert {fault.path for fault in refused.value.faults} == {
        "problem",
        "assignments[0].clinic",
        "assignments[0].room",
        "assignments[0].staff.lead",
        "unscheduled[0].session",
    }


def test_violations_come_in_the_order_of_the_rules():
    """R01 before R13, each with its session and a sentence."""
    problem = problem_of_two()
    night = make_assignment(problem, "ada-1", "04:03", lead="tom", room="north-2")
    again = make_assignment(problem, "ada-1", "09:00")
    report = check(problem, make_plan(problem, night, again))
    rules = [violation.rule for violation in report.violations]
    assert rules == sorted(rules)
    assert {"R01", "R03", "R05"} <= set(rules)
    assert all(v.message.endswith(".") for v in report.violations)
    assert not report.is_feasible
    assert check(problem, make_plan(problem)).is_feasible


def test_rules_have_a_sentence():
    """For whoever reads a report."""
    assert all(rule.sentence.endswith(".") for rule in RULES)


instants = st.integers(-3_000, 3_000).map(
    lambda minutes: datetime(2026, 11, 23, 9, tzinfo=UTC) + timedelta(minutes=minutes)
)
people = st.sampled_from(["mei", "tom"])
steps = st.builds(
    StepTimes,
    name=st.sampled_from(["needling", "massage", "removal", "other"]),
    from_=instants,
    to=instants,
)
assignments = st.builds(
    Assignment,
    session=st.sampled_from(["ada-1", "ben-1"]),
    clinic=st.just("north"),
    room=st.sampled_from(["north-1", "north-2"]),
    staff=st.dictionaries(st.sampled_from(["lead", "therapist", "x"]), people),
    start=instants,
    steps=st.lists(steps, max_size=4).map(tuple),
)
plans = st.builds(
    Plan,
    problem=st.just("small"),
    status=st.just(Status.FEASIBLE),
    assignments=st.lists(assignments, max_size=4).map(tuple),
    unscheduled=st.just(()),
)


@examples(150)
@given(plans)
def test_any_plan_is_judged(plan):
    """However absurd: roles missing, steps backwards, sessions placed thrice."""
    problem = problem_of_two()
    report = check(problem, plan)
    assert report.total == sum(report.terms.values())
    if report.is_feasible:
        assert len(plan.assignments) <= 2


@examples(60)
@given(plans)
def test_any_plan_is_a_start_and_can_be_explained(plan):
    """What is absurd in it is left out."""
    problem = problem_of_two()
    better = solve(problem, Options(time_limit_s=0), start=plan)
    assert check(problem, better).is_feasible
    for session in ("ada-1", "ben-1"):
        assert explain(problem, plan, session).session == session
    assert len(list(explain_all(problem, plan))) <= 2
