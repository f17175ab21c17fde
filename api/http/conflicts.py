"""What stands in the way of a place, as the items of ``conflicts``."""

from __future__ import annotations

from collections.abc import Iterator

from scheduler.errors import Clash, Occupied, Refused

RULE_OF = {
    "room": "R02",
    "practitioner": "R04",
    "patient": "R10",
    "equipment": "R09",
}
"""The rule that forbids taking a resource twice, by its kind."""


def conflicts_of(error: Exception) -> Iterator[dict[str, str]]:
    """Everything that an error says is in the way; nothing for other errors."""
    match error:
        case Occupied():
            yield from map(_of_clash, error.clashes)
        case Refused():
            yield {"rule": error.rule, "resource": error.resource}


def _of_clash(clash: Clash) -> dict[str, str]:
    return {
        "rule": RULE_OF[clash.kind],
        "resource": clash.name,
        "from": clash.from_utc.isoformat(),
        "until": clash.to_utc.isoformat(),
    }
