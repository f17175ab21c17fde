"""From JSON text to checked documents, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import orjson
from pydantic import ValidationError

from solver.fields import Document
from solver.plan import Plan
from solver.problem import Problem
from solver.salvage import faults_around
from solver.validate import Fault, faults_of_problem

AnyDocument = TypeVar("AnyDocument", bound=Document)


class DocumentError(ValueError):
    """
    A document that is not what its schema says.

    Attributes
    ----------
    faults
        Every fault found, each with the path of its field.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def _path(location: tuple[int | str, ...]) -> str:
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def _sentence(error: Mapping[str, Any]) -> str:
    kind = error["type"]
    if kind == "missing":
        return "is required."
    if kind == "extra_forbidden":
        return "is not a field of this document; remove it or mend its name."
    if kind == "value_error":
        return f"{error['ctx']['error']}."
    text = error["msg"].removeprefix("Input ").rstrip(".")
    return f"{text[:1].lower()}{text[1:]}, got {_short(error['input'])}."


def _short(value: object, most_characters: int = 60) -> str:
    text = repr(value)
    return text if len(text) <= most_characters else f"{text[:most_characters]}…"


def parse_json(text: str | bytes) -> Any:
    """
    JSON to Python, numbers with a point as exact `Decimal`.

    Raises
    ------
    DocumentError
        Saying at which line and column the text stops being JSON.
    """
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        raise DocumentError(
            (Fault(where, f"must be JSON, got: {error.msg}."),)
        ) from None
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise DocumentError((Fault("", f"must be JSON in UTF-8: {error}."),)) from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _validated(kind: type[AnyDocument], data: Any) -> AnyDocument:
    if not isinstance(data, dict):
        got = type(data).__name__
        raise DocumentError((Fault("", f"must be a JSON object, got {got}."),))
    try:
        document = kind.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        faults = [Fault(_path(e["loc"]), _sentence(e)) for e in error.errors()]
        if kind is Problem:
            faults += faults_around(data, error)
        raise DocumentError((*_schema(data), *faults)) from None
    if missing := _schema(data):
        raise DocumentError(missing)
    return document


def _schema(data: dict[str, Any]) -> tuple[Fault, ...]:
    """A document says what it is; one built in Python need not."""
    return () if "schema" in data else (Fault("schema", "is required."),)


def problem_from(data: Any) -> Problem:
    """
    A problem from parsed JSON, checked field by field and across fields.

    Raises
    ------
    DocumentError
        With every fault at once.
    """
    problem = _validated(Problem, data)
    if faults := faults_of_problem(problem):
        raise DocumentError(faults)
    return problem


def plan_from(data: Any) -> Plan:
    """
    A plan from parsed JSON, checked field by field.

    Raises
    ------
    DocumentError
        With every fault at once.
    """
    return _validated(Plan, data)


def read_problem(path: Path) -> Problem:
    """Read and check a problem file; raises `DocumentError` or `OSError`."""
    return problem_from(parse_json(path.read_bytes()))


def read_plan(path: Path) -> Plan:
    """Read and check a plan file; raises `DocumentError` or `OSError`."""
    return plan_from(parse_json(path.read_bytes()))


def to_json(document: Document) -> bytes:
    """
    Canonical JSON of a document, indented, ending in a newline.

    Whole amounts are written as integers, others as exact decimals.
    """
    data = document.model_dump(mode="python", by_alias=True, exclude_none=False)
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    return orjson.dumps(data, default=_plain_number, option=options)


def _plain_number(value: object) -> int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"cannot write {type(value).__name__} as JSON")


def fingerprint(problem: Problem) -> str:
    """SHA-256 of a problem's canonical JSON."""
    return sha256(to_json(problem)).hexdigest()
