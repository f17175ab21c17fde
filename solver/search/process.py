"""Processes beside this one: how they begin, what they keep, when they end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait as wait_for_any
from multiprocessing.context import SpawnContext
from multiprocessing.synchronize import Event
from typing import Any, TypeVar

from solver.search.part import Worker

R = TypeVar("R")
_WORKERS: list[Worker] = []
"""The one of a worker process; empty elsewhere."""


def one_process(context: SpawnContext, told: Event) -> Executor:
    """A process that works until it is told to stop, or its asker ends."""
    return ProcessPoolExecutor(1, context, initializer=_begin, initargs=(told,))


def at_work(work: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    """Do work in a worker process, on what it keeps."""
    return work(_WORKERS[0], *args, **kwargs)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """
    Hold interrupts back; a process that begins meanwhile never hears of them.

    Ctrl-C reaches the whole group; only the first process answers it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(told: Event) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    _WORKERS.append(Worker(told.is_set))


def _end_with(parent: int) -> None:
    """End when the parent does; nobody else would tell a worker that waits."""
    wait_for_any([parent])
    os._exit(1)
