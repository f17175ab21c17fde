"""Several search processes, when the one that asked for them has had enough."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from datetime import date
from pathlib import Path

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


ENDLESS = """
from datetime import date
from fixtures.generator.problems import generate_problem
from solver.options import Options
from solver.solve import solve

def tell(progress):
    if progress.phase == "search":
        print("searching", flush=True)

if __name__ == "__main__":
    problem = generate_problem(1, 28, 0.7, 1, date(2026, 11, 23))
    solve(problem, Options(time_limit_s=600, workers=2), on_progress=tell)
"""


def test_workers_end_with_the_process_that_asked_for_them(tmp_path) -> None:
    """Killed outright it can tell nobody; its workers notice and leave."""
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS)
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, cwd=Path.cwd(), text=True
    ) as asking:
        assert asking.stdout is not None
        assert asking.stdout.readline() == "searching\n"
        asking.kill()
        # The pipe ends when the last of them has closed it.
        asking.stdout.read()
