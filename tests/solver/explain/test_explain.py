"""Why a session is where it is or nowhere, what else there is, and what would help."""

from __future__ import annotations

import pytest
from hypothesis import given

from solver.check import check
from solver.explain import explain, explain_all
from solver.plan import Plan
from solver.problem import Assignment, Problem
from solver.reading import DocumentError
from solver.solve import front_desk
from tests.solver.builders import (
    at,
    make_clinic,
    make_course,
    make_courses,
    make_hours,
    make_patient,
    make_patients,
    make_practitioner,
    make_problem,
    make_room,
    make_session,
    make_shifts,
    make_treatment,
    make_window,
)
from tests.solver.cases import course_of_two, one_room_two_patients, two_clinics
from tests.solver.planned import make_appointment, make_assignment, make_plan
from tests.solver.strategies import examples, problems


def with_session_at(plan: Plan, assignment: Assignment) -> Plan:
    """The plan with one session somewhere else."""
    others = (a for a in plan.assignments if a.session != assignment.session)
    return plan.model_copy(update={"assignments": (*others, assignment)})


@examples(20)
@given(problems())
def test_alternatives_are_legal_and_cost_what_is_said(problem):
    """For every session, with a place or without, that is not fixed."""
    plan = front_desk(problem)
    before = check(problem, plan).total
    fixed = {a.session for a in problem.appointments if a.state == "fixed"}
    placed = {a.session: a for a in plan.assignments}
    for course in problem.courses:
        for session in course.sessions:
            if session.id in fixed:
                continue
            explanation = explain(problem, plan, session.id)
            assert explanation.assignment == placed.get(session.id)
            for other in explanation.alternatives:
                report = check(problem, with_session_at(plan, other.assignment))
                assert not report.violations
                assert report.total - before == other.change
            if explanation.fixes:
                assert session.id not in placed


@examples(10)
@given(problems())
def test_fixes_are_needed(problem):
    """What a fix proposes breaks a rule as things are."""
    plan = front_desk(problem)
    for left_out in plan.unscheduled:
        for fix in explain(problem, plan, left_out.session).fixes:
            proposed = with_session_at(plan, fix.assignment)
            try:
                assert check(problem, proposed).violations
            except DocumentError:
                assert fix.kind == "room"  # one that is not there yet


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("clearance", {"courses": (make_course(cleared_until="2026-11-01"),)}),
        (
            "window",
            {
                "courses": (
                    make_course(
                        sessions=(
                            make_session(earliest="2026-11-20", latest="2026-11-22"),
                        )
                    ),
                )
            },
        ),
        ("hours", {"patients": (make_patient(available=()),)}),
        ("clinic", {"patients": (make_patient(clinics=()),)}),
        ("refused", {"courses": (make_course(refused_practitioners=("mei",)),)}),
        ("room", {"treatments": (make_treatment(room_features=("couch",)),)}),
    ],
)
def test_the_change_that_helps_is_proposed(kind, change):
    """One thing stands in the way; taking it away lets the session in."""
    problem = make_problem(**change)
    (fix,) = explain(problem, front_desk(problem), "ada-1").fixes
    assert fix.kind == kind
    assert fix.sentence.endswith(".")
    assert fix.assignment.session == "ada-1"
    assert fix.change == -1000


def test_a_shorter_gap_is_proposed():
    """The second session could come a day sooner."""
    problem = course_of_two(days=2, min_days=2, ideal_days=2)
    kinds = {f.kind for f in explain(problem, front_desk(problem), "ada-2").fixes}
    assert "gap" in kinds


def test_the_nearest_change_of_a_kind_is_proposed():
    """Two days later is enough, so nobody is asked for three."""
    session = make_session(latest="2026-11-23")
    only = (2,)
    problem = make_problem(
        days=5,
        clinics=(make_clinic(opening=make_hours(days=only)),),
        practitioners=(make_practitioner(shifts=make_shifts(days=only)),),
        courses=(make_course(sessions=(session,)),),
    )
    (fix,) = explain(problem, front_desk(problem), "ada-1").fixes
    assert fix.sentence == "Allow it up to 2026-11-25, 2 days after its window."


def test_nothing_helps_where_nobody_has_the_skill():
    """No small change makes an acupuncturist."""
    problem = make_problem(practitioners=(make_practitioner(skills=()),))
    explanation = explain(problem, front_desk(problem), "ada-1")
    assert explanation.fixes == ()
    assert explanation.alternatives == ()
    assert explanation.reasons


def test_stopping_leaves_fixes_out():
    """Whoever asks may have enough."""
    problem = make_problem(patients=(make_patient(available=()),))
    plan = front_desk(problem)
    assert explain(problem, plan, "ada-1", stop=lambda: True).fixes == ()


