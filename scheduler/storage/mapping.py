"""How a kind of domain value becomes rows, and rows become it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    select,
)

from scheduler.storage.tables import metadata

T = TypeVar("T")

Row = dict[str, Any]
Rows = dict[Table, list[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping(Generic[T]):
    """
    A kind of domain value and its tables.

    Parameters
    ----------
    kind
        The value in messages, such as ``"clinic"``.
    table
        One row a value, with its ``id``.
    children
        Tables whose first column names the owner.
    to_rows
        All rows of a value, by table.
    from_rows
        The value of a row and of its children's rows, by table, in order.
    """

    kind: str
    table: Table
    children: tuple[Table, ...] = ()
    to_rows: Callable[[T], Rows]
    from_rows: Callable[[Row, Rows], T]


def insert(connection: Connection, rows: Rows) -> None:
    """Add rows, what is referred to before what refers to it."""
    for table in metadata.sorted_tables:
        if rows.get(table):
            connection.execute(table.insert(), rows[table])


def rows_of(mapping: Mapping[T], values: Iterable[T]) -> Rows:
    """All rows of many values, by table."""
    gathered: Rows = {table: [] for table in (mapping.table, *mapping.children)}
    for value in values:
        for table, rows in mapping.to_rows(value).items():
            gathered[table] += rows
    return gathered


def remove(connection: Connection, mapping: Mapping[T], ids: Iterable[str]) -> None:
    """Remove values by id, with all that belongs to them; unknown ids are none."""
    one = delete(mapping.table).where(mapping.table.c.id == bindparam("removed"))
    parameters = [{"removed": id_} for id_ in ids]
    if parameters:
        connection.execute(one, parameters)


def fetch(
    connection: Connection,
    mapping: Mapping[T],
    *conditions: ColumnElement[bool],
    order_by: tuple[ColumnElement[Any], ...] = (),
    limit: int | None = None,
) -> tuple[T, ...]:
    """
    Read the values that meet all conditions.

    Parameters
    ----------
    order_by
        Columns of the mapping's table; empty: by id.
    limit
        Most values to read; None: all.
    """
    table = mapping.table
    chosen = select(table).where(*conditions).order_by(*(order_by or (table.c.id,)))
    chosen = chosen.limit(limit)
    owners = [dict(row) for row in connection.execute(chosen).mappings()]
    is_part = bool(conditions) or limit is not None
    within = chosen.with_only_columns(table.c.id) if is_part else None
    children: dict[str, Rows] = defaultdict(
        lambda: {child: [] for child in mapping.children}
    )
    for child in mapping.children:
        _fetch_children(connection, child, within, children)
    return tuple(mapping.from_rows(row, children[row["id"]]) for row in owners)


def _fetch_children(
    connection: Connection,
    child: Table,
    within: Select[tuple[str]] | None,
    children: dict[str, Rows],
) -> None:
    """Add a child table's rows to their owners', in the order of its key."""
    owner, *_ = child.columns
    query = select(child).order_by(*child.primary_key.columns)
    if within is not None:
        query = query.where(owner.in_(within))
    for row in connection.execute(query).mappings():
        children[row[owner.name]][child].append(dict(row))
