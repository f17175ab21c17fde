"""What pydantic finds in a request, as fields and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from scheduler.errors import Problem
from solver.reading import DocumentError

MOST_CHARACTERS = 60


def field_faults(error: ValidationError) -> Iterator[Problem]:
    """Give every fault of a request, with the path of its field."""
    for fault in error.errors():
        path = _path(fault["loc"])
        cause = fault.get("ctx", {}).get("error")
        if isinstance(cause, DocumentError):
            for part in cause.faults:
                inner = f"{path}.{part.path}" if part.path else path
                yield Problem(inner, part.message)
        else:
            yield Problem(path, _sentence(dict(fault), cause))


def _path(location: tuple[int | str, ...]) -> str:
    parts = (f"[{p}]" if isinstance(p, int) else f".{p}" for p in location)
    return "".join(parts).lstrip(".")


def _sentence(fault: dict[str, Any], cause: object) -> str:
    match fault["type"]:
        case "missing":
            return "is required."
        case "extra_forbidden":
            return "is not known here; remove it or mend its name."
        case "value_error":
            return f"{cause}"
    text = fault["msg"].removeprefix("Input ").rstrip(".")
    value = fault["input"]
    came = str(value) if isinstance(value, Decimal) else repr(value)
    short = came if len(came) <= MOST_CHARACTERS else f"{came[:MOST_CHARACTERS]}…"
    return f"{text[:1].lower()}{text[1:]}, got {short}."
