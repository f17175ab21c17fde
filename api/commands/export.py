"""``meridian export``: the network as a folder of CSV files."""

from __future__ import annotations

from pathlib import Path

import click

from api.commands.import_ import counts
from api.database import current_settings, opened_database
from api.program import Command


@click.command(
    "export",
    cls=Command,
    short_help="Write the network as a folder of CSV files.",
    example="meridian export backup/",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """
    Write the network in the database into the folder DIR, as CSV files.

    Importing the folder again changes nothing. All files are written or none.
    """
    from scheduler.storage import unit_of_work
    from scheduler.tables import write_folder

    with (
        opened_database(current_settings()) as engine,
        unit_of_work(engine, write=False) as uow,
    ):
        network = uow.network()
    write_folder(network, folder)
    click.echo(f"Exported network '{network.policy.id}':\n{counts(network)}", nl=False)
