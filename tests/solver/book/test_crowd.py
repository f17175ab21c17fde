"""A book in which visits overlap, as some do that were imported."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from solver.book import Book
from solver.plan import Plan
from solver.problem import Problem, Span
from solver.solve import front_desk
from tests.solver.book.test_book import book_of, of_session, patient_of, put
from tests.solver.cases import course_of_two
from tests.solver.planned import make_assignment, moved
from tests.solver.strategies import TINY, examples, problems
from tests.solver.test_engine import state


def crowded(problem: Problem, plan: Plan, random: Random) -> Plan:
    """A plan whose visits are moved about, so that they are in one another's way."""
    ticks = range(-6, 7)
    shifted = [
        moved(each, problem.tick_minutes * random.choice(ticks))
        for each in plan.assignments
    ]
    return plan.model_copy(update={"assignments": tuple(shifted)})


@examples(40)
@given(problems(TINY), st.integers(0, 2**32))
def test_who_leaves_frees_nothing_that_another_has(problem, seed):
    """
    Whatever overlaps and in whatever order some leave, what is taken is what those who
    stay would take by themselves.
    """
    problem = problem.model_copy(update={"appointments": ()})
    random = Random(seed)
    plan = crowded(problem, front_desk(problem), random)
    book = book_of(problem, plan.assignments)
    stays = list(plan.assignments)
    random.shuffle(stays)
    while stays:
        book.take(stays.pop().session)
        assert shown(book) == shown(book_of(problem, stays))


@examples(20)
@given(problems(TINY), st.integers(0, 2**32))
def test_who_asks_leaves_no_trace_in_a_crowd(problem, seed):
    """A course that asks changes nothing, whether or not one of its sessions moves."""
    problem = problem.model_copy(update={"appointments": ()})
    plan = crowded(problem, front_desk(problem), Random(seed))
    book = book_of(problem, plan.assignments)
    before = shown(book)
    for assignment in plan.assignments:
        course, _ = of_session(problem, assignment.session)
        for moving in ([], [assignment.session]):
            with book.asking(patient_of(problem, course), course, moving=moving):
                pass
            assert shown(book) == before


def test_a_closed_room_stays_closed_when_a_visit_leaves_it():
    """A visit that stands in a room closed since leaves it as closed as it was."""
    problem = course_of_two(days=6)
    visit = make_assignment(problem, "ada-1", day=2)
    hour = Span(from_=visit.start, to=visit.steps[-1].to)
    rooms = [room.model_copy(update={"unavailable": (hour,)}) for room in problem.rooms]
    problem = problem.model_copy(update={"rooms": tuple(rooms)})
    book = book_of(problem, ())
    closed = list(book.engine.timeline.room_busy)
    put(book, problem, visit)
    book.take(visit.session)
    assert book.engine.timeline.room_busy == closed


def shown(book: Book) -> dict[str, object]:
    """What is taken, by name where numbers depend on who came first."""
    kept = state(book.engine)
    for inner in ("placed", "_levels"):
        del kept[inner]
    busy = book.engine.timeline.patient_busy
    kept["patient_busy"] = {
        name: busy[index]
        for name, index in book.instance.patient_of.items()
        if index < len(busy) and busy[index]
    }
    return kept
