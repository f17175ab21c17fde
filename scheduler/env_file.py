"""Slips in ``.env`` files and variables that would be passed over in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from scheduler.errors import Problem

# A container platform adds variables of its own, such as MERIDIAN_SERVICE_HOST.
_NEAR = 0.85


def file_problems(
    path: Path, prefix: str, settings: Iterable[str]
) -> Iterator[Problem]:
    """
    Lines of a file that set nothing: broken ones, and settings that do not exist.

    What stands behind a ``=`` may be a password, and is never repeated.

    Parameters
    ----------
    path
        A file in UTF-8; it may be missing.
    prefix
        What the names of settings begin with; other names are somebody else's.
    settings
        All names, in capitals.
    """
    if not path.is_file():
        return
    known = tuple(settings)
    with path.open(encoding="utf-8-sig") as stream:
        for binding in parse_stream(stream):
            line = f"{path}:{binding.original.line}"
            if fault := _fault(binding, prefix, known):
                yield Problem(line, f"{line} {fault}.")


def near_misses(
    names: Iterable[str], prefix: str, settings: Iterable[str]
) -> list[str]:
    """Variables that nearly have the name of a setting, each with a sentence."""
    known = tuple(settings)
    return [
        f"{name} is no setting; did you mean {near}?"
        for name in sorted(names)
        if name.upper().startswith(prefix) and (near := _nearest(name, known, _NEAR))
    ]


def _fault(binding: Binding, prefix: str, known: tuple[str, ...]) -> str:
    if binding.error:
        return "must have the form NAME=VALUE, with the quotes closed"
    name = (binding.key or "").upper()
    if not name.startswith(prefix):
        return ""
    if name not in known:
        near = _nearest(name, known, 0)
        return f"must name a setting, such as {near}, got {binding.key}"
    if binding.value is None:
        return f"must have the form {name}=VALUE, got no value"
    return ""


def _nearest(name: str, known: tuple[str, ...], cutoff: float) -> str:
    if name.upper() in known:
        return ""
    return next(iter(get_close_matches(name.upper(), known, n=1, cutoff=cutoff)), "")
