"""Time zones by their IANA name."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from scheduler.domain.checks import Checks

# Names in the same folders that mean another zone on each machine, or none.
_NO_ZONES = frozenset({"localtime", "posixrules", "Factory"})


@cache
def known_zones() -> frozenset[str]:
    """IANA names that mean the same on every machine; asks the file system."""
    return frozenset(available_timezones()) - _NO_ZONES


def check_zone(checks: Checks, field: str, timezone: str) -> None:
    """Note a problem unless ``timezone`` is an IANA name."""
    rule = "be an IANA time zone such as 'Europe/London'"
    checks.must(timezone in known_zones(), field, rule, repr(timezone))
