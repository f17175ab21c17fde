"""A live line on the terminal while a plan is being searched."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.tables import figure

if TYPE_CHECKING:
    from solver.solve import Progress


@contextmanager
def shown_progress(time_limit_s: float) -> Iterator[Callable[[Progress], None]]:
    """
    Show how a search goes on standard error, if that is a terminal.

    Yields
    ------
    What the search is to call with its progress.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Display

    display = Display(
        TimeElapsedColumn(),
        BarColumn(bar_width=24),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    )
    with display:
        task = display.add_task("reading", total=time_limit_s or None)

        def report(progress: Progress) -> None:
            seconds = min(progress.seconds, time_limit_s)
            display.update(task, completed=seconds, description=sentence(progress))

        yield report


def sentence(progress: Progress) -> str:
    """What is known so far, on one line."""
    return (
        f"{progress.phase}: best {figure(progress.total)}, "
        f"{progress.unscheduled:,} unscheduled, bound {figure(progress.bound)}, "
        f"{progress.moves:,} moves"
    )
