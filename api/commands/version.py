"""``meridian version``: what exactly is installed."""

from __future__ import annotations

import platform
from importlib.metadata import version

import click

from api.program import Command
from api.tables import table

PACKAGES = ("meridian", "ortools", "flask", "sqlalchemy", "pandas")


@click.command(
    "version",
    cls=Command,
    short_help="Show the versions of Meridian and its parts.",
    example="meridian version",
)
def command() -> None:
    """Show the versions of Meridian, of Python and of what the answers depend on."""
    rows = [(name, version(name)) for name in PACKAGES]
    rows.insert(1, ("python", platform.python_version()))
    click.echo(table(rows), nl=False)
