"""From a problem to a checked plan: status, limits, stops, and bad luck."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.check import check
from solver.options import Options, Progress
from solver.placement import Placement
from solver.plan import Plan, Status
from solver.planned_part import PlannedPart
from solver.reading import parse_json, plan_from, to_json
from solver.solve import fingerprint, front_desk, solve
from solver.validate import faults_of_problem
from tests.solver.builders import (
    make_clinic,
    make_course,
    make_hours,
    make_last,
    make_patient,
    make_patients,
    make_practitioner,
    make_problem,
    make_room,
    make_session,
    make_treatment,
    make_weights,
    make_window,
)
from tests.solver.cases import (
    crowded,
    five_places_six_patients,
    one_room_two_patients,
    two_rooms_one_lead,
)
from tests.solver.planned import make_assignment, make_plan
from tests.solver.strategies import TINY, examples, problems

QUICK = Options(time_limit_s=30, iterations=60)
"""Ends after 60 rounds, long before its time."""


def total_of(plan: Plan) -> Decimal:
    """What a plan costs."""
    assert plan.objective is not None
    return plan.objective.total


def what_was_decided(plan: Plan) -> tuple[object, ...]:
    """A plan without the seconds that it took."""
    return plan.status, plan.assignments, plan.unscheduled, plan.objective, plan.bound


def test_small_problem_is_solved_to_its_optimum():
    """Five places for six patients: one is left out, and none can do better."""
    problem = five_places_six_patients()
    plan = solve(problem, QUICK)
    assert plan.status is Status.OPTIMAL
    assert len(plan.assignments) == 5
    assert (total_of(plan), plan.bound, plan.gap) == (1000, 1000, 0)
    assert not check(problem, plan).violations


def test_nothing_to_gain_is_optimal_at_once():
    """The front desk's plan meets the bound, and no search is begun."""
    phases = []
    plan = solve(
        two_rooms_one_lead(),
        Options(time_limit_s=60),
        on_progress=lambda progress: phases.append(progress.phase),
    )
    assert plan.status is Status.OPTIMAL
    assert (total_of(plan), plan.gap) == (0, 0)
    assert phases == ["front desk", "done"]


def test_search_beats_the_front_desk():
    """First come is not best: the front desk gives away the only early place."""
    early, late = make_window("09:00", "09:40"), make_window("09:00", "12:00")
    problem = one_room_two_patients(
        patients=(
            make_patient(id="ada", available=(late,)),
            make_patient(id="ben", available=(early,)),
        ),
        rooms=(make_room(),),
    )
    assert total_of(front_desk(problem)) == 1000
    plan = solve(problem, QUICK)
    assert (plan.status, total_of(plan)) == (Status.OPTIMAL, 0)


def test_priority_decides_who_is_left_out():
    """The session of the highest priority has the only place."""
    names = ("ada", "ben", "cyd")
    courses = tuple(
        make_course(
            id=name,
            patient=name,
            sessions=(make_session(f"{name}-1", priority=priority),),
        )
        for name, priority in zip(names, (1, 3, 2), strict=True)
    )
    problem = make_problem(
        clinics=(make_clinic(opening=make_hours("09:00", "09:40")),),
        patients=make_patients(*names),
        courses=courses,
    )
    plan = solve(problem, QUICK)
    assert [a.session for a in plan.assignments] == ["ben-1"]
    assert total_of(plan) == 3000


@examples(20)
@given(problems())
def test_no_time_is_the_front_desk(problem):
    """A time limit of 0 answers with the plan of construction alone."""
    plan = solve(problem, Options(time_limit_s=0))
    assert what_was_decided(plan) == what_was_decided(front_desk(problem))
    assert not check(problem, plan).violations


@examples(60)
@given(problems(), st.integers(0, 9))
def test_search_gives_checked_plans_that_are_no_worse(problem, seed):
    """Legal, priced as the checker prices it, and bounded from below."""
    refused: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: refused.append(record.getMessage())
    logging.getLogger("solver").addHandler(handler)
    try:
        options = Options(time_limit_s=30, iterations=200, seed=seed)
        plan = solve(problem, options)
    finally:
        logging.getLogger("solver").removeHandler(handler)
    report = check(problem, plan)
    assert not refused
    assert not report.violations
    assert plan.objective is not None
    assert plan.objective.terms == report.terms
    assert plan.bound is not None
    assert plan.bound <= report.total <= total_of(front_desk(problem))
    assert (plan.status is Status.OPTIMAL) == (plan.bound == report.total)


