"""Ctrl-C and SIGTERM as a wish to stop, which long work asks about."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

import click

Result = TypeVar("Result")

STOPPING = "Stopping; the best plan so far is kept. Once more to give up."


@contextmanager
def stop_on_signals() -> Iterator[Callable[[], bool]]:
    """
    Turn the first SIGINT or SIGTERM into a wish; the second interrupts.

    Yields
    ------
    A function that says whether a stop is wished for.

    Raises
    ------
    KeyboardInterrupt
        Within the context, on the second signal.
    """
    wished = threading.Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        if wished.is_set():
            raise KeyboardInterrupt
        wished.set()
        click.echo(STOPPING, err=True)

    before = {s: signal.signal(s, note) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield wished.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def responsive(work: Callable[[], Result]) -> Result:
    """
    Run ``work`` aside, so that signals are heard while native code runs.

    Python hears signals in its main thread only, between two of its own
    instructions: not while that thread is inside a solver.
    """
    outcome: Future[Result] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    # A daemon: who gives up on the work does not wait for its end.
    threading.Thread(target=run, name="work", daemon=True).start()
    return outcome.result()
