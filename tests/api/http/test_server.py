"""The server as a process: address, events, kills, the end."""

from __future__ import annotations

import http.client
import json
import os
import select
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.api.builders import make_endless, make_problem
from tests.api.conftest import Run

Start = Callable[..., subprocess.Popen[str]]

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes are read from /proc"
)


class Server:
    """A running server, asked over real connections."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        announced = process.stdout.readline()
        assert announced.startswith("Meridian is at http://127.0.0.1:"), announced
        self.port = int(announced.rpartition(":")[2])

    def ask(
        self, method: str, path: str, body: Any = None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Send one request and read its whole answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Content-Type": "application/json"}
        text = None if body is None else json.dumps(body)
        connection.request(method, path, text, headers)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response, content

    def submit(self, problem: dict[str, Any]) -> str:
        """Send a problem; give the path of its plan."""
        response, content = self.ask("POST", "/v1/plans", {"problem": problem})
        assert response.status == 202, content
        return response.headers["Location"]

    def events(self, path: str) -> http.client.HTTPResponse:
        """Open the plan's event stream."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", f"{path}/events")
        return connection.getresponse()

    def children(self) -> set[int]:
        """Ids of the processes that the server has started and that run."""
        found = set()
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    status = (entry / "stat").read_text().rpartition(")")[2].split()
                except (FileNotFoundError, ProcessLookupError):
                    continue
                if int(status[1]) == self.process.pid and status[0] != "Z":
                    found.add(int(entry.name))
        return found


@pytest.fixture
def server(start: Start, on_database: str) -> Server:
    """A server on a free port, over a migrated database."""
    return Server(start("serve", "--port", 0))


@contextmanager
def watched(pids: set[int]) -> Iterator[Callable[[], None]]:
    """Watch processes; the function given waits until all of them have ended."""
    assert pids
    # An open descriptor means the same process for ever, unlike its id.
    descriptors = [os.pidfd_open(pid) for pid in pids]

    def ended() -> None:
        for descriptor in descriptors:
            assert select.select([descriptor], [], [], 60)[0]

    yield ended
    for descriptor in descriptors:
        os.close(descriptor)


def next_event(stream: http.client.HTTPResponse) -> tuple[str, dict[str, Any]]:
    """Read one event, passing over comments."""
    name, data = "", {}
    while line := stream.readline().decode().rstrip("\n"):
        key, _, value = line.partition(": ")
        if key == "event":
            name = value
        elif key == "data":
            data = json.loads(value)
    return (name, data) if name else next_event(stream)


def wait_for_figures(stream: http.client.HTTPResponse) -> None:
    """Read events until the search has told its first figures."""
    while next_event(stream)[1]["total"] is None:
        pass


def test_serve_answers_and_ends_with_sigterm(server: Server) -> None:
    """The printed address answers; SIGTERM ends with status 0 and no word."""
    response, content = server.ask("GET", "/ready")
    assert (response.status, json.loads(content)["status"]) == (200, "ready")
    server.process.send_signal(signal.SIGTERM)
    out, err = server.process.communicate(timeout=60)
    assert (server.process.returncode, out, err) == (0, "", "")


def test_events_come_while_the_search_runs(server: Server) -> None:
    """Progress arrives as it happens; the stream ends after a stop."""
    path = server.submit(make_endless())
    stream = server.events(path)
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    wait_for_figures(stream)
    name, data = next_event(stream)
    assert (name, data["status"]) == ("progress", "solving")
    assert data["total"] > data["bound"] >= 0
    server.ask("DELETE", path)
    while name == "progress":
        name, data = next_event(stream)
    assert (name, data["status"]) == ("stopped", "stopped")
    assert stream.read() == b""


def test_a_killed_solver_fails_its_plan_and_the_server_goes_on(
    server: Server,
) -> None:
    """The plan says what happened, and the next problem is solved."""
    path = server.submit(make_endless())
    stream = server.events(path)
    wait_for_figures(stream)
    (solver,) = {
        pid
        for pid in server.children()
        if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    }
    os.kill(solver, signal.SIGKILL)
    name = "progress"
    while name == "progress":
        name, data = next_event(stream)
    assert (name, data["status"]) == ("failed", "failed")
    assert "SIGKILL" in data["detail"]

    stream = server.events(server.submit(make_problem()))
    name = "progress"
    while name == "progress":
        name, data = next_event(stream)
    assert (name, data["status"]) == ("done", "done")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_end_of_the_server_leaves_no_solver(
    server: Server, number: signal.Signals
) -> None:
    """An open stream and a running search hold up nothing and are not left."""
    path = server.submit(make_endless())
    stream = server.events(path)
    wait_for_figures(stream)
    with watched(server.children()) as ended:
        server.process.send_signal(number)
        _, err = server.process.communicate(timeout=60)
        assert server.process.returncode == 0
        assert "Traceback" not in err
        ended()


def test_a_killed_server_leaves_no_solver(server: Server) -> None:
    """Even without a chance to tidy up: a solver ends when its server is gone."""
    stream = server.events(server.submit(make_endless()))
    wait_for_figures(stream)
    with watched(server.children()) as ended:
        server.process.kill()
        ended()


def test_what_is_no_http_gets_a_problem_too(server: Server) -> None:
    """Even what waitress refuses by itself is answered in our one shape."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nno colon here\r\n\r\n")
        answer = raw.makefile("rb").read()
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith((b"HTTP/1.0 400", b"HTTP/1.1 400"))
    assert b"application/problem+json" in head
    assert json.loads(body)["code"] == "invalid_input"


def test_serve_refuses_an_address_that_others_reach(
    meridian: Run, on_database: str
) -> None:
    """Without keys nobody but this machine is let in, unless one insists."""
    ended = meridian("serve", "--host", "0.0.0.0", "--port", 0)  # noqa: S104  # refused
    assert (ended.status, ended.out) == (2, "")
    assert "--insecure" in ended.err
    assert "patient's data" in ended.err


def test_serve_says_that_a_port_is_taken(meridian: Run, on_database: str) -> None:
    """One line with address and reason, status 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = meridian("serve", "--port", port)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"127.0.0.1:{port}: cannot be listened on: ")
