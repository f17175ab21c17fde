"""``meridian solve``: plans written whole, stops that keep the best so far."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.builders import (
    make_assignment,
    make_course,
    make_endless,
    make_plan,
    make_problem,
    make_session,
)
from tests.api.conftest import Run

Write = Callable[[str, Any], Path]
Start = Callable[..., subprocess.Popen[str]]
with_signals = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="only Linux tells what is caught"
)


def test_solve_writes_the_plan_and_says_how_good_it_is(
    meridian: Run, write: Write, tmp_path: Path
) -> None:
    """The plan goes to the file, a summary to standard error, nothing to output."""
    problem = write("problem.json", make_problem(patients=3))
    ended = meridian("solve", problem, "-o", tmp_path / "plan.json")
    assert (ended.status, ended.out) == (0, "")
    plan = json.loads((tmp_path / "plan.json").read_text())
    assert (plan["problem"], plan["status"]) == ("small", "optimal")
    assert len(plan["assignments"]) == 3
    assert "placed       3 of 3 sessions" in ended.err
    assert "on time      100.0 %" in ended.err
    assert "gap kept     -" in ended.err
    assert "moved        0 patients" in ended.err
    assert "in parallel  0 sessions" in ended.err
    assert meridian("check", problem, tmp_path / "plan.json").status == 0


def test_solve_prints_the_plan_when_no_file_is_named(
    meridian: Run, write: Write
) -> None:
    """Standard output is the plan and nothing else."""
    ended = meridian("solve", write("problem.json", make_problem()))
    assert ended.data()["schema"] == "plan/1"


def test_solve_reads_standard_input(start: Start) -> None:
    """``-`` as the problem is standard input."""
    process = start("solve", "-", stdin=subprocess.PIPE)
    out, _ = process.communicate(json.dumps(make_problem()))
    assert process.returncode == 0
    assert json.loads(out)["problem"] == "small"


def test_solve_leaves_out_what_does_not_fit_and_says_why(
    meridian: Run, write: Write
) -> None:
    """Four sessions of an hour in three hours: one is left, which is no error."""
    ended = meridian("solve", write("problem.json", make_problem(patients=4)))
    assert ended.status == 0
    (left,) = ended.data()["unscheduled"]
    assert left["reasons"]


def test_solve_repeats_itself_for_a_seed_and_a_count(
    meridian: Run, write: Write
) -> None:
    """The same seed, one worker and a count of iterations give the same plan."""
    problem = write("problem.json", make_endless())
    words = ("solve", problem, "--iterations", 30, "--seed", 5)
    first, second = (meridian(*words).data() for _ in range(2))
    assert first["assignments"] == second["assignments"]


def test_solve_begins_with_a_given_plan(meridian: Run, write: Write) -> None:
    """Without time to search, the answer is as good as the plan to start from."""
    problem = write("problem.json", make_endless())
    good = meridian("solve", problem, "--iterations", 30).data()
    start = write("good.json", good)
    again = meridian("solve", problem, "--start", start, "--time-limit", 0).data()
    assert again["objective"]["total"] <= good["objective"]["total"]


def test_solve_names_every_fault_of_a_problem(meridian: Run, write: Write) -> None:
    """One line a fault: the file, the field, what must hold and what came."""
    course = make_course(0, patient="nobody", sessions=[make_session("s", due="soon")])
    path = write("bad.json", make_problem(courses=[course], tick_minutes=0))
    ended = meridian("solve", path)
    assert (ended.status, ended.out) == (2, "")
    first, second, third = ended.err.splitlines()
    assert first.startswith(f"{path}: tick_minutes: should be greater than or equal")
    assert second.startswith(f"{path}: courses[0].sessions[0].due: must be a date")
    assert third.startswith(f"{path}: courses[0].patient: must name a patient")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1 column 1: must be JSON"),
        ('{"id": ', "line 1 column 8: must be JSON"),
        ("[]", "must be a JSON object, got list"),
        ('{"tick_minutes": NaN}', "NaN is not a JSON number"),
    ],
)
def test_solve_refuses_what_is_no_document(
    meridian: Run, write: Write, text: str, said: str
) -> None:
    """A file that is empty, cut off or something else is told in one line."""
    path = write("bad.json", text)
    ended = meridian("solve", path)
    assert ended.status == 2
    assert ended.err.startswith(f"{path}: ")
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_solve_refuses_a_file_in_another_encoding(
    meridian: Run, tmp_path: Path
) -> None:
    """JSON is UTF-8; Latin-1 is refused and not guessed."""
    path = tmp_path / "latin.json"
    path.write_bytes('{"id": "é"}'.encode("latin-1"))
    ended = meridian("solve", path)
    assert ended.status == 2
    assert "UTF-8" in ended.err


def test_solve_refuses_a_start_plan_of_another_problem(
    meridian: Run, write: Write
) -> None:
    """A plan to start from must be one of this problem, and of its rooms."""
    problem = write("problem.json", make_problem())
    other = write("other.json", make_plan(problem="week"))
    ended = meridian("solve", problem, "--start", other)
    assert ended.status == 2
    assert ended.err == f"{other}: problem: must be 'small', got 'week'.\n"

    astray = write("astray.json", make_plan(make_assignment("c0-1", 9, room="x")))
    ended = meridian("solve", problem, "--start", astray)
    assert ended.status == 2
    assert f"{astray}: assignments[0].room: must name a room" in ended.err


def test_solve_finds_out_before_solving_that_it_cannot_write(
    meridian: Run, write: Write, tmp_path: Path
) -> None:
    """An output in a folder that does not exist is refused at once."""
    path = tmp_path / "missing" / "plan.json"
    ended = meridian("solve", write("p.json", make_endless()), "-o", path)
    assert ended.status == 2
    assert ended.err == f"{path}: cannot be written: No such file or directory.\n"


def test_solve_says_no_when_fixed_appointments_break_a_rule(
    meridian: Run, write: Write
) -> None:
    """A fixed appointment outside the opening hours leaves no plan: status 1."""
    fixed = {**make_assignment("c0-1", 17), "state": "fixed"}
    ended = meridian("solve", write("p.json", make_problem(appointments=[fixed])))
    assert ended.status == 1
    assert ended.data()["status"] == "infeasible"


@with_signals
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_keeps_the_best_plan_so_far(
    start: Start, write: Write, meridian: Run, tmp_path: Path, number: signal.Signals
) -> None:
    """Ctrl-C and SIGTERM end the search; the plan is written and is right."""
    problem = write("problem.json", make_endless())
    plan = tmp_path / "plan.json"
    process = start("solve", problem, "-o", plan, "--time-limit", 600)
    _wait_until_listening(process)
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Traceback" not in err
    assert json.loads(plan.read_text())["status"] == "stopped"
    assert list(tmp_path.glob(".*")) == []
    assert meridian("check", problem, plan).status == 0


@with_signals
def test_a_second_signal_gives_up(start: Start, write: Write, tmp_path: Path) -> None:
    """Who presses Ctrl-C twice gets the prompt back, and no plan."""
    # The interruption comes while the plan waits to be read from a named pipe.
    problem = tmp_path / "pipe"
    os.mkfifo(problem)
    process = start("solve", problem, "-o", tmp_path / "plan.json")
    _wait_until_listening(process)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    assert process.stderr.readline().startswith("Stopping;")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 130
    assert not (tmp_path / "plan.json").exists()


def _wait_until_listening(process: subprocess.Popen[str]) -> None:
    """Wait until the process has set its own handlers for signals."""
    caught = 1 << (signal.SIGTERM - 1)
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        lines = dict(
            line.split(":\t", 1)
            for line in status.read_text().splitlines()
            if ":\t" in line
        )
        if int(lines["SigCgt"], 16) & caught:
            return
    raise AssertionError("The process ended before it listened.")


def test_solve_tells_floor_and_forced_losses(
    meridian: Run, write: Write, tmp_path: Path
) -> None:
    """A proof on request; the plan has both, the summary says them."""
    problem = write("problem.json", make_problem(patients=2))
    target = tmp_path / "plan.json"
    ended = meridian("solve", problem, "-o", target, "--prove", "--time-limit", "5")
    assert ended.status == 0
    plan = json.loads(target.read_text())
    assert (plan["floor"], plan["forced"]) == (0, [])
    assert "unscheduled  0, 0 forced" in ended.err
    assert "floor        0" in ended.err
