"""Bounds of all parts: asked for, heard of, kept."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from solver.bound import Bounds, prove_bound
from solver.options import Stop
from solver.planned_part import PlannedPart
from solver.search.crew import Crew
from solver.search.piece import run_proof


class Proofs:
    """What is being proven of the parts, beside whatever else their crew does."""

    def __init__(self, crew: Crew, parts: Sequence[PlannedPart], stop: Stop) -> None:
        self.crew = crew
        self.parts = parts
        self.stop = stop
        self._asked: list[tuple[PlannedPart, Future[Bounds]]] = []

    def ask(self, seconds: float, *, deep: bool = False) -> None:
        """Have each part bounded, in its share of so many seconds of the crew."""
        sessions = max(sum(part.part.sessions for part in self.parts), 1)
        share_s = seconds * self.crew.workers / sessions
        for part in self.parts:
            limit_s = share_s * part.part.sessions
            future = self.crew.submit(run_proof, part.part, limit_s, deep, part.cost)
            self._asked.append((part, future))

    def hear(self, *, wait: bool = False) -> None:
        """Take over what has been proven; with ``wait``, all that was asked for."""
        open_ = []
        for part, future in self._asked:
            if wait or future.done():
                self._take(part, self.crew.result(future))
            else:
                open_.append((part, future))
        self._asked = open_

    def _take(self, part: PlannedPart, bounds: Bounds | None) -> None:
        if bounds is None and part.bounds is None:
            # A proof that failed costs the deeper bound, not the courses' own.
            bounds = prove_bound(part.bench, seconds=0.0, stop=self.stop)
            part.bench.forget()
        if bounds is not None:
            part.take_bounds(bounds)
