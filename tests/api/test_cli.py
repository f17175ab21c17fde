"""The program as a whole: help, errors, exit statuses, pipes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from api.cli import MODULES, program
from tests.api.builders import make_problem
from tests.api.conftest import Run

HEAVY = ("ortools", "pandas", "sqlalchemy", "flask", "pydantic", "numpy")


def test_help_names_every_command_and_an_example(meridian: Run) -> None:
    """Help lists the commands and ends with lines to type."""
    ended = meridian("--help")
    assert ended.status == 0
    for name in MODULES:
        assert f"\n  {name} " in ended.out
    assert "\nExample:\n  meridian generate" in ended.out


@pytest.mark.parametrize("name", MODULES)
def test_help_of_every_command_shows_an_example(meridian: Run, name: str) -> None:
    """The example of a command begins with its own name."""
    ended = meridian(name, "--help")
    assert ended.status == 0
    example = ended.out.partition("\nExample:\n")[2]
    assert f"meridian {name}" in example.splitlines()[0]


def test_help_loads_nothing_heavy() -> None:
    """Help answers at once because what a command needs is not imported for it."""
    code = (
        "import sys; from api.cli import main; main(['--help']);"
        f"print(set({HEAVY}) & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.stderr == "set()\n"


def test_every_command_has_a_short_help() -> None:
    """The list of commands says in a sentence what each does."""
    for name in MODULES:
        command = program.get_command(click.Context(program), name)
        assert command is not None
        assert (command.short_help or "").endswith(".")


def test_no_command_shows_the_help_as_an_error(meridian: Run) -> None:
    """Without a command there is nothing to do: status 2, and the help."""
    ended = meridian()
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("Usage: meridian")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["paln"], "No such command 'paln'."),
        (["solve", "--wrkers", "2", "p.json"], "No such option"),
        (["solve"], "Missing argument 'PROBLEM.json'."),
        (["solve", "p.json", "--workers", "0"], "'--workers': 0 is not in the range"),
        (["solve", "p.json", "--workers", "two"], "'two' is not a valid integer"),
        (["solve", "p.json", "--seed", "-1"], "-1 is not in the range"),
        (["solve", "p.json", "--time-limit", "-1"], "must be 0 to 86,400 seconds"),
        (["solve", "p.json", "--time-limit", "nan"], "got 'nan'"),
        (["solve", "p.json", "--time-limit", "inf"], "got 'inf'"),
        (["solve", "p.json", "--iterations", "-1"], "-1 is not in the range"),
        (["check", "p.json", "q.json", "--format", "xml"], "'xml' is not one of"),
        (["serve", "--port", "70000"], "70000 is not in the range"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(
    meridian: Run, words: list[str], said: str
) -> None:
    """Wrong words are told in a line that names them and the way to the help."""
    ended = meridian(*words)
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.endswith("--help'.\n")
    assert ended.err.count("\n") == 1


def test_version_names_meridian_and_its_parts(meridian: Run) -> None:
    """The versions that an answer depends on, a line each."""
    ended = meridian("version")
    assert ended.status == 0
    names = [line.split()[0] for line in ended.out.splitlines()]
    assert names[:3] == ["meridian", "python", "ortools"]
    assert meridian("--version").out.startswith("meridian ")


def test_bad_settings_are_told_by_variable(
    meridian: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each bad variable is one line, status 2."""
    monkeypatch.setenv("MERIDIAN_PORT", "eighty")
    monkeypatch.setenv("MERIDIAN_WORKERS", "0")
    ended = meridian("doctor")
    assert (ended.status, ended.out) == (2, "")
    lines = ended.err.splitlines()
    assert len(lines) == 2
    assert any(line.startswith("MERIDIAN_PORT must") for line in lines)
    assert any(line.startswith("MERIDIAN_WORKERS must") for line in lines)


def test_what_fails_in_us_is_one_line_without_a_traceback(
    meridian: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake of ours is status 3; the line names a place but no content."""

    def broken(_package: str) -> str:
        raise KeyError("patient Jane Doe")

    monkeypatch.setattr("api.commands.version.version", broken)
    ended = meridian("version")
    assert (ended.status, ended.out) == (3, "")
    assert "KeyError" in ended.err
    assert "Jane" not in ended.err
    assert "Traceback" not in ended.err
    assert ended.err.count("\n") == 1


def test_debugging_shows_where_we_failed(
    meridian: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks for the log of DEBUG gets the traceback in it."""

    def broken(_package: str) -> str:
        raise KeyError("boom")

    monkeypatch.setattr("api.commands.version.version", broken)
    monkeypatch.setenv("MERIDIAN_LOG_LEVEL", "debug")
    ended = meridian("version")
    assert ended.status == 3
    assert "Traceback" in ended.err


def test_a_reader_that_leaves_early_is_no_error(
    start: Callable[..., subprocess.Popen[str]], write: Callable[[str, Any], Path]
) -> None:
    """``meridian … | head`` ends without a word on standard error."""
    problem = write("problem.json", make_problem(patients=2))
    process = start("solve", problem, "--time-limit", "0")
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait() == 141
    assert process.stderr is not None
    assert "rror" not in process.stderr.read()
