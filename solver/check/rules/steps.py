"""R01: a session is placed once; its steps follow on the grid, in range."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from solver.check.facts import Facts, Finding, Placed, clock, local_instant


def steps(facts: Facts) -> Iterator[Finding]:
    """R01. Placed once; steps in order, without a pause, on the grid, in range."""
    for session, times in Counter(a.session for a in facts.plan.assignments).items():
        if times > 1:
            yield session, f"is placed {times} times, at most once is allowed."
    for placed in facts.placed.values():
        names = [step.name for step in placed.treatment.steps]
        came = [times.name for times in placed.assignment.steps]
        if came != names:
            yield placed.id, f"has steps {came}, its treatment has {names}."
        else:
            yield from _step_times(facts, placed)


def _step_times(facts: Facts, placed: Placed) -> Iterator[Finding]:
    tick = timedelta(minutes=facts.problem.tick_minutes)
    midnight = local_instant(placed.date, 0, placed.zone)
    expected = placed.assignment.start
    pairs = zip(placed.treatment.steps, placed.assignment.steps, strict=True)
    for step, times in pairs:
        if times.from_ != expected:
            came = f"begins at {clock(times.from_, placed)}"
            must = f"must begin at {clock(expected, placed)}"
            yield placed.id, f"step '{step.name}' {came}, {must}."
        if (times.from_ - midnight) % tick:
            yield placed.id, f"step '{step.name}' begins off the grid."
        length_min = (times.to - times.from_) / timedelta(minutes=1)
        if not step.minutes <= length_min <= step.max_minutes or (
            length_min % facts.problem.tick_minutes
        ):
            allowed = f"{step.minutes} to {step.max_minutes} on the grid are allowed"
            yield placed.id, f"step '{step.name}' takes {length_min:g} min, {allowed}."
        expected = times.to
