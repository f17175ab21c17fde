"""Kinds of option values that several commands share."""

from __future__ import annotations

import math
from typing import Any

import click

from solver.options import MOST_WORKERS

MOST_SECONDS = 86_400.0
MOST_SEED = 2**31 - 1


class Seconds(click.ParamType):
    """A finite length of time in seconds, from 0 to a day."""

    name = "seconds"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds, or fail with what must hold and what came."""
        try:
            seconds = float(value)
        except ValueError:
            seconds = math.nan
        if not 0 <= seconds <= MOST_SECONDS:
            most = f"{MOST_SECONDS:,.0f}"
            self.fail(f"must be 0 to {most} seconds, got {value!r}.", param, ctx)
        return seconds


time_limit = click.option(
    "--time-limit",
    "time_limit_s",
    type=Seconds(),
    default=60,
    show_default=True,
    metavar="S",
    help="Seconds that the search may take.",
)
workers = click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that search at the same time.",
)
seed = click.option(
    "--seed",
    type=click.IntRange(0, MOST_SEED),
    default=1,
    show_default=True,
    metavar="N",
    help="Start of the random numbers.",
)
