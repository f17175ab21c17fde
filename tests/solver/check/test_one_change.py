"""A legal plan with one thing changed breaks exactly the rule that was meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from tests.solver.judging import broken
from tests.solver.planned import make_appointment, moved
from tests.solver.stage import Stage, set_stage
from tests.solver.strategies import examples, problems

Change = Callable[[Stage], tuple[Stage, Stage]]
"""From a stage to a legal one, and the same with one thing changed."""
HOURS = 60


def a_minute_shorter(stage: Stage) -> tuple[Stage, Stage]:
    """The last step ends off the grid."""
    *before, last = stage.yve.steps
    cut = last.model_copy(update={"to": last.to - timedelta(minutes=1)})
    return stage, stage.with_yve(steps=(*before, cut))


def held_twice(stage: Stage) -> tuple[Stage, Stage]:
    """Xan comes again at another time."""
    again = moved(stage.xan, 2 * HOURS)
    return stage, replace(stage, others=(*stage.others, again))


def in_another_clinics_room(stage: Stage) -> tuple[Stage, Stage]:
    """The room is free, but not there."""
    return stage, stage.with_yve(room="barn-1")


def in_a_taken_room(stage: Stage) -> tuple[Stage, Stage]:
    """At the same time as Xan, and then in the same room."""
    at_ten = replace(stage, yve=moved(stage.yve, -4 * HOURS))
    return at_ten, at_ten.with_yve(room="annex-1")


def led_without_skill(stage: Stage) -> tuple[Stage, Stage]:
    """By somebody who never learnt it."""
    return stage, stage.led_by("novice")


def led_without_licence(stage: Stage) -> tuple[Stage, Stage]:
    """By somebody whose licence ended the day before."""
    return stage, stage.led_by("expired")


def led_at_once(stage: Stage) -> tuple[Stage, Stage]:
    """At the same time as Xan, and then by the same person."""
    at_ten = replace(stage, yve=moved(stage.yve, -4 * HOURS))
    return at_ten, at_ten.led_by("xia")


def led_off_shift(stage: Stage) -> tuple[Stage, Stage]:
    """By somebody who is never there."""
    return stage, stage.led_by("absent")


def led_over_the_hills(stage: Stage) -> tuple[Stage, Stage]:
    """In the barn, by who works in the annex that day; no travel joins them."""
    return stage, stage.led_by("xia")


def led_once_too_often(stage: Stage) -> tuple[Stage, Stage]:
    """By somebody who leads one session a day, and has."""
    led = replace(stage, xan=stage.xan.model_copy(update={"staff": {"lead": "once"}}))
    return led, led.led_by("once")


def led_beside_another(stage: Stage) -> tuple[Stage, Stage]:
    """While Xan rests, by somebody who leads one session at a time."""
    alone = stage.xan.model_copy(update={"staff": {"lead": "alone"}})
    tick_min = stage.problem.tick_minutes
    yve = moved(stage.yve, -4 * HOURS + tick_min)
    resting = replace(stage, xan=alone, yve=yve)
    return resting, resting.led_by("alone")


def led_without_break(stage: Stage) -> tuple[Stage, Stage]:
    """By somebody whose break takes the whole day."""
    return stage, stage.led_by("tired")


def under_one_lamp(stage: Stage) -> tuple[Stage, Stage]:
    """At the same time as Xan, where there is one lamp."""
    return stage, replace(stage, yve=moved(stage.yve, -4 * HOURS))


def while_away(stage: Stage) -> tuple[Stage, Stage]:
    """At five, when Yve cannot come."""
    return stage, replace(stage, yve=moved(stage.yve, 3 * HOURS))


def after_the_window(stage: Stage) -> tuple[Stage, Stage]:
    """A day after its latest date."""
    return stage, replace(stage, yve=moved(stage.yve, 48 * HOURS))


def after_clearance(stage: Stage) -> tuple[Stage, Stage]:
    """A day after the clearance ends."""
    *courses, yve = stage.problem.courses
    cleared = yve.model_copy(update={"cleared_until": stage.problem.horizon.start})
    problem = stage.problem.model_copy(update={"courses": (*courses, cleared)})
    stage = replace(stage, problem=problem)
    return stage, replace(stage, yve=moved(stage.yve, 24 * HOURS))


def though_fixed(stage: Stage) -> tuple[Stage, Stage]:
    """A fixed appointment, a tick later."""
    fixed = (*stage.problem.appointments, make_appointment(stage.yve))
    problem = stage.problem.model_copy(update={"appointments": fixed})
    stage = replace(stage, problem=problem)
    return stage, replace(stage, yve=moved(stage.yve, problem.tick_minutes))


@examples(6)
@given(problems())
@pytest.mark.parametrize(
    ("rule", "change", "setting"),
    [
        ("R01", a_minute_shorter, {}),
        ("R01", held_twice, {}),
        ("R02", in_another_clinics_room, {}),
        ("R02", in_a_taken_room, {}),
        ("R03", led_without_skill, {}),
        ("R03", led_without_licence, {}),
        ("R04", led_at_once, {}),
        ("R05", led_off_shift, {}),
        ("R06", led_over_the_hills, {"yve_in": "barn"}),
        ("R07", led_once_too_often, {}),
        ("R07", led_beside_another, {}),
        ("R08", led_without_break, {}),
        ("R09", under_one_lamp, {"lamps": 1}),
        ("R10", while_away, {}),
        ("R11", after_the_window, {}),
        ("R12", after_clearance, {}),
        ("R13", though_fixed, {}),
    ],
)
def test_one_change_breaks_one_rule(rule, change, setting, problem):
    """Whatever else is in the plan, the checker names the rule and no other."""
    legal, changed = change(set_stage(problem, **setting))
    assert broken(legal.problem, legal.plan) == set()
    assert broken(changed.problem, changed.plan) == {rule}
