"""A whole course at once: as cheap as the course graph says, and legal."""

from __future__ import annotations

from hypothesis import given

from solver.book import refusal
from solver.book.book import Book
from solver.book.whole import whole_course
from solver.workbench import Workbench
from tests.solver.book.test_book import house_of, patient_of
from tests.solver.reference.front_desk import shortest
from tests.solver.strategies import SMALL, examples, problems


@examples(60)
@given(problems(SMALL))
def test_a_course_alone_is_as_cheap_as_can_be(problem):
    """The same cost as the shortest path of the plain course graph."""
    problem = problem.model_copy(update={"appointments": ()})
    bench = Workbench(problem)
    book = Book(house_of(problem))
    for line in bench.instance.lines:
        course = problem.courses[line.index]
        best = shortest(bench.begin(), line, line.sessions)
        with book.asking(patient_of(problem, course), course) as views:
            if not views:
                continue
            asked = next(iter(views.values())).line
            options = whole_course(list(views.values()))
            placed = [None] * asked.sessions[0]
            placed += [option and option.placement for option in options]
            cost = book.costs.course(asked, placed)
            cost += sum(
                book.costs.one_more(option.placement.lead, 0)
                for option in options
                if option
            )
        found = book.instance.amount(cost)
        assert found == bench.instance.amount(best.cost)


@examples(40)
@given(problems(SMALL))
def test_all_of_it_may_be_held(problem):
    """Put down one after another, each beside those before; but two may share a day."""
    problem = problem.model_copy(update={"appointments": ()})
    book = Book(house_of(problem))
    for course in problem.courses:
        with book.asking(patient_of(problem, course), course) as views:
            options = whole_course(list(views.values()))
            days = [option.placement.day for option in options if option]
            for view, option in zip(views.values(), options, strict=True):
                if option is None:
                    continue
                if len(set(days)) == len(days):
                    assert refusal(view, option.placement) is None
                    book.engine.add(option.placement)
