"""
What can still be told of a problem some fields of which are wrong.

A wrong field takes the smallest list entry around it out of the document; what
is left is checked across fields all the same, so that every fault is reported at
once and not layer by layer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from solver.problem import Problem, Weights
from solver.validate import Fault, Ids, faults_of_problem

Location = tuple[int | str, ...]
STAND_INS: dict[str, Any] = {
    "schema": "planning-problem/1",
    "id": "unknown",
    "horizon": {"start": "2000-01-01", "days": 1},
    "tick_minutes": 1,
    "weights": dict.fromkeys(Weights.model_fields, 0),
}
"""For fields outside any list; none of them causes a fault across fields."""
LISTS = (
    "clinics",
    "travel",
    "rooms",
    "practitioners",
    "treatments",
    "patients",
    "courses",
    "appointments",
)
ENTRY = re.compile(r"([a-z_]+)\[(\d+)\]")
PATH = re.compile(r"[a-z_]+\[\d+\](?:\.[a-z_]+(?:\[\d+\])?)*")
MOST_ROUNDS = 10


def faults_around(data: dict[str, Any], error: ValidationError) -> tuple[Fault, ...]:
    """
    Faults across fields in what is left of a problem without its wrong fields.

    Their paths are those of the whole document.
    """
    try:
        return _faults_around(data, error)
    except RecursionError:
        return ()  # nested deeper than any problem


def _faults_around(data: dict[str, Any], error: ValidationError) -> tuple[Fault, ...]:
    rest = _Rest(data)
    for _ in range(MOST_ROUNDS):
        rest.leave_out(error)
        try:
            problem = Problem.model_validate(rest.data, by_alias=True, by_name=False)
        except ValidationError as another:
            # An entry may have had its last step, say, taken out of it.
            error = another
        else:
            found = faults_of_problem(problem, also=_ids(data))
            return tuple(Fault(rest.path(f.path), rest.text(f.message)) for f in found)
    return ()


def _ids(data: dict[str, Any]) -> Ids:
    """
    Every id that the document defines, in wrong entries too.

    Where an id itself is wrong, nothing that names one can be told to be at
    fault: then any text of the document will do.
    """
    courses = data.get("courses")
    plans = courses if isinstance(courses, list) else [None]
    sessions = [c.get("sessions") if isinstance(c, dict) else None for c in plans]
    lists = {
        "clinic": [data.get("clinics")],
        "room": [data.get("rooms")],
        "practitioner": [data.get("practitioners")],
        "treatment": [data.get("treatments")],
        "patient": [data.get("patients")],
        "session": sessions,
    }
    anything = frozenset(_texts(data))
    named = {kind: _named(found) for kind, found in lists.items()}
    return {kind: anything if ids is None else ids for kind, ids in named.items()}


def _named(lists: list[Any]) -> frozenset[str] | None:
    """Ids of all entries of some lists; None if one of them has no proper id."""
    found = set[str]()
    for entries in lists:
        for entry in entries if isinstance(entries, list) else [None]:
            name = entry.get("id") if isinstance(entry, dict) else None
            if not (isinstance(name, str) and name):
                return None
            found.add(name)
    return frozenset(found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


class _Rest:
    """
    The document without what was left out, and the way back to its paths.

    Attributes
    ----------
    data
        What is left, with stand-ins for what must be there.
    """

    def __init__(self, whole: dict[str, Any]) -> None:
        self._whole = whole
        self._out: set[Location] = set()
        # Indices kept of each list, by its path in what is left.
        self._kept: dict[str, list[int]] = {}
        self.data = whole

    def leave_out(self, error: ValidationError) -> None:
        """Take the smallest entry around each wrong field out."""
        for fault in error.errors():
            location = self._location(fault["loc"])
            is_extra = fault["type"] == "extra_forbidden"
            self._out.add(location if is_extra else _entry(location))
        self._kept = {}
        left = self._left(self._whole, (), "")
        self.data = STAND_INS | dict.fromkeys(LISTS, ()) | left

    def _left(self, value: Any, location: Location, path: str) -> Any:
        if isinstance(value, dict):
            prefix = f"{path}." if path else ""
            return {
                key: self._left(inner, (*location, key), f"{prefix}{key}")
                for key, inner in value.items()
                if (*location, key) not in self._out
            }
        if isinstance(value, list):
            kept = [i for i in range(len(value)) if (*location, i) not in self._out]
            self._kept[path] = kept
            return [
                self._left(value[i], (*location, i), f"{path}[{k}]")
                for k, i in enumerate(kept)
            ]
        return value

    def _location(self, location: Location) -> Location:
        """The same place in the whole document."""
        path, found = "", list[int | str]()
        for part in location:
            if isinstance(part, int):
                found.append(self._kept[path][part] if path in self._kept else part)
                path += f"[{part}]"
            else:
                found.append(part)
                path += f".{part}" if path else part
        return tuple(found)

    def path(self, path: str) -> str:
        """A path of what is left, as one of the whole document."""
        done = 0
        whole = ""
        for entry in ENTRY.finditer(path):
            kept = self._kept[path[: entry.start(2) - 1]]
            whole += f"{path[done : entry.start(2)]}{kept[int(entry[2])]}]"
            done = entry.end()
        return whole + path[done:]

    def text(self, message: str) -> str:
        """A message that may name other places, by their paths."""
        return PATH.sub(lambda found: self.path(found[0]), message)


def _entry(location: Location) -> Location:
    """The smallest list entry around a field; outside any list the field."""
    for length in range(len(location), 0, -1):
        if isinstance(location[length - 1], int):
            return location[:length]
    return location[:1]
