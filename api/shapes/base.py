"""What all shapes share: local times, aliases, lists in pages."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

TIME_OF_DAY = WithJsonSchema(
    {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"}
)


def _opening(value: time) -> str:
    return value.strftime("%H:%M")


def _closing(value: time) -> str:
    # 00:00 as an end is the midnight that ends the day.
    return "24:00" if value == time(0) else value.strftime("%H:%M")


Amount = Annotated[Decimal, WithJsonSchema({"type": "number"})]
OpeningTime = Annotated[time, PlainSerializer(_opening), TIME_OF_DAY]
ClosingTime = Annotated[time, PlainSerializer(_closing), TIME_OF_DAY]


class Shape(BaseModel):
    """Something the API answers with, read from a value of the domain."""

    model_config = ConfigDict(
        from_attributes=True, frozen=True, serialize_by_alias=True
    )


class Query(BaseModel):
    """
    What follows the ``?`` of a path.

    Its schema is looked at with every request, and is worked out once.
    """

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The model's JSON schema, as pydantic's."""
        if args or kwargs:
            return super().model_json_schema(*args, **kwargs)
        return _schema_of(cls)


@cache
def _schema_of(query: type[Query]) -> dict[str, Any]:
    return super(Query, query).model_json_schema()


class PageQuery(Query):
    """Which part of a list is wanted."""

    limit: int = Field(
        default=50, ge=1, le=200, description="Most items in the answer."
    )
    cursor: str | None = Field(
        default=None,
        max_length=500,
        description="`next_cursor` of the answer before; leave out for the first.",
    )


class IdPath(BaseModel):
    """The id in a path."""

    id: str
