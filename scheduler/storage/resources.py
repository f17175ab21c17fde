"""Resources by number, and their minutes as keys of one number line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from scheduler.domain.diary import Resource
from scheduler.storage.batches import batches
from scheduler.storage.tables import resources as table

# The minutes of three centuries take 28 bits.
_MINUTE_BITS = 28


def key_of(number: int, minute: int) -> int:
    """Key of a minute since 1900 of a resource."""
    return number << _MINUTE_BITS | minute


def minute_of(key: int) -> int:
    """Minute since 1900 that a key stands for."""
    return key & (1 << _MINUTE_BITS) - 1


def known_numbers(
    connection: Connection, names: Iterable[tuple[str, str]]
) -> dict[Resource, int]:
    """Numbers of all resources, whatever their units, of these kinds and names."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, name in names:
        by_kind[kind].add(name)
    numbers = {}
    for kind, of_kind in by_kind.items():
        for some in batches(sorted(of_kind)):
            chosen = select(table).where(table.c.kind == kind, table.c.name.in_(some))
            for number, *resource in connection.execute(chosen):
                numbers[Resource(*resource)] = number
    return numbers


def numbers_of(
    connection: Connection, resources: Iterable[Resource]
) -> dict[Resource, int]:
    """Numbers of resources; those without one are given the next."""
    resources = set(resources)
    known = known_numbers(connection, {(kind, name) for kind, name, _ in resources})
    lacking = sorted(resources.difference(known))
    if not lacking:
        return known
    last = connection.execute(select(func.max(table.c.number))).scalar_one() or 0
    given = {resource: last + 1 + i for i, resource in enumerate(lacking)}
    rows = [{"number": given[each], **each._asdict()} for each in lacking]
    connection.execute(table.insert(), rows)
    return known | given
