"""A part as it travels to a worker, and what the worker keeps of it."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256

from solver.kernel.search import CompiledSearch
from solver.options import Stop, never
from solver.problem import Problem
from solver.workbench import Workbench

MOST_SESSIONS_KEPT = 30_000
"""Tables of parts with so many sessions in all are kept by a worker."""


@dataclass(frozen=True, slots=True)
class Part:
    """
    A problem as it travels: pickled once, known by its key.

    Attributes
    ----------
    key
        Different for different problems.
    sessions
        How many it has, for keeping no more tables than memory allows.
    """

    key: str
    pickled: bytes
    sessions: int

    @classmethod
    def of(cls, problem: Problem) -> Part:
        """A problem, made ready to travel."""
        pickled = pickle.dumps(problem, pickle.HIGHEST_PROTOCOL)
        sessions = sum(len(course.sessions) for course in problem.courses)
        return cls(sha256(pickled).hexdigest(), pickled, sessions)

    def problem(self) -> Problem:
        """The problem itself."""
        problem = pickle.loads(self.pickled)  # noqa: S301 - our own, from our process
        if not isinstance(problem, Problem):
            raise TypeError(f"a part must hold a problem, got {type(problem)}.")
        return problem


@dataclass(slots=True)
class Kept:
    """A part's workbench, and its compiled search once there is one."""

    bench: Workbench
    sessions: int
    search: CompiledSearch | None = None


class Shelf:
    """What is kept of parts, the ones used last."""

    def __init__(self, most_sessions: int = MOST_SESSIONS_KEPT) -> None:
        self.most_sessions = most_sessions
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def bench(self, part: Part) -> Workbench:
        """The workbench of a part, made if it is not at hand."""
        return self._get(part).bench

    def search(self, part: Part) -> CompiledSearch:
        """The search of a part, made if it is not at hand."""
        kept = self._get(part)
        if kept.search is None:
            kept.search = CompiledSearch(kept.bench)
        return kept.search

    def _get(self, part: Part) -> Kept:
        if part.key not in self._kept:
            while self._kept and self._held() + part.sessions > self.most_sessions:
                self._kept.popitem(last=False)
            self._kept[part.key] = Kept(Workbench(part.problem()), part.sessions)
        self._kept.move_to_end(part.key)
        return self._kept[part.key]

    def _held(self) -> int:
        return sum(kept.sessions for kept in self._kept.values())


class Worker:
    """
    What a process that searches keeps between two pieces.

    Attributes
    ----------
    stop
        Whether somebody wishes it to end a piece early.
    """

    def __init__(self, stop: Stop = never) -> None:
        self.shelf = Shelf()
        self.stop = stop