def test_alternatives_begin_with_the_cheapest():
    """By what the plan's total would change."""
    either = two_clinics()
    ada = make_patient(
        clinics=either.patients[0].clinics, preferred=(make_window("09:00", "09:30"),)
    )
    problem = either.model_copy(update={"patients": (ada, either.patients[1])})
    plan = make_plan(
        problem,
        make_assignment(problem, "ada-1", "11:00"),
        make_assignment(problem, "ben-1", "10:00"),
    )
    found = explain(problem, plan, "ada-1").alternatives
    assert [other.change for other in found] == [-15, -15]


def test_a_session_with_a_place_is_explained_too():
    """It has one, and the rules that refuse the others are counted."""
    problem = one_room_two_patients()
    plan = front_desk(problem)
    explanation = explain(problem, plan, "ben-1")
    assert explanation.assignment is not None
    assert explanation.fixes == ()
    assert any(reason.startswith("R07") for reason in explanation.reasons)


def test_unknown_sessions_and_foreign_plans_are_refused():
    """What does not belong together is not explained."""
    problem = make_problem()
    plan = front_desk(problem)
    with pytest.raises(KeyError):
        explain(problem, plan, "nobody-1")
    with pytest.raises(DocumentError, match="must be 'other', got 'small'"):
        explain(make_problem(id="other"), plan, "ada-1")


def test_more_rooms_may_help():
    """With one room closed, one more is proposed."""
    closed = make_room(unavailable=make_hours("00:00", "24:00"))
    problem: Problem = make_problem(rooms=(closed,))
    (fix,) = explain(problem, front_desk(problem), "ada-1").fixes
    assert (fix.kind, fix.sentence) == (
        "room",
        "Open one more room at 'north' on Mon 23 Nov at 09:00.",
    )


def test_a_session_that_no_plan_can_place_is_told_from_one_without_room():
    """Ben comes when nobody works; Cyd only while Ada is there."""
    names = ("ada", "ben", "cyd")
    ada, ben, cyd = make_patients(*names)
    ben = ben.model_copy(update={"available": (make_window("05:00", "06:00"),)})
    cyd = cyd.model_copy(update={"available": (make_window("09:00", "09:40"),)})
    problem = make_problem(patients=(ada, ben, cyd), courses=make_courses(*names))
    plan = make_plan(problem, make_assignment(problem, "ada-1"))
    assert explain(problem, plan, "ben-1").forced == (
        "R10: patient unavailable or in another session at 29 of 29 starts.",
    )
    assert explain(problem, plan, "cyd-1").forced == ()


def test_what_is_fixed_may_force_a_loss():
    """Ada's appointment stands in every plan."""
    problem = one_room_two_patients()
    ben = problem.patients[1].model_copy(
        update={"available": (make_window("09:00", "09:40"),)}
    )
    stands = make_assignment(problem, "ada-1")
    problem = problem.model_copy(
        update={
            "patients": (problem.patients[0], ben),
            "appointments": (make_appointment(stands),),
        }
    )
    answer = explain(problem, make_plan(problem, stands), "ben-1")
    assert "R07" in answer.forced[-1]
    assert "swap" not in {fix.kind for fix in answer.fixes}


def test_a_fixed_session_stays():
    """There is nothing to compare it with (R13)."""
    problem = make_problem()
    stands = make_assignment(problem)
    problem = problem.model_copy(update={"appointments": (make_appointment(stands),)})
    answer = explain(problem, make_plan(problem, stands), "ada-1")
    assert answer.is_fixed
    assert answer.alternatives == ()
    assert answer.reasons == (
        "R13: it is fixed, and a fixed appointment stays as it is.",
    )


@examples(30)
@given(problems())
def test_all_at_once_is_the_same_as_one_by_one(problem):
    """One bench serves every session, whatever was asked before."""
    plan = front_desk(problem)
    answers = list(explain_all(problem, plan))
    assert [a.session for a in answers] == [u.session for u in plan.unscheduled]
    assert answers == [explain(problem, plan, a.session) for a in answers]


def test_all_at_once_may_be_stopped():
    """Between two sessions."""
    problem = make_problem(patients=(make_patient(available=()),))
    plan = front_desk(problem)
    assert list(explain_all(problem, plan, stop=lambda: True)) == []


def test_only_some_kinds_may_be_asked_for():
    """Of a closed clinic neither the hours nor the window help alone."""
    problem = make_problem(patients=(make_patient(available=()),))
    plan = front_desk(problem)
    (answer,) = explain_all(problem, plan, kinds=("window", "room"))
    assert answer.fixes == ()
    (answer,) = explain_all(problem, plan, kinds=("hours",))
    assert [fix.kind for fix in answer.fixes] == ["hours"]


def test_another_time_at_the_same_place_is_an_alternative():
    """Mei has all morning, on one day, in one clinic."""
    problem = make_problem()
    plan = make_plan(problem, make_assignment(problem, start="09:00"))
    (other,) = explain(problem, plan, "ada-1").alternatives
    assert other.assignment.start == at("09:05")
    assert other.change == 0
