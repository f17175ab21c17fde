"""The crew: who gets which work, and what becomes of a worker that fails."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Executor, Future, wait
from typing import Any

from solver.options import never
from solver.search.crew import Crew
from solver.search.hand import MOST_FAILURES, Hand, Here
from solver.search.part import Part, Shelf, Worker
from tests.solver.cases import crowded

LARGE, SMALL = Part("large", b"", 100), Part("small", b"", 10)


class Waiting(Executor):
    """Never does anything."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        """Take work, and leave it."""
        return Future()


def idle_crew(hands: int) -> Crew:
    """A crew whose workers never come to an end."""
    crew = Crew(1, never)
    crew.hands = [Hand(Waiting) for _ in range(hands)]
    return crew


def nothing(worker: Worker, part: Part) -> None:
    """No work at all."""


def end_it(worker: Worker, part: Part) -> None:
    """Kill the process that does it."""
    os.kill(os.getpid(), signal.SIGKILL)


def who(worker: Worker, part: Part) -> int:
    """Which process does it."""
    return os.getpid()


def fail(worker: Worker, part: Part) -> None:
    """An error of ours."""
    raise MemoryError("no room")


def test_work_goes_to_who_has_least_to_do():
    """Two small parts weigh less than a large one."""
    crew = idle_crew(2)
    for part in (LARGE, SMALL, SMALL):
        crew.submit(nothing, part)
    assert [hand.load for hand in crew.hands] == [100, 20]


def test_among_equals_work_goes_to_who_has_the_tables():
    """Tables take longer to make than a piece lasts."""
    crew = Crew(1, never)
    crew.hands = [Hand(Here), Hand(Here)]
    crew.give(crew.hands[1], nothing, LARGE)
    crew.submit(nothing, LARGE)
    assert [hand.parts for hand in crew.hands] == [set(), {"large"}]


def test_a_worker_that_dies_is_made_anew_without_its_tables():
    """The other keeps its process, its tables and its work."""
    with Crew(2, never) as crew:
        victim, other = crew.hands
        before = crew.result(crew.give(other, who, SMALL))
        assert crew.result(crew.give(victim, end_it, LARGE)) is None
        assert crew.result(crew.give(victim, who, SMALL)) is not None
        assert crew.result(crew.give(other, who, SMALL)) == before
        assert (victim.parts, victim.failures) == ({"small"}, 0)


def test_a_worker_that_always_fails_is_given_up(caplog):
    """The others go on without it; only with the last one the crew is lost."""
    crew = Crew(1, never)
    crew.hands = [Hand(Here), Hand(Here)]
    bad, good = crew.hands
    for _ in range(MOST_FAILURES):
        assert crew.result(crew.give(bad, fail, SMALL)) is None
    assert bad.is_lost
    assert not crew.is_lost
    assert crew.idle == [good]
    assert "a piece of work failed" in caplog.text


def test_one_result_makes_up_for_failures():
    """Only failures in a row count."""
    crew = Crew(1, never)
    for work in (fail, fail, nothing, fail, fail):
        crew.result(crew.submit(work, SMALL))
    assert not crew.is_lost


def test_waiting_ends_with_the_first_result():
    """Nobody waits for the slowest."""
    crew = idle_crew(1)
    crew.hands.append(Hand(Here))
    slow, quick = (crew.give(hand, nothing, SMALL) for hand in crew.hands)
    crew.wait()
    assert wait([quick], timeout=0).done
    assert not slow.done()


def test_a_shelf_keeps_what_was_used_last():
    """As many sessions as it may; what comes again later is made again."""
    first, second = (Part.of(crowded(names)) for names in (20, 21))
    shelf = Shelf(second.sessions)
    bench = shelf.bench(first)
    assert shelf.bench(first) is bench
    shelf.bench(second)
    assert shelf.bench(first) is not bench
