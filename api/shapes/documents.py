"""
The documents within the contract that its library cannot name by itself.

A planning problem has clinics, rooms and patients, and so has the network: in the
contract the former are called ``planning.Clinic`` and so on. A weekly roster is one
of several forms of an answer.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, WithJsonSchema
from pydantic.json_schema import models_json_schema

from api.shapes.rosters import WeeklyRoster
from solver.plan import Plan
from solver.problem import Problem

PREFIX = "planning."
TEMPLATE = f"#/components/schemas/{PREFIX}{{model}}"


def named(model: type[BaseModel]) -> WithJsonSchema:
    """Give a mark in place of a document's schema; `settle` resolves it."""
    return WithJsonSchema({"title": PREFIX + model.__name__})


def settle(contract: dict[str, Any]) -> None:
    """Put the documents' schemas into an OpenAPI document, and refer to them."""
    _, top = models_json_schema(
        [(Problem, "validation"), (Plan, "validation")], ref_template=TEMPLATE
    )
    _, roster = models_json_schema(
        [(WeeklyRoster, "serialization")], ref_template="#/components/schemas/{model}"
    )
    _refer(contract)
    schemas = contract["components"]["schemas"]
    schemas.update(roster["$defs"])
    for name, schema in sorted(top["$defs"].items()):
        schemas[PREFIX + name] = schema


def _refer(part: Any) -> None:
    match part:
        case {"title": str(title)} if title.startswith(PREFIX):
            part.clear()
            part["$ref"] = f"#/components/schemas/{title}"
        case dict():
            for value in part.values():
                _refer(value)
        case list():
            for value in part:
                _refer(value)
