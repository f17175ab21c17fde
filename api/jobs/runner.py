"""The server's side of one solving process."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from api.jobs.job import Task
from api.jobs.messages import STOP, Broke, Message, Progressed

# A large problem is read and first laid out before the search minds its limit.
GRACE_S = 300.0
OVERDUE = f"The solver did not end within {GRACE_S:.0f} s of its time limit."
CLOSING = "The server ended before this problem was solved; send it again."
KILLED = (
    "The process that solved this problem ended unexpectedly ({}), perhaps for "
    "want of memory. Send the problem again, or a smaller one."
)


def _work(connection: Connection, task: Task, log_level: str) -> None:
    # Imported in the new process only: the server itself needs no solver.
    from api.jobs.process import work

    work(connection, task, log_level)


class Runner:
    """
    Runs one task in a process of its own, and follows it in a thread.

    Parameters
    ----------
    tell
        Called in that thread with every message of the process; the last one
        is `Planned` or `Broke`, and comes exactly once.
    """

    def __init__(
        self, task: Task, tell: Callable[[Message], None], log_level: str
    ) -> None:
        self._task = task
        self._tell = tell
        self._log_level = log_level
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._is_stop_wished = False
        self._is_closing = False
        self._thread = threading.Thread(target=self._follow, name="job", daemon=True)

    @property
    def pid(self) -> int | None:
        """Id of the solving process while it runs."""
        with self._lock:
            return self._process.pid if self._process else None

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Ask the process to end with the best plan so far."""
        with self._lock:
            self._is_stop_wished = True
            self._send_stop()

    def close(self) -> None:
        """End the process and all that it started, and wait until it is gone."""
        with self._lock:
            self._is_closing = True
            self._kill()
        self._thread.join()

    def _follow(self) -> None:
        ours, theirs = multiprocessing.get_context("spawn").Pipe()
        with ours:
            with theirs:
                process = self._launch(ours, theirs)
            if process is None:
                last: Message = Broke(CLOSING)
            else:
                last = self._last_message(ours, process)
                self._bury(process)
        self._tell(last)

    def _launch(self, ours: Connection, theirs: Connection) -> SpawnProcess | None:
        with self._lock:
            if self._is_closing:
                return None
            process = multiprocessing.get_context("spawn").Process(
                target=_work, args=(theirs, self._task, self._log_level)
            )
            process.start()
            self._process, self._connection = process, ours
            if self._is_stop_wished:
                self._send_stop()
            return process

    def _last_message(self, connection: Connection, process: SpawnProcess) -> Message:
        deadline_s = time.monotonic() + self._task.time_limit_s + GRACE_S
        while True:
            left_s = max(deadline_s - time.monotonic(), 0)
            ready = wait([connection, process.sentinel], timeout=left_s)
            if not ready:
                return Broke(OVERDUE)
            try:
                if connection not in ready:
                    raise EOFError
                message: Message = connection.recv()
            except (EOFError, OSError):
                process.join()
                return Broke(self._obituary(process.exitcode))
            if not isinstance(message, Progressed):
                return message
            self._tell(message)

    def _bury(self, process: SpawnProcess) -> None:
        with self._lock:
            self._kill()
            self._process = self._connection = None
        process.join()
        process.close()

    def _obituary(self, exit_code: int | None) -> str:
        if self._is_closing:
            return CLOSING
        if exit_code is not None and exit_code < 0:
            return KILLED.format(f"signal {signal.Signals(-exit_code).name}")
        return KILLED.format(f"exit status {exit_code}")

    def _send_stop(self) -> None:
        if self._connection is not None:
            # The process may have ended a moment ago: then there is no need.
            with contextlib.suppress(OSError):
                self._connection.send(STOP)

    def _kill(self) -> None:
        if self._process is None or self._process.pid is None:
            return
        self._process.kill()
        # The process leads a group with all that it started itself; there is
        # none before that, nor after the last has ended.
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
