"""Time zones by their IANA name."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from scheduler.domain.checks import Checks


@cache
def _known_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def check_zone(checks: Checks, field: str, timezone: str) -> None:
    """Note a problem unless ``timezone`` is an IANA name."""
    rule = "be an IANA time zone such as 'Europe/London'"
    checks.must(timezone in _known_zones(), field, rule, repr(timezone))
