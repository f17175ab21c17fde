"""JSON as both doors write it: exact amounts, dates, documents."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import orjson
from pydantic import BaseModel


def dumps(value: Any, *, indent: bool = True) -> str:
    """Write ``value`` as JSON text."""
    return dump_bytes(value, indent=indent).decode()


def dump_bytes(value: Any, *, indent: bool = False) -> bytes:
    """Write ``value`` as JSON in UTF-8."""
    options = orjson.OPT_INDENT_2 if indent else 0
    return orjson.dumps(value, default=_known, option=options)


def _known(value: object) -> Any:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case BaseModel():
            return value.model_dump(mode="python", by_alias=True)
    raise TypeError(f"cannot write {type(value).__name__} as JSON")
