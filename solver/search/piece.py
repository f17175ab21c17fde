"""Pieces of work on a part: what a worker is asked, does, and answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic

from solver.bound import Bounds, prove_bound
from solver.kernel.records import Ints
from solver.kernel.rows import rows_of
from solver.kernel.search import CompiledSearch
from solver.options import Stop
from solver.placement import Placement
from solver.problem import Assignment
from solver.search.anneal import Annealing
from solver.search.part import Part, Worker
from solver.search.region import Region, enter
from solver.standing import put_standing, put_where_legal
from solver.workbench import Workbench


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


@dataclass(frozen=True, slots=True)
class Constructed:
    """
    Rosters to begin with.

    Attributes
    ----------
    desk_rows, desk_cost
        The front desk's over what stands, and its objective in cost units.
    rows, cost
        The same over a plan that was given, if that came out better.
    """

    desk_rows: Ints
    desk_cost: int
    rows: Ints
    cost: int


def run_preparation(worker: Worker, part: Part) -> bool:
    """Make the tables of a part ahead of its first piece."""
    worker.shelf.search(part)
    return True


def run_construction(
    worker: Worker, part: Part, start: Sequence[Assignment]
) -> Constructed:
    """The front desk's roster; where a plan is given, also served over that one."""
    bench, search = worker.shelf.bench(part), worker.shelf.search(part)
    roster = bench.begin()
    put_standing(roster)
    desk_rows, desk_cost = _served(bench, search, roster.placed)
    rows, cost = desk_rows, desk_cost
    if start:
        roster = bench.begin()
        put_where_legal(roster, start)
        found = _served(bench, search, roster.placed)
        if found[1] < cost:
            rows, cost = found
    return Constructed(desk_rows, desk_cost, rows, cost)


def _served(
    bench: Workbench, search: CompiledSearch, placed: list[Placement | None]
) -> tuple[Ints, int]:
    search.put_down(rows_of(search.layout, placed))
    search.begin(cost=0, seed=1)
    search.serve()
    return search.rows(), bench.resume(search.now()).total()


def run_piece(worker: Worker, part: Part, piece: Piece) -> Outcome:
    """Search as a piece says, on the worker's own tables."""
    began = monotonic()
    search = worker.shelf.search(part)
    worker.shelf.bench(part).forget()
    return search_piece(search, piece, began, worker.stop)


def run_proof(
    worker: Worker, part: Part, seconds: float, deep: bool, target: int
) -> Bounds:
    """Bound a part from below."""
    bench = worker.shelf.bench(part)
    bounds = prove_bound(
        bench, seconds=seconds, stop=worker.stop, deep=deep, target=target
    )
    bench.forget()
    return bounds


def search_piece(
    search: CompiledSearch, piece: Piece, began: float, stop: Stop
) -> Outcome:
    """
    Anneal until time, rounds or the target are reached.

    The piece's seconds count from ``began`` on the monotonic clock: tables that had
    to be made first are part of them.
    """
    search.release()
    search.put_down(piece.rows)
    if piece.region is not None:
        enter(search, piece.region)
    search.begin(piece.cost, piece.seed)
    annealing = Annealing(search, warm=piece.warm, cold=piece.cold)
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
