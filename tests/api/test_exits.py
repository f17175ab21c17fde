"""Which error leads to which exit status."""

from __future__ import annotations

import click
import pytest

from api.exits import AnswerIsNoError, BadInputError, Exit, outcome
from scheduler.errors import (
    InfeasibleRoster,
    InvalidInput,
    NotFound,
    Problem,
    RosterConflict,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BadInputError(["a.json: id: is required."]), Exit.BAD_INPUT),
        (InvalidInput.of("week", "week must exist."), Exit.BAD_INPUT),
        (NotFound("There is no clinic 'x'."), Exit.BAD_INPUT),
        (FileNotFoundError(2, "No such file", "a.csv"), Exit.BAD_INPUT),
        (click.UsageError("No such option."), Exit.BAD_INPUT),
        (AnswerIsNoError("Nothing to show."), Exit.NO),
        (InfeasibleRoster("R04 is broken."), Exit.NO),
        (RosterConflict("It was published."), Exit.NO),
        (KeyboardInterrupt(), Exit.INTERRUPTED),
        (OSError("no file is named"), Exit.OUR_FAULT),
        (MemoryError(), Exit.OUR_FAULT),
        (RuntimeError("broken"), Exit.OUR_FAULT),
    ],
)
def test_every_error_has_a_status(error: BaseException, status: Exit) -> None:
    """What the user can repair is 2, a no is 1, all that is unknown is ours."""
    assert outcome(error)[0] is status


def test_every_problem_is_a_line() -> None:
    """A line names the field once, whether or not the message does."""
    problems = [
        Problem("rooms.csv:3:clinic", "must be a clinic of clinics.csv, got 'x'."),
        Problem("MERIDIAN_PORT", "MERIDIAN_PORT must be a number."),
        Problem("", "The folder must hold a network."),
    ]
    assert outcome(InvalidInput(problems))[1] == (
        "rooms.csv:3:clinic: must be a clinic of clinics.csv, got 'x'.",
        "MERIDIAN_PORT must be a number.",
        "The folder must hold a network.",
    )
