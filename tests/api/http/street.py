"""Real servers over one database, and clients that ask all of them at once."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar
from urllib.parse import urlencode

from scheduler.domain.calendar import Weekday
from scheduler.domain.network import Network
from scheduler.storage import open_engine
from tests.scheduler.builders import (
    make_clinic,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_protocol,
    make_recovery,
    make_room,
    make_shift,
    make_step,
    make_treatment,
    make_window,
)

ROOT = Path(__file__).parents[3]
T = TypeVar("T")

EVERY_DAY = tuple(Weekday)
NUM_PATIENTS = 40


def tomorrow(days: int = 0) -> date:
    """The day after today, or so many days later."""
    return datetime.now(UTC).date() + timedelta(days=1 + days)


def make_busy_clinic(**overrides: Any) -> Network:
    """
    A clinic open on all days, with three rooms, three people, one lamp.

    Its zone is UTC, so that its tomorrow is the tests'. Forty patients, ten of whom
    are in a course.
    """
    hours = {"days": EVERY_DAY, "from_local": time(8), "to_local": time(20)}
    people = [f"w{n}" for n in range(3)]
    values = {
        "clinics": (
            make_clinic(
                timezone="Etc/UTC", hours=(make_window(**hours),), equipment={"lamp": 1}
            ),
        ),
        "rooms": tuple(make_room(id=f"north-{n}") for n in range(3)),
        "practitioners": tuple(
            make_practitioner(id=id_, shifts=(make_shift(**hours),)) for id_ in people
        ),
        "treatments": (
            make_treatment(),
            make_treatment(
                id="lamp", steps=(make_step(), make_recovery(equipment=("lamp",)))
            ),
        ),
        "protocols": (make_protocol(),),
        "patients": tuple(make_patient(id=f"p{n}") for n in range(NUM_PATIENTS)),
        "courses": tuple(
            make_course(id=f"c{n}", patient=f"p{n}", starts_on=tomorrow(-1))
            for n in range(10)
        ),
    }
    return make_network(**(values | overrides))


@dataclass(frozen=True)
class Heard:
    """What a server answered."""

    status: int
    headers: dict[str, str]
    body: Any

    @property
    def code(self) -> str:
        """The code of a problem."""
        found: str = self.body["code"]
        return found


class Caller:
    """A client with one connection to one server."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Heard:
        """Send a request and read the answer."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        data = None
        if body is not None:
            data, sent["Content-Type"] = json.dumps(body), "application/json"
        self._connection.request(method, path, data, sent)
        response = self._connection.getresponse()
        content = response.read()
        return Heard(
            response.status,
            dict(response.headers),
            json.loads(content) if content else None,
        )

    def slots(self, **query: Any) -> list[dict[str, Any]]:
        """Give open slots of a facial, tomorrow unless asked otherwise."""
        asked = {"from": tomorrow(), "to": tomorrow(), "clinic": "north"} | query
        if not {"session", "course"} & set(asked):
            asked.setdefault("treatment", "facial")
        heard = self.ask("GET", f"/v1/slots?{urlencode(asked)}")
        assert heard.status == 200, heard
        return [slot for day in heard.body["days"] for slot in day["slots"]]

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


class Street:
    """
    Servers in processes of their own, over the same database.

    Parameters
    ----------
    folder
        In which they run, without a file of settings.
    """

    def __init__(self, url: str, folder: Path, num_servers: int) -> None:
        self.engine = open_engine(url)
        settings = {"MERIDIAN_DATABASE_URL": url, "MERIDIAN_LOG_LEVEL": "ERROR"}
        kept = {k: v for k, v in os.environ.items() if not k.startswith("MERIDIAN_")}
        paths = [str(ROOT), *filter(None, [kept.get("PYTHONPATH")])]
        self.processes = [
            subprocess.Popen(
                [sys.executable, "-m", "api", "serve", "--port", "0"],
                stdout=subprocess.PIPE,
                text=True,
                cwd=folder,
                env=kept | settings | {"PYTHONPATH": os.pathsep.join(paths)},
            )
            for _ in range(num_servers)
        ]
        self.ports = [self._announced(process) for process in self.processes]

    @staticmethod
    def _announced(process: subprocess.Popen[str]) -> int:
        assert process.stdout is not None
        announced = process.stdout.readline()
        assert announced.startswith("Meridian is at "), announced
        return int(announced.rpartition(":")[2])

    def close(self) -> None:
        """End the servers."""
        for process in self.processes:
            process.kill()
            process.communicate()
        self.engine.dispose()

    def together(self, act: Callable[[Caller, int], T], num: int) -> list[T]:
        """Let so many clients act, all beginning at once, spread over the servers."""
        barrier = Barrier(num)

        def one(number: int) -> T:
            caller = Caller(self.ports[number % len(self.ports)])
            barrier.wait()
            try:
                return act(caller, number)
            finally:
                caller.close()

        with ThreadPoolExecutor(num) as pool:
            return list(pool.map(one, range(num)))


def statuses(heard: Iterable[Heard]) -> dict[int, int]:
    """How often each status came."""
    counts: dict[int, int] = {}
    for each in heard:
        counts[each.status] = counts.get(each.status, 0) + 1
    return counts
