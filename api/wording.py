"""How a problem reads, at both doors, and ids on a terminal."""

from __future__ import annotations

from scheduler.errors import Problem


def worded(problem: Problem) -> str:
    """Write a problem as one line that names the field once."""
    if not problem.field or problem.message.startswith(problem.field):
        return problem.message
    return f"{problem.field}: {problem.message}"


def printable(text: str) -> str:
    """
    Write what would break a line, or speak to the terminal, as its escape.

    Ids and names of fields are the user's: any letter may be in them.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def _escape(letter: str) -> str:
    return letter.encode("unicode_escape").decode()
