"""Which error leads to which exit status."""

from __future__ import annotations

import click
import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from api.exits import AnswerIsNoError, BadInputError, Exit, outcome
from scheduler.errors import (
    HoldExpired,
    InfeasibleRoster,
    InvalidInput,
    NotFound,
    Occupied,
    Problem,
    Refused,
    RosterConflict,
    StateConflict,
)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (BadInputError(["a.json: id: is required."]), Exit.BAD_INPUT),
        (InvalidInput.of("week", "week must exist."), Exit.BAD_INPUT),
        (NotFound("There is no clinic 'x'."), Exit.BAD_INPUT),
        (FileNotFoundError(2, "No such file", "a.csv"), Exit.BAD_INPUT),
        (click.UsageError("No such option."), Exit.BAD_INPUT),
        (OperationalError("SELECT 1", {}, Exception("locked")), Exit.BAD_INPUT),
        (DatabaseError("SELECT 1", {}, Exception("malformed")), Exit.BAD_INPUT),
        (IntegrityError("INSERT", {}, Exception("twice")), Exit.OUR_FAULT),
        (AnswerIsNoError("Nothing to show."), Exit.NO),
        (InfeasibleRoster("R04 is broken."), Exit.NO),
        (RosterConflict("It was published."), Exit.NO),
        (Occupied([]), Exit.NO),
        (Refused("R02", "north-1"), Exit.NO),
        (HoldExpired("The hold is over."), Exit.NO),
        (StateConflict("It is cancelled."), Exit.NO),
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


def test_a_line_stays_a_line_whatever_the_names_in_it() -> None:
    """Fields may have any name: no line breaks in two or speaks to a terminal."""
    error = BadInputError(["a.json: b\nc\x1b[31m\ud800: is not a field.", "東京 ü 🙂"])
    assert outcome(error)[1] == (
        "a.json: b\\nc\\x1b[31m\\ud800: is not a field.",
        "東京 ü 🙂",
    )


def test_what_the_database_refuses_is_told_without_what_was_sent() -> None:
    """One line with the driver's reason; the parameters may be a patient's data."""
    cause = Exception("database is locked\nmore")
    error = OperationalError("INSERT INTO patients", {"name": "Ada"}, cause)
    assert outcome(error)[1] == (
        "MERIDIAN_DATABASE_URL must name a database that works, got: "
        "database is locked.",
    )
