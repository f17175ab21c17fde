"""``/health`` and ``/ready``: is the server alive, can it do its work."""

from __future__ import annotations

from typing import Literal

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag
from pydantic import BaseModel, Field

from api.http.answers import json_answer
from api.http.documented import problems
from api.http.services import services

blueprint = APIBlueprint(
    "health",
    __name__,
    abp_tags=[Tag(name="Health", description="Is the server alive and ready.")],
)


class Health(BaseModel):
    """The server is alive."""

    status: Literal["ok"] = "ok"


class Ready(BaseModel):
    """The server can do its work."""

    status: Literal["ready"] = "ready"
    database: Literal["ok"] = "ok"
    migrations: Literal["ok"] = "ok"
    schema_revision: str = Field(description="Migration that the database is at.")


@blueprint.get(
    "/health",
    operation_id="getHealth",
    summary="Is the server alive",
    responses={200: Health, **problems()},
)
def health() -> Response:
    """Answers whatever the state of the database."""
    return json_answer(Health())


@blueprint.get(
    "/ready",
    operation_id="getReadiness",
    summary="Can the server do its work",
    responses={200: Ready, **problems(503)},
)
def ready() -> Response:
    """503 `database_unavailable` or `migrations_pending` if it cannot."""
    state = services().database.must_be_ready()
    return json_answer(Ready(schema_revision=state.head))
