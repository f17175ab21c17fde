"""The shortest path of a course is the best of all its plans."""

from __future__ import annotations

from itertools import product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from solver.gaps import gaps_allow
from solver.instance import Instance
from solver.patterns import shape_of
from solver.placement import Place, Placement
from solver.problem import Course, Problem
from solver.workbench import Workbench
from tests.solver.builders import (
    make_course,
    make_last,
    make_practitioner,
    make_problem,
    make_session,
    make_shifts,
)
from tests.solver.reference.course_graph import FAR, CourseGraph, Node
from tests.solver.strategies import examples

DAYS = 5


def random_course(random: Random) -> Course:
    """Two to four sessions with gaps or none, after a last one or none."""
    sessions = []
    for k in range(random.randint(2, 4)):
        gap = {}
        if random.random() < 0.8:
            least = random.randint(0, 2)
            gap = {
                "min_days": least,
                "ideal_days": random.randint(0, 7) / 2,
                "max_days": random.randint(least, 4),
                "penalty_per_day": random.choice((0, 1, 2.5)),
            }
        sessions.append(make_session(f"ada-{k}", **gap))
    last = None
    if random.random() < 0.5:
        last = make_last(random.randint(-4, 1), random.choice(("mei", "kim")))
    return make_course(sessions=tuple(sessions), last_session=last)


def problem_with(course: Course) -> Problem:
    """Two leads, five days."""
    shifts = make_shifts(days=range(DAYS))
    people = tuple(make_practitioner(id=who, shifts=shifts) for who in ("mei", "kim"))
    return make_problem(days=DAYS, practitioners=people, courses=(course,))


def random_nodes(random: Random, is_held: bool) -> list[Node]:
    """Some places with costs; just one for a session that must be held."""
    places = [Place(lead, 0, day) for lead in (0, 1) for day in range(DAYS)]
    count = 1 if is_held else random.randint(0, 5)
    return [(random.randint(0, 30), place) for place in random.sample(places, count)]


@examples(100)
@given(st.integers(0, 2**32))
def test_shortest_path_is_the_cheapest_of_all_plans(seed):
    """Every choice of a place or none for each session, counted one by one."""
    random = Random(seed)
    problem = problem_with(random_course(random))
    bench = Workbench(problem)
    (line,) = bench.instance.lines
    held = [random.random() < 0.1 for _ in line.sessions]
    nodes = [random_nodes(random, is_held) for is_held in held]
    losses = [FAR if is_held else random.randint(0, 60) for is_held in held]
    path = CourseGraph(bench.instance, bench.costs, line).shortest(nodes, losses)
    found = [
        cost
        for chosen in product(*([None, *some] for some in nodes))
        if (cost := cost_of(bench, chosen, losses)) is not None
    ]
    best = min(found, default=FAR)
    if best < FAR:
        assert path.cost == best
        assert cost_of(bench, chosen_in(path.places, nodes), losses) == best
    else:
        assert path.cost >= FAR


def cost_of(
    bench: Workbench, chosen: tuple[Node | None, ...], losses: list[int]
) -> int | None:
    """What a plan of the course costs; None if it breaks R11."""
    instance = bench.instance
    (line,) = instance.lines
    placed = [
        node and placement_at(instance, k, node[1]) for k, node in enumerate(chosen)
    ]
    for k, placement in enumerate(placed):
        if placement and not gaps_allow(instance, line, placed, k, placement.day):
            return None
    cost, before = 0, (line.last_day, line.last_lead)
    for task, node, loss in zip(instance.tasks, chosen, losses, strict=True):
        if node is None:
            cost, before = cost + loss, (None, None)
            continue
        node_cost, place = node
        cost += node_cost
        if before[0] is not None:
            cost += bench.costs.cadence(task, place.day - before[0])
            cost += bench.costs.change * (place.lead != before[1])
        before = (place.day, place.lead)
    return cost


def placement_at(instance: Instance, task: int, place: Place) -> Placement:
    """A session somewhere on a day; only the day matters here."""
    (treatment,) = instance.problem.treatments
    shape = shape_of(treatment, [step.minutes // 5 for step in treatment.steps])
    staff = (("lead", place.lead),)
    return Placement(task, place.clinic, place.day, place.lead, shape, 0, 0, staff)


def chosen_in(
    places: tuple[Place | None, ...], nodes: list[list[Node]]
) -> tuple[Node | None, ...]:
    """The nodes of a path."""
    by_place = [{place: (cost, place) for cost, place in some} for some in nodes]
    return tuple(
        None if place is None else known[place]
        for place, known in zip(places, by_place, strict=True)
    )
