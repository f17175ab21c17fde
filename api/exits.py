"""Exit statuses, and the one table that says which error leads to which."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING

import click

from api.wording import printable, worded
from scheduler.errors import (
    HoldExpired,
    InfeasibleRoster,
    InvalidInput,
    NotFound,
    Occupied,
    QuoteExpired,
    Refused,
    RosterConflict,
    StateConflict,
)

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

logger = logging.getLogger(__name__)

DATABASE = "MERIDIAN_DATABASE_URL"
DEBUG_HINT = "set MERIDIAN_LOG_LEVEL=DEBUG to see where"


class Exit(IntEnum):
    """
    What the program's exit status means.

    ``NO``: the question was understood and the answer is no; ``BAD_INPUT``: the
    user can repair it; ``OUR_FAULT``: the user cannot. The last two are what a
    shell expects of a program ended by Ctrl-C or by a closed pipe.
    """

    DONE = 0
    NO = 1
    BAD_INPUT = 2
    OUR_FAULT = 3
    INTERRUPTED = 130
    BROKEN_PIPE = 141


class BadInputError(Exception):
    """
    Input or settings that the user can repair.

    Parameters
    ----------
    lines
        One for each problem, with file and field.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


class AnswerIsNoError(Exception):
    """A question that was understood, answered with no and a reason."""


def outcome(error: BaseException) -> tuple[Exit, tuple[str, ...]]:
    """Exit status of an error, and the lines that tell the user."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return Exit.BAD_INPUT, (error.format_message(),)
    status, lines = _status_and_lines(error)
    return status, tuple(map(printable, lines))


def _status_and_lines(error: BaseException) -> tuple[Exit, tuple[str, ...]]:
    match error:
        case BadInputError():
            return Exit.BAD_INPUT, error.lines
        case InvalidInput():
            return Exit.BAD_INPUT, tuple(map(worded, error.problems))
        case NotFound():
            return Exit.BAD_INPUT, (str(error),)
        case AnswerIsNoError() | InfeasibleRoster() | RosterConflict():
            return Exit.NO, (str(error),)
        case Occupied() | Refused() | HoldExpired() | QuoteExpired() | StateConflict():
            return Exit.NO, (str(error),)
        case click.ClickException():
            return Exit.BAD_INPUT, (_usage_line(error),)
        case click.Abort() | KeyboardInterrupt():
            return Exit.INTERRUPTED, ("Interrupted.",)
        case OSError() if error.filename is not None:
            return Exit.BAD_INPUT, (f"{error.filename}: {os_reason(error)}",)
    if refusal := _refusal_of_the_database(error):
        return Exit.BAD_INPUT, (refusal,)
    return Exit.OUR_FAULT, (_confession(error),)


def os_reason(error: OSError) -> str:
    """What the operating system refused, as a sentence."""
    return f"{error.strerror or type(error).__name__}."


def driver_reason(error: DBAPIError) -> str:
    """What the database's driver says, without what was sent to it."""
    return (str(error.orig).splitlines() or ["no reason given"])[0]


def _refusal_of_the_database(error: BaseException) -> str:
    """Word that it is locked, full, damaged or gone; empty: another error."""
    # Takes a while, and is seldom wanted.
    from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError

    match error:
        case OperationalError() | InterfaceError():
            pass
        # SQLite has no class of its own for a damaged file.
        case DatabaseError() if type(error) is DatabaseError:
            pass
        case _:
            return ""
    logger.debug("The database refused.", exc_info=error)
    return f"{DATABASE} must name a database that works, got: {driver_reason(error)}."


def _usage_line(error: click.ClickException) -> str:
    message = " ".join(error.format_message().split())
    context = getattr(error, "ctx", None)
    program = context.command_path if context else "meridian"
    return f"{program}: {message} Try '{program} --help'."


def _confession(error: BaseException) -> str:
    # The message of a foreign error may hold personal data: name its place only.
    logger.debug("An error that nobody expected.", exc_info=error)
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
    kind = type(error).__name__
    return f"Something failed in Meridian: {kind}{where}; {DEBUG_HINT}."