@examples(20)
@given(problems(TINY), st.integers(0, 2**31 - 1))
def test_same_seed_same_plan(problem, seed):
    """With one worker and a limit of rounds nothing is left to chance."""
    options = Options(time_limit_s=60, iterations=30, seed=seed)
    first, second = (solve(problem, options) for _ in range(2))
    assert what_was_decided(first) == what_was_decided(second)


def test_same_seed_same_plan_where_nothing_is_proven():
    """On a problem too large to settle, search alone repeats itself."""
    options = Options(time_limit_s=60, iterations=100, seed=7)
    first, second = (solve(crowded(), options) for _ in range(2))
    assert first.status is Status.FEASIBLE
    assert what_was_decided(first) == what_was_decided(second)


def test_gap_is_the_share_that_may_be_gained():
    """``(total - bound) / total``."""
    plan = solve(crowded(), Options(time_limit_s=60, iterations=10))
    assert plan.bound is not None
    assert plan.gap == pytest.approx(float(1 - plan.bound / total_of(plan)))


@pytest.mark.parametrize("asked", [0, 1, 3])
def test_a_stop_keeps_the_best(asked):
    """Whenever it is wished for, the plan so far is returned, checked."""
    problem, wishes = crowded(), []

    def stop() -> bool:
        wishes.append(True)
        return len(wishes) > asked

    plan = solve(problem, Options(time_limit_s=60), stop=stop)
    assert plan.status is Status.STOPPED
    assert total_of(plan) <= total_of(front_desk(problem))
    assert not check(problem, plan).violations


def test_progress_only_ever_improves():
    """Totals fall, rounds rise, and the bound lies below."""
    told: list[Progress] = []
    solve(crowded(), Options(time_limit_s=2), on_progress=told.append)
    assert told[0].phase == "front desk"
    assert told[-1].phase == "done"
    assert {p.phase for p in told} == {"front desk", "search", "done"}
    totals = [p.total for p in told]
    assert totals == sorted(totals, reverse=True)
    assert all(a.moves <= b.moves for a, b in pairwise(told))
    assert all(p.bound <= p.total for p in told)
    assert all(p.seconds >= 0 and p.unscheduled >= 0 for p in told)


def test_start_plan_is_improved_on():
    """Search goes on from a plan that was given."""
    problem = crowded()
    first = solve(problem, Options(time_limit_s=60, iterations=100))
    again = solve(problem, Options(time_limit_s=60, iterations=1), start=first)
    assert total_of(again) <= total_of(first)


def test_start_plan_can_be_proven_optimal():
    """A perfect plan needs no search."""
    problem = two_rooms_one_lead()
    perfect = make_plan(
        problem,
        make_assignment(problem, "ada-1", "10:00"),
        make_assignment(problem, "ben-1", "11:00"),
    )
    plan = solve(problem, Options(time_limit_s=60), start=perfect)
    assert plan.status is Status.OPTIMAL


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_give_checked_plans(workers):
    """In this process or in several."""
    problem = five_places_six_patients()
    options = Options(time_limit_s=60, iterations=40, workers=workers)
    plan = solve(problem, options)
    assert (plan.status, total_of(plan)) == (Status.OPTIMAL, 1000)


def test_a_worker_that_is_killed_costs_only_its_own_search(caplog):
    """One of two processes is killed while it searches; the other goes on."""
    problem, killed = crowded(), []
    told_after = []

    def kill_one(progress: Progress) -> None:
        if progress.phase != "search":
            return
        if not killed:
            victim = multiprocessing.active_children()[0]
            assert victim.pid is not None
            os.kill(victim.pid, signal.SIGKILL)
            killed.append(victim.pid)
        else:
            told_after.append(progress)

    with caplog.at_level(logging.WARNING):
        plan = solve(
            problem,
            Options(time_limit_s=120, workers=2),
            on_progress=kill_one,
            stop=lambda: bool(told_after),
        )
    assert killed
    assert "a search process died" in caplog.text
    assert plan.status is Status.STOPPED
    assert total_of(plan) <= total_of(front_desk(problem))
    assert not check(problem, plan).violations


