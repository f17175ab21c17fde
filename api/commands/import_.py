"""``meridian import``: a network from a folder of CSV files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.database import current_settings, opened_database
from api.exits import BadInputError
from api.program import Command
from api.tables import table

if TYPE_CHECKING:
    from scheduler.domain.network import Network

PARTS = (
    "clinics",
    "rooms",
    "practitioners",
    "treatments",
    "protocols",
    "patients",
    "courses",
    "appointments",
    "rosters",
)


@click.command(
    "import",
    cls=Command,
    short_help="Load a network from a folder of CSV files.",
    example="meridian import network/",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--replace",
    is_flag=True,
    help="Replace a network of another id that is in the database.",
)
def command(folder: Path, replace: bool) -> None:
    """
    Load the network in the folder DIR into the database.

    All of it or nothing: if any file has a problem, every problem is listed by
    file, line and column, and the database stays as it was. What the database
    held before of the same network is replaced, appointments included.
    """
    from scheduler.storage import unit_of_work
    from scheduler.tables import read_folder

    settings = current_settings()
    network = read_folder(folder)
    with (
        opened_database(settings, may_create=True) as engine,
        unit_of_work(engine) as uow,
    ):
        held = uow.policy().id if uow.has_network() else network.policy.id
        if held != network.policy.id and not replace:
            raise BadInputError([_other_network(held, network.policy.id)])
        uow.replace_network(network)
        uow.commit()
    click.echo(f"Imported network '{network.policy.id}':\n{counts(network)}", nl=False)


def counts(network: Network) -> str:
    """How much of each kind a network has, as a table."""
    rows = [(part, f"{len(getattr(network, part)):,}") for part in PARTS]
    return table(rows, numbers=frozenset({1}))


def _other_network(held: str, given: str) -> str:
    return (
        f"The database holds network '{held}', the folder network '{given}': name "
        "another database in MERIDIAN_DATABASE_URL, or replace it with --replace."
    )
