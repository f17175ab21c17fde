"""Resources by number, and their minutes as keys of one number line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, func, select

from scheduler.domain.diary import Resource
from scheduler.storage.batches import batches
from scheduler.storage.tables import resources as table

# The minutes of three centuries take 28 bits.
_MINUTE_BITS = 28

_KNOWN = select(table).where(
    table.c.kind == bindparam("of_kind"),
    table.c.name.in_(bindparam("names", expanding=True)),
)


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
            wanted = {"of_kind": kind, "names": some}
            for number, *resource in connection.execute(_KNOWN, wanted):
                numbers[Resource(*resource)] = number
    return numbers


def give_numbers(
    connection: Connection, resources: Iterable[Resource]
) -> dict[Resource, int]:
    """Give resources that are known to have no number the next ones."""
    last = connection.execute(select(func.max(table.c.number))).scalar_one() or 0
    given = {each: number for number, each in enumerate(resources, last + 1)}
    rows = [{"number": number, **each._asdict()} for each, number in given.items()]
    connection.execute(table.insert(), rows)
    return given