def test_a_search_that_fails_leaves_the_front_desks_plan(monkeypatch, caplog):
    """Out of memory, or an error of ours: logged, and the best so far is the plan."""

    def fail(*_: object) -> None:
        raise MemoryError("no room for tables")

    monkeypatch.setattr("solver.search.contest.run_piece", fail)
    problem = crowded()
    plan = solve(problem, Options(time_limit_s=60))
    assert "a piece of work failed" in caplog.text
    assert total_of(plan) == total_of(front_desk(problem))
    assert not check(problem, plan).violations


def test_a_proof_that_fails_leaves_the_floor(monkeypatch):
    """A worker that dies proving costs the deeper bound, not the courses' own."""

    def fail(*_: object) -> None:
        raise MemoryError("no room for graphs")

    monkeypatch.setattr("solver.proofs.run_proof", fail)
    plan = solve(crowded(), Options(time_limit_s=60, iterations=5))
    assert plan.floor is not None
    assert plan.bound == plan.floor


@pytest.mark.parametrize("limit_s", [0, 1])
def test_a_roster_that_the_checker_refuses_is_not_used(limit_s, monkeypatch, caplog):
    """An error of ours: logged by fingerprint; the front desk's plan is used."""
    problem = crowded()
    expected = total_of(front_desk(problem))
    wrong = PlannedPart.placed.fget

    def twice_in_one_room(part: PlannedPart) -> list[Placement | None]:
        assert wrong is not None
        placed = wrong(part)
        some = [p for p in placed if p is not None]
        first, second = some[:2]
        placed[second.task] = first._replace(task=second.task)
        return placed

    monkeypatch.setattr(PlannedPart, "placed", property(twice_in_one_room))
    plan = solve(problem, Options(time_limit_s=limit_s))
    assert fingerprint(problem) in caplog.text
    assert total_of(plan) == expected
    assert not check(problem, plan).violations


def test_no_clinics_no_sessions():
    """Nothing to plan is planned perfectly."""
    lists = ("clinics", "rooms", "practitioners", "treatments", "patients", "courses")
    problem = make_problem(**dict.fromkeys(lists, ()))
    plan = solve(problem, Options(time_limit_s=60))
    assert (plan.status, plan.assignments, plan.unscheduled) == (Status.OPTIMAL, (), ())
    assert (total_of(plan), plan.bound, plan.gap) == (0, 0, 0)


def test_no_clinics_but_patients():
    """Everybody is left out, with a reason, and that is proven."""
    patients = (make_patient(clinics=()),)
    empty = {"clinics": (), "rooms": (), "practitioners": ()}
    problem = make_problem(patients=patients, **empty)
    plan = solve(problem, Options(time_limit_s=60))
    assert (plan.status, total_of(plan)) == (Status.OPTIMAL, 1000)
    (left_out,) = plan.unscheduled
    assert left_out.session == "ada-1"
    assert left_out.reasons


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"practitioners": (make_practitioner(skills=()),)},
            "R03: nobody has the lead's skills for 'facial'.",
        ),
        (
            {"courses": (make_course(refused_practitioners=("mei",)),)},
            "R03: the course refuses everybody with the lead's skills.",
        ),
        (
            {"patients": (make_patient(clinics=()),)},
            "R10: patient 'ada' accepts no clinic.",
        ),
        (
            {"practitioners": (make_practitioner(licensed_until="2026-11-01"),)},
            "R05: nobody who may lead it works at its clinics in its window.",
        ),
        (
            {"practitioners": (make_practitioner(shifts=()),)},
            "R05: nobody who may lead it works at its clinics in its window.",
        ),
        (
            {"clinics": (make_clinic(opening=()),)},
            "R05: its clinics are closed on every day of its window.",
        ),
        (
            {"courses": (make_course(cleared_until="2026-11-01"),)},
            "R12: cleared until 2026-11-01, its window opens on 2026-11-23.",
        ),
        (
            {
                "courses": (
                    make_course(
                        sessions=(
                            make_session(earliest="2026-12-01", latest="2026-12-02"),
                        )
                    ),
                )
            },
            "R11: its window, 2026-12-01 to 2026-12-02, holds no day of the horizon.",
        ),
        (
            {"rooms": ()},
            "R02: rooms taken, closed or without the features at 29 of 29 starts.",
        ),
        (
            {"treatments": (make_treatment(room_features=("couch",)),)},
            "R02: rooms taken, closed or without the features at 29 of 29 starts.",
        ),
        (
            {"patients": (make_patient(available=()),)},
            "R10: patient unavailable or in another session at 29 of 29 starts.",
        ),
        (
            {"practitioners": (make_practitioner(max_sessions_per_day=0),)},
            "R07: lead has the most sessions at once or that day at 29 of 29 starts.",
        ),
    ],
)
def test_a_session_nobody_can_hold_is_left_out_with_its_reason(change, reason):
    """The first reason names the rule; the plan is optimal without it."""
    problem = make_problem(**change)
    plan = solve(problem, Options(time_limit_s=60))
    (left_out,) = plan.unscheduled
    assert left_out.reasons[0] == reason
    assert (plan.status, total_of(plan), plan.bound) == (Status.OPTIMAL, 1000, 1000)


