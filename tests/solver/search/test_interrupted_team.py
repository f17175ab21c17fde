"""Several search processes, when the one that asked for them has had enough."""

from __future__ import annotations

import multiprocessing
from datetime import date

import pytest

from fixtures.generator.problems import generate_problem
from solver.options import Options, Progress
from solver.solve import solve


def test_an_exception_in_on_progress_ends_all_search_processes() -> None:
    """Ctrl-C arrives as an exception; workers in the middle of a report end too."""
    problem = generate_problem(1, 28, 0.7, 1, date(2026, 11, 23))

    def interrupt(progress: Progress) -> None:
        if progress.phase == "search":
            raise KeyboardInterrupt

    options = Options(time_limit_s=60, workers=2)
    with pytest.raises(KeyboardInterrupt):
        solve(problem, options, on_progress=interrupt)
    assert multiprocessing.active_children() == []
