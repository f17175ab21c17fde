"""Pieces of search: what a worker is asked, does, and answers."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from solver.bound import Bounds, prove_bound
from solver.kernel.records import Ints
from solver.kernel.search import CompiledSearch
from solver.options import Stop, never
from solver.problem import Problem
from solver.search.anneal import Annealing
from solver.search.region import Region, enter
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

    def problem(self) -> Problem:
        """The problem itself."""
        problem = pickle.loads(self.pickled)  # noqa: S301 - our own, from our process
        if not isinstance(problem, Problem):
            raise TypeError(f"a part must hold a problem, got {type(problem)}.")
        return problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """
    A stretch of annealing from a roster.

    Attributes
    ----------
    rows, cost
        The roster and its objective, in cost units.
    warm, cold
        Temperature at its beginning and its end, in cost.
    seconds, rounds
        How long it lasts; rounds, where they are given, decide alone.
    target
        Cost units at which there is nothing left to gain.
    region
        Where to search; None: everywhere.
    """

    part: Part
    rows: Ints
    cost: int
    seed: int
    warm: float
    cold: float
    seconds: float
    rounds: int | None
    target: int
    region: Region | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    How a piece ended.

    Attributes
    ----------
    rows, cost
        The roster on which it ended.
    best_rows, best_cost
        The best that it saw, the one it began with included.
    rounds, seconds
        How many it did, and for how long it searched.
    """

    rows: Ints
    cost: int
    best_rows: Ints
    best_cost: int
    rounds: int
    seconds: float


class Shelf:
    """Compiled searches by part, the ones used last kept."""

    def __init__(self, most_sessions: int = MOST_SESSIONS_KEPT) -> None:
        self.most_sessions = most_sessions
        self._kept: OrderedDict[str, tuple[CompiledSearch, int]] = OrderedDict()

    def get(self, part: Part, bench: Workbench | None = None) -> CompiledSearch:
        """The search of a part, made if it is not at hand, on its workbench."""
        if part.key in self._kept:
            self._kept.move_to_end(part.key)
            return self._kept[part.key][0]
        while self._kept and self._held() + part.sessions > self.most_sessions:
            self._kept.popitem(last=False)
        search = CompiledSearch(bench or Workbench(part.problem()))
        self.put(part, search)
        return search

    def put(self, part: Part, search: CompiledSearch) -> None:
        """Keep a search that was made elsewhere."""
        self._kept[part.key] = search, part.sessions

    def _held(self) -> int:
        return sum(sessions for _, sessions in self._kept.values())


class Worker:
    """
    What a process that searches keeps between two pieces.

    Attributes
    ----------
    benches
        Workbenches by part, until a search takes what it needs of them.
    stop
        Whether somebody wishes it to end a piece early.
    """

    def __init__(self, stop: Stop = never) -> None:
        self.shelf = Shelf()
        self.benches: dict[str, Workbench] = {}
        self.stop = stop


def run_piece(worker: Worker, piece: Piece) -> Outcome:
    """Search as a piece says, on the worker's own tables."""
    bench = worker.benches.pop(piece.part.key, None)
    search = worker.shelf.get(piece.part, bench)
    return search_piece(search, piece, worker.stop)


def run_proof(
    worker: Worker, part: Part, seconds: float, deep: bool, target: int
) -> Bounds:
    """Bound a part from below; its workbench is kept for the search after it."""
    bench = worker.benches.get(part.key) or Workbench(part.problem())
    if not deep:
        worker.benches[part.key] = bench
    return prove_bound(
        bench, seconds=seconds, stop=worker.stop, deep=deep, target=target
    )


def search_piece(search: CompiledSearch, piece: Piece, stop: Stop) -> Outcome:
    """Anneal until time, rounds or the target are reached."""
    search.release()
    search.put_down(piece.rows)
    if piece.region is not None:
        enter(search, piece.region)
    search.begin(piece.cost, piece.seed)
    annealing = Annealing(search, warm=piece.warm, cold=piece.cold)
    began = monotonic()
    _anneal(annealing, piece, lambda: monotonic() - began, stop)
    return Outcome(
        rows=search.rows(),
        cost=search.cost,
        best_rows=search.best_rows(),
        best_cost=search.best_cost,
        rounds=search.rounds,
        seconds=monotonic() - began,
    )


def _anneal(
    annealing: Annealing, piece: Piece, elapsed: Callable[[], float], stop: Stop
) -> None:
    search = annealing.search
    while search.best_cost > piece.target and not stop():
        if piece.rounds is not None:
            left = piece.rounds - search.rounds
            if left <= 0:
                break
            annealing.slice_of(search.rounds / piece.rounds, left)
        else:
            passed = elapsed()
            if passed >= piece.seconds:
                break
            annealing.slice(passed / piece.seconds)
