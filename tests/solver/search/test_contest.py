"""The contest for search time: who is searched, by how many, and what comes of it."""

from __future__ import annotations

from datetime import date
from time import monotonic

import pytest

from fixtures.generator.problems import generate_problem
from solver.check import check
from solver.construction import construct
from solver.kernel.rows import placements_of
from solver.options import never
from solver.planned_part import PlannedPart
from solver.search.contest import BEHIND, Contest
from solver.search.crew import Crew
from solver.search.entrant import Entrant
from solver.search.hand import Hand, Here
from solver.search.part import Worker
from solver.split import split
from tests.solver.planned import bare_plan

LONG_S = 600.0


class Aside(Crew):
    """Two workers by its own account; does all the work itself, in order."""

    def __init__(self) -> None:
        super().__init__(1, never)
        self.workers = 2
        self.hands = [Hand(Here), Hand(Here)]


def parts_of(clinics: int, days: int = 7) -> list[PlannedPart]:
    """Constructed parts of a generated network."""
    problem = generate_problem(clinics, days, 0.7, 5, date(2026, 11, 23))
    parts = [PlannedPart(part) for part in split(problem)]
    construct(Crew(1, never), parts, ())
    return parts


def contest_of(
    parts: list[PlannedPart], rounds: int | None, crew: Crew | None = None
) -> tuple[Contest, list[Entrant]]:
    """A contest of so many rounds a part and worker."""
    entrants = [part.entrant(rounds) for part in parts]
    until = monotonic() + LONG_S
    return Contest(entrants, crew or Aside(), until=until, seed=3), entrants


@pytest.mark.parametrize("clinics", [1, 4, 5])
def test_best_rosters_cost_what_is_said(clinics):
    """Searched by regions, in lanes or alone: the checker agrees on every part."""
    parts = parts_of(clinics)
    contest, entrants = contest_of(parts, 600)
    contest.run(lambda: None, never)
    for part, entrant in zip(parts, entrants, strict=True):
        placed = placements_of(part.layout, entrant.best_rows)
        report = check(part.problem, bare_plan(part.bench, placed))
        assert not report.violations
        assert part.bench.instance.units(report.total) == entrant.best_cost
        assert entrant.best_cost < part.desk_cost


def test_lanes_and_regions_keep_all_workers_busy():
    """One clinic: a roster for each worker. Several: one roster, in regions."""
    (alone,), (town,) = parts_of(1), parts_of(4)
    _, (single,) = contest_of([alone], 10)
    _, (several,) = contest_of([town], 10)
    assert (len(single.lanes), len(several.lanes)) == (2, 1)


def test_rosters_of_a_part_are_reunited_once():
    """From half way on all go on from the best; then each its own way again."""
    contest, (entrant,) = contest_of(parts_of(1), 1_200)
    contest.run(lambda: None, never)
    assert entrant.was_reunited
    assert entrant.lanes[0].rows is not entrant.lanes[1].rows


def test_every_part_gets_its_rounds():
    """Nobody starves: each does as many as it was given, by each worker."""
    contest, entrants = contest_of(parts_of(5), 300)
    contest.run(lambda: None, never)
    assert [e.rounds_left for e in entrants] == [0, 0]
    assert all(e.rounds >= 300 for e in entrants)
    assert all(e.share == pytest.approx(1.0) for e in entrants)


def test_a_perfect_part_gets_nothing():
    """Where the bound is reached there is nothing left to gain."""
    parts = parts_of(5)
    contest, (perfect, other) = contest_of(parts, 50)
    perfect.target = perfect.best_cost
    contest.run(lambda: None, never)
    assert perfect.rounds == 0
    assert other.rounds > 0


def test_a_part_that_gains_more_than_others_gets_more_time():
    """By size alone at first; then by what it gained, within limits."""
    contest, (one, other) = contest_of(parts_of(5), None)
    _, rounds = contest._advance(one, 1.0, 100.0)
    assert rounds is None
    before = contest._advance(one, 1.0, 100.0)[0]
    one.gain_rate, other.gain_rate = 9.0, 1.0
    # more time for it means that a second brings it less far
    assert contest._advance(one, 1.0, 100.0)[0] < before


def test_the_same_seed_gives_the_same_rosters():
    """In one process, with rounds and not the clock deciding."""
    found = []
    for _ in range(2):
        contest, entrants = contest_of(parts_of(5), 200, Crew(1, never))
        contest.run(lambda: None, never)
        found.append([e.best_rows.tolist() for e in entrants])
    assert found[0] == found[1]


def test_a_part_stays_with_the_worker_that_has_its_tables():
    """Another one takes it over only where it has fallen behind."""
    crew = Aside()
    contest, (one, other) = contest_of(parts_of(5), 50, crew)
    first, second = crew.hands
    first.parts, second.parts = {one.part.key}, {other.part.key}
    one.share, other.share = 0.0, BEHIND / 2
    assert contest._next([second]) == (second, other)
    assert contest._next([first, second]) == (first, one)
    other.share = 2 * BEHIND
    assert contest._next([second]) == (second, one)


def test_a_stop_ends_a_contest_between_two_pieces():
    """What was found until then is kept."""
    parts = parts_of(1)
    contest, (entrant,) = contest_of(parts, 100_000)
    contest.run(lambda: None, lambda: entrant.rounds > 0)
    assert 0 < entrant.rounds < 100_000
    assert entrant.best_cost <= parts[0].desk_cost


def test_a_worker_makes_tables_once():
    """A part that comes again is at hand."""
    (part,) = parts_of(1)
    worker = Worker()
    assert worker.shelf.search(part.part) is worker.shelf.search(part.part)
