"""Column types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator, TypeEngine

_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


class Identifier(TypeDecorator[str]):
    """
    An id, ordered by code point on every database.

    PostgreSQL would otherwise order by the server's language, and pages of a
    list would follow another order than SQLite's.
    """

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        """Ask for the plain order where there are others."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(String(collation="C"))
        return dialect.type_descriptor(String())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """
        Look for what no database can hold as the empty text, which no id is.

        Ids are checked before they are written, but anything may be asked for.
        """
        return "" if value is not None and _NOT_STORABLE.search(value) else value


class UtcInstant(TypeDecorator[datetime]):
    """An aware instant: stored as UTC, returned as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Drop the zone where the database has no column type with one."""
        if value is None:
            return None
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Give the zone back, whatever the session's own zone is."""
        if value is None:
            return None
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal kept digit by digit, as text: SQLite has no decimal numbers."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Write all digits."""
        return None if value is None else str(value)

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> Decimal | None:
        """Read all digits."""
        return None if value is None else Decimal(value)


class Words(TypeDecorator[tuple[str, ...]]):
    """A short list of words, such as skills or features, as JSON."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: tuple[str, ...] | None, dialect: Dialect
    ) -> list[str] | None:
        """Write a JSON array."""
        return None if value is None else list(value)

    def process_result_value(
        self, value: list[str] | None, dialect: Dialect
    ) -> tuple[str, ...] | None:
        """Read a JSON array."""
        return None if value is None else tuple(value)


class Figures(TypeDecorator[dict[str, Decimal]]):
    """Decimals by name, as a JSON object of exact text."""

    impl = JSON
    cache_ok = True

    def process_bind_param(
        self, value: dict[str, Decimal] | None, dialect: Dialect
    ) -> dict[str, str] | None:
        """Write all digits of every figure."""
        if value is None:
            return None
        return {name: str(figure) for name, figure in value.items()}

    def process_result_value(
        self, value: dict[str, Any] | None, dialect: Dialect
    ) -> dict[str, Decimal] | None:
        """Read all digits of every figure."""
        if value is None:
            return None
        return {name: Decimal(text) for name, text in value.items()}
