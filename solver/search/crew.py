"""Who does the pieces: this process, or several beside it."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.connection import wait as wait_for_any
from multiprocessing.synchronize import Event
from typing import Any, Concatenate, ParamSpec, TypeVar

from solver.kernel.search import CompiledSearch
from solver.options import Stop
from solver.search.piece import Part, Worker
from solver.workbench import Workbench

logger = logging.getLogger(__name__)
POLL_S = 0.1
MOST_DEATHS = 3
"""Worker deaths in a row, without any result between, after which we give up."""
P = ParamSpec("P")
R = TypeVar("R")
Work = Callable[Concatenate[Worker, P], R]


class Here(Executor):
    """An executor that does the work at once, in this process."""

    def submit(
        self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[R]:
        """Do it; the future is over when it is returned."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Crew:
    """
    Workers behind a `concurrent.futures.Executor`, made anew when one dies.

    A dead worker breaks its pool and loses the pieces in hand, no more: rosters
    live in the process that asks. Interrupts are for that process; the workers
    are told through an event.
    """

    def __init__(self, workers: int, stop: Stop) -> None:
        self.workers = workers
        self._own = Worker(stop)
        self._deaths = 0
        self._context = multiprocessing.get_context("spawn")
        self._told: Event | None = None
        self._executor = self._make()

    @property
    def is_lost(self) -> bool:
        """Whether workers die one after another."""
        return self._deaths >= MOST_DEATHS

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.tell_to_stop()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def submit(self, work: Work[P, R], *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Give work to whoever is free."""
        if self.workers == 1:
            return self._executor.submit(work, self._own, *args, **kwargs)
        job = partial(_at_work, work, *args, **kwargs)
        try:
            return self._executor.submit(job)
        except BrokenProcessPool:
            self._replace()
            return self._executor.submit(job)

    def keep(self, part: Part, bench: Workbench, search: CompiledSearch) -> None:
        """Use what was made in this process, if it is the one that searches."""
        if self.workers == 1:
            self._own.shelf.put(part, search)
            self._own.benches[part.key] = bench
        else:
            bench.forget()

    def result(self, future: Future[R]) -> R | None:
        """
        What came of a piece of work; None if nothing did.

        A worker that dies, or runs out of memory, or meets an error of ours costs
        its piece and no more; after `MOST_DEATHS` of them in a row the crew is lost.
        """
        while not wait([future], timeout=POLL_S).done:
            if self._own.stop():
                self.tell_to_stop()
        try:
            result = future.result()
        except BrokenProcessPool:
            logger.warning("a search process died; its piece of work is lost")
            return None
        except Exception:
            self._deaths += 1
            logger.exception("a piece of work failed; the best plan so far is kept")
            return None
        self._deaths = 0
        return result

    def tell_to_stop(self) -> None:
        """Let pieces in hand end early."""
        if self._told is not None:
            self._told.set()

    def _make(self) -> Executor:
        if self.workers == 1:
            return Here()
        self._told = self._context.Event()
        return ProcessPoolExecutor(
            self.workers, self._context, initializer=_begin, initargs=(self._told,)
        )

    def _replace(self) -> None:
        self._deaths += 1
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._make()


_WORKERS: list[Worker] = []
"""The one of a worker process; empty elsewhere."""


def _begin(told: Event) -> None:
    # Ctrl-C reaches the whole group; only the first process answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    _WORKERS.append(Worker(told.is_set))


def _end_with(parent: int) -> None:
    """End when the parent does; nobody else would tell a worker that waits."""
    wait_for_any([parent])
    os._exit(1)


def _at_work(work: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    return work(_WORKERS[0], *args, **kwargs)
