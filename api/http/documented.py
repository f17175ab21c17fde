"""How operations describe their errors in the OpenAPI document."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from api.http.problems import MEDIA_TYPE

_SCHEMA = {"$ref": "#/components/schemas/ProblemDetails"}


def problems(*statuses: int) -> dict[str | int | HTTPStatus, Any]:
    """Describe an operation's problems: these statuses, and those that all have."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": _SCHEMA}},
        }
        for status in sorted({*statuses, 400, 500})
    }
