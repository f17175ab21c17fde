"""The search's processes: one in this process, or several beside it."""

from __future__ import annotations

import logging
import multiprocessing
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from queue import Empty
from random import Random
from time import monotonic
from typing import Any

from solver.options import Stop
from solver.placement import Placement
from solver.problem import Problem
from solver.search.anneal import Annealing
from solver.workbench import Workbench

logger = logging.getLogger(__name__)
TELL_S = 0.5
"""Seconds between two reports of a search."""
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
    annealing = Annealing(bench.resume(job.placed), Random(job.seed))
    told = monotonic()
    told_cost = annealing.best_cost
    while annealing.best_cost > job.target and not stop():
        now = monotonic()
        if now >= job.until:
            break
        share = (now - job.began) / (job.until - job.began)
        if job.iterations is not None:
            if annealing.rounds >= job.iterations:
                break
            share = annealing.rounds / job.iterations
        annealing.round(share)
        if now - told >= TELL_S:
            tell(_report(job, annealing, told_cost))
            told, told_cost = now, annealing.best_cost
    tell(_report(job, annealing, told_cost))


def _report(job: Job, annealing: Annealing, told_cost: int) -> Report:
    better = annealing.best_cost < told_cost
    placed = tuple(annealing.best) if better else None
    return Report(job.worker, annealing.rounds, annealing.best_cost, placed)


class _Worker:
    """What a worker process keeps between its start and its job."""

    problem: Problem
    reports: Any
    stopped: Any


def _begin(problem: Problem, reports: Any, stopped: Any) -> None:
    # Ctrl-C reaches the whole group; only the first process answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Worker.problem, _Worker.reports, _Worker.stopped = problem, reports, stopped


def _should_stop() -> bool:
    parent = multiprocessing.parent_process()
    return bool(_Worker.stopped.is_set() or parent is None or not parent.is_alive())


def _work(job: Job) -> None:
    bench = Workbench(_Worker.problem)
    search(bench, job, _Worker.reports.put, _should_stop)


def search_together(
    problem: Problem, jobs: Sequence[Job], tell: Tell, stop: Stop
) -> None:
    """
    Run jobs in a process each; a worker that dies costs only its own search.

    Interrupts are for this process: the workers are told through an event.
    """
    context = multiprocessing.get_context("spawn")
    reports, stopped = context.Queue(), context.Event()
    pools = [
        ProcessPoolExecutor(
            1, context, initializer=_begin, initargs=(problem, reports, stopped)
        )
        for _ in jobs
    ]
    running = [pool.submit(_work, job) for pool, job in zip(pools, jobs, strict=True)]
    try:
        while not all(future.done() for future in running):
            if stop():
                stopped.set()
            _pass_on(reports, tell, wait_s=TELL_S / 5)
        _pass_on(reports, tell, wait_s=0.0)
    finally:
        stopped.set()
        for pool in pools:
            pool.shutdown(wait=True, cancel_futures=True)
    _report_deaths(running)


def _pass_on(reports: Any, tell: Tell, wait_s: float) -> None:
    try:
        tell(reports.get(timeout=wait_s) if wait_s else reports.get_nowait())
        while True:
            tell(reports.get_nowait())
    except Empty:
        return


def _report_deaths(running: Sequence[Future[None]]) -> None:
    wait(running)
    for future in running:
        error = future.exception()
        if isinstance(error, BrokenProcessPool):
            logger.warning("a search process died; its last report is used")
        elif error is not None:
            raise error
