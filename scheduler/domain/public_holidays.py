"""Public holidays by country and region."""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays


@cache
def regions_by_country() -> dict[str, list[str]]:
    """ISO 3166 codes of all known countries, each with its known regions."""
    return dict(holidays.list_supported_countries(include_aliases=False))


@cache
def public_holidays(country: str, region: str, year: int) -> frozenset[date]:
    """
    Dates of a year's public holidays, days observed in lieu included.

    Parameters
    ----------
    country, region
        Among :func:`regions_by_country`; region ``""``: those of the whole
        country.
    """
    return frozenset(
        holidays.country_holidays(country, subdiv=region or None, years=year)
    )