def test_a_plan_says_what_it_depends_on():
    """Seed, seconds and versions, so that it can be made again."""
    plan = solve(make_problem(), Options(time_limit_s=1, seed=42))
    assert plan.seed == 42
    assert plan.seconds is not None
    assert plan.seconds >= 0
    assert {"meridian", "ortools", "python"} <= set(plan.versions)
    assert plan.problem == "small"


def test_fingerprint_is_of_the_content():
    """Equal problems have equal ones, others have not."""
    assert fingerprint(make_problem()) == fingerprint(make_problem())
    assert fingerprint(make_problem()) != fingerprint(make_problem(id="other"))
    assert len(fingerprint(make_problem())) == 64


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"time_limit_s": -1}, "time_limit_s"),
        ({"time_limit_s": float("nan")}, "time_limit_s"),
        ({"time_limit_s": float("inf")}, "time_limit_s"),
        ({"workers": 0}, "workers"),
        ({"workers": 65}, "workers"),
        ({"iterations": -1}, "iterations"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**31}, "seed"),
    ],
)
def test_options_out_of_range_are_refused(options, name):
    """The error names the option and what came."""
    with pytest.raises(ValueError, match=rf"^{name} must be .*, got .*\.$"):
        Options(**options)


@pytest.mark.parametrize(
    ("problem", "priority"), [(crowded(), 30), (five_places_six_patients(), 100)]
)
def test_costs_may_be_enormous(problem, priority):
    """Millions of millions, to a millionth: added exactly, proven and written."""
    courses = tuple(
        course.model_copy(
            update={
                "sessions": tuple(
                    session.model_copy(update={"priority": priority})
                    for session in course.sessions
                )
            }
        )
        for course in problem.courses
    )
    weights = make_weights(unscheduled=10**9, time_preference=0.000001)
    problem = problem.model_copy(update={"courses": courses, "weights": weights})
    assert not faults_of_problem(problem)
    plan = solve(problem, QUICK)
    report = check(problem, plan)
    assert not report.violations
    assert total_of(plan) == report.total > 10**9
    assert plan_from(parse_json(to_json(plan))).assignments == plan.assignments


def test_terms_may_have_more_decimals_than_amounts():
    """Six decimals for each of two and a half days are seven."""
    gap = {"min_days": 0, "ideal_days": 2.5, "max_days": 9}
    session = make_session("ada-1", penalty_per_day=0.123457, **gap)
    course = make_course(sessions=(session,), last_session=make_last(0))
    plan = front_desk(make_problem(courses=(course,)))
    assert total_of(plan) == Decimal("0.3086425")


def test_plans_are_written_and_read():
    """A plan's JSON has the fields of its schema."""
    plan = solve(five_places_six_patients(), QUICK)
    assert b'"schema": "plan/1"' in to_json(plan)
