"""Who does the work: this process, or several beside it."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.synchronize import Event
from typing import Concatenate, ParamSpec, TypeVar

from solver.options import Stop
from solver.search.hand import Hand, Here
from solver.search.part import Part, Worker
from solver.search.process import at_work, interrupts_held, one_process

logger = logging.getLogger(__name__)
POLL_S = 0.1
P = ParamSpec("P")
R = TypeVar("R")
Work = Callable[Concatenate[Worker, Part, P], R]


class Crew:
    """
    Workers, each behind a `concurrent.futures.Executor`.

    A dead worker loses the work it has in hand, no more: rosters live in the process
    that asks. Interrupts are for that process; the workers are told by an event.
    """

    def __init__(self, workers: int, stop: Stop) -> None:
        self.workers = workers
        self.stop = stop
        self._own = Worker(stop)
        self._told: Event | None = None
        if workers == 1:
            self.hands = [Hand(Here)]
            return
        context = multiprocessing.get_context("spawn")
        self._told = context.Event()
        make = partial(one_process, context, self._told)
        self.hands = [Hand(make) for _ in range(workers)]

    @property
    def is_lost(self) -> bool:
        """Whether all workers fail one time after another."""
        return all(hand.is_lost for hand in self.hands)

    @property
    def at_hand(self) -> list[Hand]:
        """Workers that are not given up."""
        return [hand for hand in self.hands if not hand.is_lost]

    @property
    def idle(self) -> list[Hand]:
        """Workers that have nothing to do."""
        return [hand for hand in self.at_hand if not hand.pending]

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.tell_to_stop()
        for hand in self.hands:
            hand.shutdown()

    def here(
        self, work: Work[P, R], part: Part, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Do work on a part at once, in this process, and keep nothing of it."""
        return work(Worker(self.stop), part, *args, **kwargs)

    def submit(
        self, work: Work[P, R], part: Part, *args: P.args, **kwargs: P.kwargs
    ) -> Future[R]:
        """Give work on a part to who has least to do, has its tables if possible."""
        hands = self.at_hand or self.hands
        hand = min(hands, key=lambda h: (h.load, part.key not in h.parts))
        return self.give(hand, work, part, *args, **kwargs)

    def give(
        self,
        hand: Hand,
        work: Work[P, R],
        part: Part,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Future[R]:
        """Give work on a part to one of the workers."""
        job: Callable[[], R]
        if self._told is None:
            job = partial(work, self._own, part, *args, **kwargs)
            return hand.submit(job, part.key, part.sessions)
        job = partial(at_work, work, part, *args, **kwargs)
        with interrupts_held():
            return hand.submit(job, part.key, part.sessions)

    def wait(self) -> None:
        """Wait a little, at most until a piece of work is over."""
        pending = [future for hand in self.hands for future in hand.pending]
        wait(pending, timeout=POLL_S, return_when=FIRST_COMPLETED)
        if self.stop():
            self.tell_to_stop()

    def result(self, future: Future[R]) -> R | None:
        """
        What came of a piece of work; None if nothing did.

        A worker that dies, or runs out of memory, or meets an error of ours costs
        its piece and no more.
        """
        while not future.done():
            self.wait()
        hand = next(hand for hand in self.hands if hand.has(future))
        result, is_good = None, True
        try:
            result = future.result()
        except BrokenProcessPool:
            logger.warning("a search process died; its piece of work is lost")
            is_good = False
        except Exception:
            logger.exception("a piece of work failed; the best plan so far is kept")
            is_good = False
        hand.hear(future, is_good=is_good)
        return result

    def tell_to_stop(self) -> None:
        """Let work in hand end early."""
        if self._told is not None:
            self._told.set()
