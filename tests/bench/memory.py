"""Peak memory of this process and of the search processes it starts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from threading import Event, Thread
from types import TracebackType

LOOK_S = 0.2
KIB_A_MIB = 1024
PROC = Path("/proc")


class PeakMemory:
    """
    While it is entered, follows what the process and its children hold.

    The kernel's own high-water marks are read (Linux). `resource` would tell a
    child's too high: there a new process begins at what its parent holds.
    """

    def __init__(self) -> None:
        self._peaks: dict[int, int] = {}
        self._is_over = Event()
        self._watch = Thread(target=self._look_on, daemon=True)

    @property
    def mib(self) -> float | None:
        """Sum of the peaks of all processes; None where the system does not tell."""
        return sum(self._peaks.values()) / KIB_A_MIB if self._peaks else None

    def __enter__(self) -> PeakMemory:
        self._watch.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._watch.join()
        self._look((os.getpid(),))

    def _look_on(self) -> None:
        while not self._is_over.wait(LOOK_S):
            self._look((os.getpid(), *_children()))

    def _look(self, processes: Iterable[int]) -> None:
        for process in processes:
            if peak_kib := _peak_kib(process):
                self._peaks[process] = peak_kib


def _children() -> list[int]:
    lists = PROC.glob("self/task/*/children")
    return [int(child) for text in map(_text, lists) for child in text.split()]


def _peak_kib(process: int) -> int:
    found = re.search(r"^VmHWM:\s*(\d+) kB$", _text(PROC / f"{process}/status"), re.M)
    return int(found[1]) if found else 0


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has just ended, or there is no such system
        return ""
