"""``meridian serve``: the HTTP API."""

from __future__ import annotations

import click

from api.database import current_settings, opened_database
from api.exits import BadInputError, os_reason
from api.program import Command

NO_KEYS = (
    "--host must be an address of this machine only (127.0.0.1, ::1 or localhost), "
    "got {}: there are no access keys yet, and whoever reaches the port could read "
    "every patient's data. --insecure serves there all the same."
)


@click.command(
    "serve",
    cls=Command,
    short_help="Serve the HTTP API.",
    example="meridian serve --port 8000",
)
@click.option("--host", metavar="H", help="Address to listen on. [default: 127.0.0.1]")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="N",
    help="Port to listen on; 0: any free one. [default: 8000]",
)
@click.option(
    "--insecure",
    is_flag=True,
    help="Listen where others can reach it, although there are no access keys yet.",
)
def command(host: str | None, port: int | None, insecure: bool) -> None:
    """
    Serve the HTTP API until SIGTERM or Ctrl-C.

    Listens on this machine only, unless --insecure is given. The address is
    printed when the first request can be sent.
    """
    from api.http.app import is_loopback
    from api.http.server import serve

    settings = current_settings(is_service=True)
    changes = {"host": host, "port": port}
    settings = settings.model_copy(
        update={name: value for name, value in changes.items() if value is not None}
    )
    if not is_loopback(settings.host) and not insecure:
        raise BadInputError([NO_KEYS.format(settings.host)])
    with opened_database(settings, may_create=True):
        pass
    try:
        serve(settings, lambda address: click.echo(f"Meridian is at {address}"))
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise BadInputError(
            [f"{where}: cannot be listened on: {os_reason(error)}"]
        ) from None
