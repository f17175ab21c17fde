"""Reading one kind of domain value: one, a page, or all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError

from scheduler.errors import InvalidInput, NotFound
from scheduler.storage.mapping import Mapping, fetch, insert, rows_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """
    Some values in order of id.

    Parameters
    ----------
    next_after
        Id after which the next page begins; None: this is the last.
    """

    items: tuple[T, ...]
    next_after: str | None


class Repository(Generic[T]):
    """Stored values of one kind."""

    def __init__(self, connection: Connection, mapping: Mapping[T]) -> None:
        self._connection = connection
        self._mapping = mapping
        self._id = mapping.table.c.id

    def get(self, id_: str) -> T:
        """
        Read the value with this id.

        Raises
        ------
        NotFound
            If there is none.
        """
        found = fetch(self._connection, self._mapping, self._id == id_)
        if not found:
            raise NotFound(f"There is no {self._mapping.kind} {id_!r}.")
        return found[0]

    def has(self, id_: str) -> bool:
        """Whether there is a value with this id."""
        known = select(self._id).where(self._id == id_)
        return self._connection.execute(known).first() is not None

    def page(self, limit: int, after: str | None = None) -> Page[T]:
        """
        Read up to ``limit`` values in order of id.

        Parameters
        ----------
        after
            Id after which to begin, known or not; None: at the first.

        Raises
        ------
        InvalidInput
            If ``limit`` is below 1.
        """
        if limit < 1:
            raise InvalidInput.of("limit", f"limit must be >= 1, got {limit}.")
        conditions = () if after is None else (self._id > after,)
        # one more than asked for tells whether there is a next page
        found = fetch(self._connection, self._mapping, *conditions, limit=limit + 1)
        items = found[:limit]
        if len(found) == len(items):
            return Page(items, None)
        return Page(items, self._last_id(items))

    def all(self) -> tuple[T, ...]:
        """Read all values, in order of id."""
        return fetch(self._connection, self._mapping)

    def add(self, value: T) -> None:
        """
        Add a value of a new id.

        Raises
        ------
        InvalidInput
            If there is one of that id, or it names what the network does not have.
        """
        try:
            with self._connection.begin_nested():
                insert(self._connection, rows_of(self._mapping, [value]))
        except IntegrityError:
            kind = self._mapping.kind
            raise InvalidInput.of(
                kind, f"{kind} must have a new id and name parts of the network."
            ) from None

    def count(self) -> int:
        """How many values there are."""
        counted = select(func.count()).select_from(self._mapping.table)
        return self._connection.execute(counted).scalar_one()

    def _last_id(self, items: tuple[T, ...]) -> str:
        """Id under which the last item is stored."""
        row, *_ = self._mapping.to_rows(items[-1])[self._mapping.table]
        return str(row["id"])
