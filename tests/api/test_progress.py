"""The live line: on a terminal only, never in the way of the plan."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from api.progress import sentence, shown_progress
from solver.options import Progress
from tests.api.builders import make_endless

HALFWAY = Progress(
    seconds=1.5,
    total=Decimal("4718.5"),
    unscheduled=4,
    bound=Decimal(4626),
    moves=12_000,
    phase="search",
)


def test_sentence_holds_all_that_is_known() -> None:
    """Phase, best total, sessions left out, bound and moves on one line."""
    assert sentence(HALFWAY) == (
        "search: best 4,718.5, 4 unscheduled, bound 4,626, 12,000 moves"
    )


def test_without_a_terminal_nothing_is_drawn(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Logs and files get no bars."""
    with shown_progress(60) as report:
        report(HALFWAY)
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_on_a_terminal_the_search_is_seen(
    write: Callable[[str, Any], Path],
) -> None:
    """Standard error shows the search; standard output is still only the plan."""
    problem = write("problem.json", make_endless())
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "solve", str(problem), "--iterations", "30"],
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    with process, os.fdopen(ours, "rb") as terminal:
        shown = b""
        # A terminal whose last writer is gone ends with an error, not a blank.
        while chunk := _read(terminal.fileno()):
            shown += chunk
        out, _ = process.communicate()
    assert process.returncode == 0
    assert json.loads(out)["schema"] == "plan/1"
    assert b"unscheduled" in shown
    assert b"moves" in shown


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65_536)
    except OSError:
        return b""
