"""The appointment book: visits come and go, and what is open is what is legal."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from hypothesis import given

from solver.bits import positions
from solver.book import Book, openings, refusal
from solver.check import check
from solver.gaps import gaps_allow
from solver.instance import Instance
from solver.plan import Plan
from solver.problem import Assignment, Course, Patient, Problem
from solver.settling import settle
from solver.solve import front_desk
from solver.translate import assignment_of, placement_of
from solver.workbench import Workbench
from tests.solver.cases import course_of_two
from tests.solver.planned import make_assignment, make_plan, moved
from tests.solver.strategies import TINY, examples, problems
from tests.solver.test_engine import state


def house_of(problem: Problem) -> Problem:
    """A problem without anybody to treat."""
    none: dict[str, tuple[()]] = {"patients": (), "courses": (), "appointments": ()}
    return problem.model_copy(update=none)


def book_of(problem: Problem, assignments: Iterable[Assignment]) -> Book:
    """A book in which assignments stand."""
    book = Book(house_of(problem))
    for assignment in assignments:
        put(book, problem, assignment)
    return book


def put(book: Book, problem: Problem, assignment: Assignment) -> None:
    """Let an assignment of a problem stand."""
    course, treatment = of_session(problem, assignment.session)
    book.put(assignment, treatment, course.patient)


def of_session(problem: Problem, session: str) -> tuple[Course, str]:
    """Course and treatment of a session."""
    return next(
        (course, s.treatment)
        for course in problem.courses
        for s in course.sessions
        if s.id == session
    )


def patient_of(problem: Problem, course: Course) -> Patient:
    """The patient of a course."""
    return next(p for p in problem.patients if p.id == course.patient)


def without(plan: Plan, session: str) -> tuple[Assignment, ...]:
    """Assignments of a plan but one."""
    return tuple(a for a in plan.assignments if a.session != session)


@examples(40)
@given(problems(TINY))
def test_what_is_open_is_what_the_engine_allows(problem):
    """
    Beside everything else of a plan, each session may start when a roster lets it:
    the same starts, whoever leads; and what it adds is what the checker says.
    """
    problem = problem.model_copy(update={"appointments": ()})
    plan = front_desk(problem)
    book = book_of(problem, plan.assignments)
    for assignment in plan.assignments:
        session = assignment.session
        course, _ = of_session(problem, session)
        rest = without(plan, session)
        before = check(problem, make_plan(problem, *rest)).total
        patient = patient_of(problem, course)
        with book.asking(patient, course, moving=[session]) as views:
            for clinic, day in clinic_days(book):
                found = list(openings(views[session], clinic, day, every=1))
                starts = [opening.placement.start for opening in found]
                assert starts == feasible(problem, rest, session, clinic, day)
                for opening in found[:2]:
                    there = assignment_of(book.instance, opening.placement)
                    total = check(problem, make_plan(problem, *rest, there)).total
                    loss = loss_of(problem, session)
                    assert book.instance.amount(opening.cost) == total - before + loss


def loss_of(problem: Problem, session: str) -> Decimal:
    """What it costs to leave a session out."""
    instance = Instance(problem)
    return instance.amount(instance.tasks[instance.task_of[session]].loss)


def clinic_days(book: Book) -> list[tuple[int, int]]:
    """Every day of every clinic."""
    grid = book.instance.grid
    return [(c, d) for c in range(len(grid.zones)) for d in range(grid.num_days)]


def feasible(
    problem: Problem,
    rest: Iterable[Assignment],
    session: str,
    clinic: int,
    day: int,
) -> list[int]:
    """Starts that a roster of the problem offers and settles, by any lead."""
    bench = Workbench(problem)
    placed = [placement_of(bench.instance, a) for a in rest]
    engine = bench.resume(placed).engine
    task = bench.instance.tasks[bench.instance.task_of[session]]
    line = bench.instance.lines[task.course]
    found: set[int] = set()
    for place in engine.places(task.index):
        if (place.clinic, place.day) != (clinic, day):
            continue
        if not gaps_allow(
            bench.instance, line, engine.timeline.placed, task.index, day
        ):
            continue
        for shape, mask in enumerate(engine.starts(task.index, place)):
            for start in positions(mask):
                if settle(engine, task.index, place, shape, start):
                    found.add(bench.hours.base(clinic, day) + start)
    return sorted(found)


@examples(40)
@given(problems(TINY))
def test_everything_legal_and_nothing_else_is_taken(problem):
    """
    A visit that stands in a plan may be booked where it stands; moved on by a tick it
    may just if the checker agrees, and if not, one of the checker's rules is named.
    """
    problem = problem.model_copy(update={"appointments": ()})
    plan = front_desk(problem)
    book = book_of(problem, plan.assignments)
    for assignment in plan.assignments:
        course, _ = of_session(problem, assignment.session)
        rest = without(plan, assignment.session)
        for asked in (assignment, moved(assignment, problem.tick_minutes)):
            broken = {
                violation.rule
                for violation in check(
                    problem, make_plan(problem, *rest, asked)
                ).violations
            }
            patient = patient_of(problem, course)
            moving = [asked.session]
            with book.asking(patient, course, moving=moving) as views:
                placement = placement_of(book.instance, asked)
                rule = refusal(views[asked.session], placement)
            assert (rule is None) == (not broken)
            if broken == {rule}:
                continue
            # Of several rules any may be named; travel is part of being busy.
            assert rule is None or rule in broken | (
                {"R04"} if "R06" in broken else set()
            )


@examples(20)
@given(problems(TINY))
def test_who_asks_leaves_no_trace(problem):
    """Asking, booking and cancelling again leave what is open as it was."""
    problem = problem.model_copy(update={"appointments": ()})
    plan = front_desk(problem)
    book = book_of(problem, plan.assignments)
    before = state(book.engine)
    for assignment in plan.assignments:
        course, _ = of_session(problem, assignment.session)
        with book.asking(patient_of(problem, course), course) as views:
            assert assignment.session in views
    assert state(book.engine) == before
    for assignment in plan.assignments:
        book.take(assignment.session)
        assert not book.stands(assignment.session)
        put(book, problem, assignment)
    assert taken(book) == taken(book_of(problem, plan.assignments))


def taken(book: Book) -> dict[str, object]:
    """What is taken, whoever has it."""
    kept = state(book.engine)
    del kept["placed"]
    return kept


def test_versions_tell_what_may_have_changed():
    """A visit changes its own day and its neighbours', which it may reach into."""
    problem = course_of_two(days=6)
    book = book_of(problem, ())
    before = {cell: book.version(*cell) for cell in clinic_days(book)}
    put(book, problem, make_assignment(problem, "ada-1", day=2))
    changed = {cell for cell, was in before.items() if book.version(*cell) != was}
    assert changed == {(0, 1), (0, 2), (0, 3)}
