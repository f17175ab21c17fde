"""The server process: waitress around the application."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable
from http import HTTPStatus
from types import FrameType

from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from api.http.app import Application, create_app
from api.http.problems import HTTP_KINDS, INTERNAL, MEDIA_TYPE, Kind, details
from api.http.services import services_of
from api.jsons import dump_bytes
from scheduler.settings import Settings

# Event streams hold at most half of them.
THREADS = 16
# Bodies a little too large are read to their end, so that the client hears why.
READ_TIMES = 2


class ProblemErrorTask(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """Answers what is no HTTP, or far too large, with problem details too."""

    def execute(self) -> None:
        """Write the answer and close the connection."""
        error = self.request.error
        kind = HTTP_KINDS.get(error.code) or _kind(error.code)
        body = dump_bytes(details(kind, f"The request was refused: {error.body}."))
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", MEDIA_TYPE))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class ProblemChannel(HTTPChannel):  # type: ignore[misc]  # the same
    """A connection whose errors are problem details."""

    error_task_class = ProblemErrorTask


def _kind(status: int) -> Kind:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return INTERNAL
    known = HTTPStatus(status)
    return Kind(known, known.name.lower(), known.phrase)


def build_server(app: Application, settings: Settings) -> BaseWSGIServer:
    """
    Bind the address; raises `OSError` if it is taken or not of this machine.

    Port 0 takes any free one: ``server.effective_port`` says which.
    """
    server = create_server(
        app,
        sockets=[_listening_socket(settings)],
        threads=THREADS,
        ident=None,
        max_request_body_size=READ_TIMES * settings.max_body_bytes,
    )
    server.channel_class = ProblemChannel
    return server


def _listening_socket(settings: Settings) -> socket.socket:
    # A name such as localhost may have addresses of both families: one is enough.
    host = settings.host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, settings.port), family=family)


def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """
    Answer requests until SIGTERM or Ctrl-C, then end all solving processes.

    Parameters
    ----------
    announce
        Called with the address, once requests are answered there.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    app = create_app(settings)
    services = services_of(app)

    def end(_number: int, _frame: FrameType | None) -> None:
        # First, so that event streams end and let go of their threads.
        services.jobs.close()
        raise SystemExit

    try:
        server = build_server(app, settings)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, end)
        announce(_address(server))
        server.run()
        server.close()
    finally:
        services.close()


def _address(server: BaseWSGIServer) -> str:
    host = server.effective_host
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{server.effective_port}"
