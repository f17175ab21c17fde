"""Hypothesis strategies for small problems that touch every rule and term."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hypothesis import settings
from hypothesis import strategies as st

from solver.problem import Assignment, Horizon, Problem
from solver.solve import front_desk
from tests.solver import parts
from tests.solver.planned import make_appointment, moved

ZONES = (
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)
WEEKS = (
    date(2026, 11, 23),  # no change anywhere
    date(2026, 10, 24),  # London, back an hour, on the second day
    date(2027, 3, 28),  # London, forward
    date(2026, 11, 1),  # New York, back
    date(2027, 3, 13),  # New York, forward on the second day
    date(2026, 10, 3),  # Lord Howe, forward half an hour on the second day
    date(2027, 4, 4),  # Lord Howe, back half an hour
)
HUB_HOURS_UTC = (9, 2, 15, 6, 23)
PATIENTS = ("ada", "ben", "cyd")
LONG = os.environ.get("MERIDIAN_LONG_TESTS") == "1"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a problem may grow."""

    rooms: int = 3
    people: int = 3
    patients: int = 3
    sessions: int = 3
    days: int = 4
    steps: int = 4
    longest_min: int = 300


SMALL = Size()
TINY = Size(rooms=2, people=3, patients=3, sessions=2, days=2, steps=3, longest_min=150)


def examples(few: int, many: int = 0) -> settings:
    """
    So many examples in the default run, always the same ones.

    The long run tries more of them, and others each time.
    """
    if LONG:
        return settings(max_examples=many or 20 * few)
    return settings(max_examples=few, derandomize=True)


@st.composite
def worlds(draw: st.DrawFn, size: Size = SMALL) -> parts.World:
    """A week, a grid, a time of day, one or two zones, and a choice of features."""
    zones = st.lists(st.sampled_from(ZONES), min_size=1, max_size=2, unique=True)
    # A number for seven features: few draws make fast examples, and numbers of
    # seven bits are drawn evenly.
    chosen = [draw(st.integers(0, 127)) for _ in range(0, len(parts.FEATURES), 7)]
    return parts.World(
        seed=draw(st.integers(0, 2**32)),
        features=frozenset(
            name for k, name in enumerate(parts.FEATURES) if chosen[k // 7] >> k % 7 & 1
        ),
        start=draw(st.sampled_from(WEEKS)),
        days=draw(st.integers(1, size.days)),
        tick_min=draw(st.sampled_from((15, 10, 5))),
        hub_hour=draw(st.sampled_from(HUB_HOURS_UTC)),
        zones=tuple(draw(zones)),
        longest_min=size.longest_min,
        most_steps=size.steps,
    )


@st.composite
def bare_problems(draw: st.DrawFn, size: Size = SMALL) -> Problem:
    """A small problem in which nothing stands yet."""
    world = draw(worlds(size))
    names = ("north", "south")[: draw(st.integers(1, 2))]
    rooms = [f"room-{k}" for k in range(draw(st.integers(1, size.rooms)))]
    people = [f"person-{k}" for k in range(draw(st.integers(1, size.people)))]
    kinds = [
        parts.treatment(world, f"kind-{k}") for k in range(draw(st.integers(1, 2)))
    ]
    who = PATIENTS[: draw(st.integers(1, size.patients))]
    # The last course may be a second one of the first patient.
    owners = (*who, *who[: draw(st.integers(0, 1))])
    return Problem(
        id="random",
        horizon=Horizon(start=world.start, days=world.days),
        tick_minutes=world.tick_min,
        clinics=tuple(parts.clinic(world, name) for name in names),
        travel=parts.travel(world, names),
        rooms=tuple(parts.room(world, name, names) for name in rooms),
        practitioners=tuple(parts.practitioner(world, p, names) for p in people),
        treatments=tuple(kinds),
        patients=tuple(parts.patient(world, name, names) for name in who),
        courses=tuple(
            parts.course(
                world,
                name=f"course-{k}",
                patient_id=owner,
                people=people,
                kinds=kinds,
                num_sessions=draw(st.integers(1, size.sessions)),
            )
            for k, owner in enumerate(owners)
        ),
        appointments=(),
        weights=parts.weights(world),
    )


@st.composite
def problems(draw: st.DrawFn, size: Size = SMALL) -> Problem:
    """
    A small problem with appointments: fixed, published and draft.

    They come from a front desk's plan of the same problem, so that those fixed
    break no rule; some of the others are then moved.
    """
    problem = draw(bare_problems(size))
    if not draw(st.integers(0, 3)):
        return problem
    random = Random(draw(st.integers(0, 2**32)))
    standing = []
    for assignment in front_desk(problem).assignments:
        state = random.choice((None, "fixed", "published", "published", "draft"))
        if state is None:
            continue
        if state != "fixed" and random.random() < 0.5:
            assignment = _elsewhere(random, problem, assignment)
        standing.append(make_appointment(assignment, state))
    return problem.model_copy(update={"appointments": tuple(standing)})


def _elsewhere(random: Random, problem: Problem, was: Assignment) -> Assignment:
    """An assignment at another time, in another room, or with another lead."""
    kind = random.choice(("time", "room", "lead"))
    if kind == "time":
        return moved(was, random.choice((problem.tick_minutes, 3, 24 * 60)))
    if kind == "room":
        room = random.choice(problem.rooms)
        return was.model_copy(update={"room": room.id, "clinic": room.clinic})
    lead = random.choice(problem.practitioners).id
    return was.model_copy(update={"staff": was.staff | {"lead": lead}})


@st.composite
def changed_plans(
    draw: st.DrawFn, size: Size = SMALL
) -> tuple[Problem, tuple[Assignment, ...]]:
    """A problem and the assignments of a legal plan, up to two of them changed."""
    problem = draw(problems(size))
    assignments = list(front_desk(problem).assignments)
    random = Random(draw(st.integers(0, 2**32)))
    for _ in range(draw(st.integers(0, 2)) if assignments else 0):
        k = random.randrange(len(assignments))
        assignments[k] = _changed(random, problem, assignments[k])
    return problem, tuple(assignments)


def _changed(random: Random, problem: Problem, was: Assignment) -> Assignment:
    """An assignment at another time, in another room, with other staff, longer."""
    kind = random.choice(("time", "time", "day", "room", "staff", "length"))
    tick_min = problem.tick_minutes
    if kind == "time":
        return moved(was, tick_min * random.randint(-6, 6))
    if kind == "day":
        return moved(was, 1440 * random.choice((-1, 1)))
    if kind == "room":
        room = random.choice(problem.rooms)
        return was.model_copy(update={"room": room.id, "clinic": room.clinic})
    if kind == "staff":
        role = random.choice(sorted(was.staff))
        person = random.choice(problem.practitioners).id
        return was.model_copy(update={"staff": was.staff | {role: person}})
    last = was.steps[-1]
    to = last.to + timedelta(minutes=tick_min)
    steps = (*was.steps[:-1], last.model_copy(update={"to": to}))
    return was.model_copy(update={"steps": steps})
