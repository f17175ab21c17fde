"""How a problem reads, at both doors."""

from __future__ import annotations

from scheduler.errors import Problem


def worded(problem: Problem) -> str:
    """Write a problem as one line that names the field once."""
    if not problem.field or problem.message.startswith(problem.field):
        return problem.message
    return f"{problem.field}: {problem.message}"
