"""The search's processes: one in this process, or several beside it."""

from __future__ import annotations

import logging
import multiprocessing
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for_any
from multiprocessing.synchronize import Event
from time import monotonic, sleep

from solver.kernel.search import CompiledSearch
from solver.options import Stop
from solver.placement import Placement
from solver.problem import Problem
from solver.search.anneal import Annealing
from solver.workbench import Workbench

logger = logging.getLogger(__name__)
TELL_S = 0.5
"""Seconds between two reports of a search."""
SLICE_ROUNDS = 64
"""Rounds between two temperatures where rounds and not the clock decide."""
Placed = Sequence[Placement | None]


@dataclass(frozen=True, slots=True)
class Report:
    """
    How far a worker has come.

    Attributes
    ----------
    placed
        Its best roster, if better than what it told before; else None.
    """

    worker: int
    rounds: int
    cost: int
    placed: tuple[Placement | None, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """
    What one worker is to do: from where, with which seed, for how long.

    Attributes
    ----------
    began, until
        On the monotonic clock, which all processes of a machine share.
    target
        Cost units at which there is nothing left to gain.
    """

    worker: int
    placed: tuple[Placement | None, ...]
    seed: int
    began: float
    until: float
    iterations: int | None
    target: int


Tell = Callable[[Report], None]


def search(bench: Workbench, job: Job, tell: Tell, stop: Stop) -> None:
    """
    Anneal until time, rounds or the target are reached, telling as it goes.

    Without an iteration limit the clock cools the search; with one, the rounds
    do, so that a seed gives the same plan again.
    """
    roster = bench.resume(job.placed)
    annealing = Annealing(
        bench,
        job.placed,
        roster.locked,
        cost=roster.total(),
        seed=job.seed,
        slice_rounds=None if job.iterations is None else SLICE_ROUNDS,
    )
    annealing.search.run(0, 1.0)
    began = told = monotonic()
    found = annealing.search
    told_cost = found.best_cost
    # Compiling, once in an installation's life, is not the search's time.
    until = job.until + (began - job.began if found.was_compiled else 0.0)
    while found.best_cost > job.target and not stop():
        now = monotonic()
        if now >= until or found.rounds == job.iterations:
            break
        if job.iterations is None:
            annealing.slice((now - began) / (until - began))
        else:
            left = job.iterations - found.rounds
            annealing.slice(found.rounds / job.iterations, left)
        if now - told >= TELL_S:
            tell(_report(job, found, told_cost))
            told, told_cost = now, found.best_cost
    tell(_report(job, found, told_cost))


def _report(job: Job, found: CompiledSearch, told_cost: int) -> Report:
    better = found.best_cost < told_cost
    placed = tuple(found.best()) if better else None
    return Report(job.worker, found.rounds, found.best_cost, placed)


class _Worker:
    """What a worker process keeps between its start and its job."""

    problem: Problem
    reports: Connection
    stopped: Event


def _begin(problem: Problem, reports: Connection, stopped: Event) -> None:
    # Ctrl-C reaches the whole group; only the first process answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Worker.problem, _Worker.reports, _Worker.stopped = problem, reports, stopped


def _should_stop() -> bool:
    parent = multiprocessing.parent_process()
    return bool(_Worker.stopped.is_set() or parent is None or not parent.is_alive())


def _work(job: Job) -> None:
    bench = Workbench(_Worker.problem)
    search(bench, job, _Worker.reports.send, _should_stop)


def search_together(
    problem: Problem, jobs: Sequence[Job], tell: Tell, stop: Stop
) -> None:
    """
    Run jobs in a process each; a worker that dies costs only its own search.

    Interrupts are for this process: the workers are told through an event.
    Each worker has a pipe of its own: whichever side goes, the other notices.
    """
    context = multiprocessing.get_context("spawn")
    stopped = context.Event()
    pools: list[ProcessPoolExecutor] = []
    running: list[Future[None]] = []
    heard: list[Connection] = []
    try:
        for job in jobs:
            ours, theirs = context.Pipe(duplex=False)
            heard.append(ours)
            pool = ProcessPoolExecutor(
                1, context, initializer=_begin, initargs=(problem, theirs, stopped)
            )
            pools.append(pool)
            running.append(pool.submit(_work, job))
            # only the worker holds its end now: if it dies, the pipe ends
            theirs.close()
        speaking = list(heard)
        while not all(future.done() for future in running):
            if stop():
                stopped.set()
            _pass_on(speaking, tell, wait_s=TELL_S / 5)
        _pass_on(speaking, tell, wait_s=0.0)
    finally:
        stopped.set()
        # a worker in the middle of a report must not wait for a reader
        for pipe in heard:
            pipe.close()
        for pool in pools:
            pool.shutdown(wait=True, cancel_futures=True)
    _report_deaths(running)


def _pass_on(speaking: list[Connection], tell: Tell, wait_s: float) -> None:
    """Pass on what has been said; pipes that ended are dropped."""
    if not speaking:
        sleep(wait_s)
        return
    while ready := wait_for_any(speaking, timeout=wait_s):
        for pipe in [each for each in speaking if each in ready]:
            try:
                tell(pipe.recv())
            except EOFError:
                speaking.remove(pipe)
        wait_s = 0.0


def _report_deaths(running: Sequence[Future[None]]) -> None:
    wait(running)
    for future in running:
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            logger.warning("a search process died; its last report is used")
        elif error is not None:
            raise error
