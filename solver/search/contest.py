"""Searching all parts at once: who gets the next piece, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import cycle
from random import Random
from time import monotonic

import numpy as np

from solver.kernel.records import Ints
from solver.options import Stop
from solver.search.anneal import Cooling
from solver.search.crew import Crew
from solver.search.entrant import Entrant, Lane
from solver.search.hand import Hand
from solver.search.part import MOST_SESSIONS_KEPT
from solver.search.piece import Outcome, Piece, run_piece
from solver.search.region import Region, draw_map

PIECE_S, PIECE_SHARE = 2.0, 0.04
"""Seconds of a piece, at most a share of all the time there is."""
PIECE_COLD_S = 15.0
"""The same where workers cannot keep the tables of all parts and make them anew."""
PIECE_HERE_S = 0.4
"""The same where nobody can ask meanwhile, because this process searches."""
PIECE_ROUNDS = 256
"""Rounds of a piece where rounds and not the clock decide."""
LEAST_S, LEAST_PULLS = 0.05, 1e-9
GAIN_MEMORY = 0.7
"""How much of a part's earlier rate of gain counts at the next piece."""
LEAST_PULL, MOST_PULL = 0.5, 2.0
"""By how much gaining less or more than others changes a part's share of time."""
BEHIND = 0.05
"""How far behind a part must be before a worker makes its tables once more."""
REUNION = 0.5
"""Share of the time after which several rosters of a part go on from the best."""


@dataclass(slots=True)
class Heat:
    """Pieces of one part that run side by side."""

    entrant: Entrant
    pieces: list[Piece]
    lanes: list[Lane]
    share: float
    futures: list[Future[Outcome]] = field(default_factory=list)


class Contest:
    """
    Anneals all parts until time or rounds are over.

    Every part cools over the whole time. It gets a share of the workers' time by
    its size and by how much it gains in comparison with the others.
    """

    def __init__(
        self,
        entrants: list[Entrant],
        crew: Crew,
        *,
        until: float,
        seed: int,
    ) -> None:
        self.entrants = entrants
        self.crew = crew
        self.until = until
        self.random = Random(seed)
        self.cooling = Cooling()
        # With few parts each gets all workers at once, else one of them.
        few = len(entrants) < 2 * crew.workers
        self.abreast = crew.workers if few else 1
        total_s = max(until - monotonic(), 0.0)
        for entrant in entrants:
            self._open_lanes(entrant)
        self.piece_s = max(min(self._longest_s(), PIECE_SHARE * total_s), LEAST_S)

    def run(self, tell: Callable[[], None], stop: Stop) -> None:
        """Search; ``tell`` is called whenever something came of it."""
        running: list[Heat] = []
        while not self.crew.is_lost:
            is_over = stop() or monotonic() >= self.until
            if not is_over:
                running += self._start()
            if not running and (is_over or not self._ready):
                break
            self.crew.wait()
            for heat in [h for h in running if all(f.done() for f in h.futures)]:
                running.remove(heat)
                self._absorb(heat)
                tell()

    @property
    def _ready(self) -> list[Entrant]:
        """Parts that could be searched now."""
        return [e for e in self.entrants if not (e.is_busy or e.is_done)]

    def _start(self) -> list[Heat]:
        """Heats for the workers that are free, the part furthest behind first."""
        heats = []
        while self._ready:
            idle, wanted = self.crew.idle, min(self.abreast, len(self.crew.at_hand))
            if len(idle) < wanted:
                break
            hand, entrant = self._next(idle)
            heats.append(self._heat(entrant, [hand] if wanted == 1 else idle))
        return heats

    def _next(self, idle: list[Hand]) -> tuple[Hand, Entrant]:
        """Who searches which part: rather one whose tables it has."""

        def rank(pair: tuple[Hand, Entrant]) -> float:
            hand, entrant = pair
            return entrant.share + (entrant.part.key not in hand.parts) * BEHIND

        return min(((h, e) for h in idle for e in self._ready), key=rank)

    def _heat(self, entrant: Entrant, hands: list[Hand]) -> Heat:
        entrant.is_busy = True
        left_s = max(self.until - monotonic(), 0.0)
        seconds = min(self.piece_s, left_s)
        share, rounds = self._advance(entrant, seconds, left_s)
        regions = self._regions(entrant)
        lanes = entrant.lanes * len(regions)
        pieces = [
            self._piece(entrant, lane, region, (entrant.share, share), seconds, rounds)
            for lane, region in zip(lanes, regions * len(entrant.lanes), strict=True)
        ]
        heat = Heat(entrant, pieces, lanes, share)
        heat.futures += [
            self.crew.give(hand, run_piece, entrant.part, piece)
            for hand, piece in zip(cycle(hands), pieces, strict=False)
        ]
        return heat

    def _advance(
        self, entrant: Entrant, seconds: float, left_s: float
    ) -> tuple[float, int | None]:
        """How far a part will be after a piece, and in how many rounds."""
        to_come = 1.0 - entrant.share
        if entrant.rounds_left is not None:
            rounds = min(entrant.rounds_left, PIECE_ROUNDS)
            return entrant.share + to_come * rounds / entrant.rounds_left, rounds
        pulls = {
            id(e): self._pull(e) * e.weight for e in self.entrants if not e.is_done
        }
        part_of_all = pulls[id(entrant)] / max(sum(pulls.values()), LEAST_PULLS)
        # Seconds that are left for this part alone, all its workers together.
        own_s = left_s * part_of_all * self.crew.workers / self.abreast
        step = seconds / max(own_s, seconds)
        return entrant.share + to_come * step, None

    def _pull(self, entrant: Entrant) -> float:
        rates = [e.gain_rate for e in self.entrants if e.gain_rate is not None]
        mean = sum(rates) / len(rates) if rates else 0.0
        if entrant.gain_rate is None or mean <= 0.0:
            return 1.0
        return min(max(entrant.gain_rate / mean, LEAST_PULL), MOST_PULL)

    def _longest_s(self) -> float:
        """Seconds of a piece where time is plenty."""
        sessions = sum(e.part.sessions for e in self.entrants)
        if sessions > MOST_SESSIONS_KEPT * self.crew.workers:
            return PIECE_COLD_S
        return PIECE_HERE_S if self.crew.workers == 1 else PIECE_S

    def _open_lanes(self, entrant: Entrant) -> None:
        """As many rosters of a part as its workers cannot share as regions."""
        lanes = self.abreast // self._num_regions(entrant)
        first = entrant.lanes[0]
        entrant.lanes += [Lane(first.rows, first.cost) for _ in range(lanes - 1)]

    def _num_regions(self, entrant: Entrant) -> int:
        if not entrant.can_divide:
            return 1
        return max(1, min(self.abreast, len(entrant.sizes)))

    def _regions(self, entrant: Entrant) -> list[Region | None]:
        several = self._num_regions(entrant)
        if several == 1:
            return [None]
        region_of = draw_map(entrant.sizes, several, self.random)
        return [Region(region_of, k) for k in range(several)]

    def _piece(
        self,
        entrant: Entrant,
        lane: Lane,
        region: Region | None,
        shares: tuple[float, float],
        seconds: float,
        rounds: int | None,
    ) -> Piece:
        return Piece(
            rows=lane.rows,
            cost=lane.cost,
            seed=self.random.randrange(2**31),
            warm=self.cooling.at(shares[0]),
            cold=self.cooling.at(shares[1]),
            seconds=seconds,
            rounds=rounds,
            target=entrant.target,
            region=region,
        )

    def _absorb(self, heat: Heat) -> None:
        """Take over what came of a heat; what a dead worker had in hand is lost."""
        entrant = heat.entrant
        entrant.is_busy = False
        before = entrant.best_cost
        seconds: list[float] = []
        bests = {id(lane): (lane.rows, lane.cost) for lane in entrant.lanes}
        for piece, lane, future in zip(
            heat.pieces, heat.lanes, heat.futures, strict=True
        ):
            outcome = self.crew.result(future)
            if outcome is None:
                continue
            seconds.append(outcome.seconds)
            entrant.rounds += outcome.rounds
            lane.rows, lane.cost = _merged(
                (lane.rows, lane.cost), piece, (outcome.rows, outcome.cost)
            )
            bests[id(lane)] = _merged(
                bests[id(lane)], piece, (outcome.best_rows, outcome.best_cost)
            )
        for rows, cost in bests.values():
            if cost < entrant.best_cost:
                entrant.best_rows, entrant.best_cost = rows, cost
        if seconds:
            self._advance_to(entrant, heat, before, max(seconds))

    def _advance_to(
        self, entrant: Entrant, heat: Heat, before: int, seconds: float
    ) -> None:
        entrant.share = heat.share
        if entrant.rounds_left is not None:
            entrant.rounds_left -= heat.pieces[0].rounds or 0
        elif seconds > 0.0:
            units = (before - entrant.best_cost) / entrant.scale
            rate = units / (seconds * len(heat.pieces) * max(entrant.part.sessions, 1))
            known = rate if entrant.gain_rate is None else entrant.gain_rate
            entrant.gain_rate = GAIN_MEMORY * known + (1.0 - GAIN_MEMORY) * rate
        if len(entrant.lanes) > 1 and entrant.share >= REUNION:
            self._reunite(entrant)

    def _reunite(self, entrant: Entrant) -> None:
        """Once, let all rosters of a part go on from the best of them."""
        if not entrant.was_reunited:
            entrant.was_reunited = True
            best = min(entrant.lanes, key=lambda lane: lane.cost)
            for lane in entrant.lanes:
                lane.rows, lane.cost = best.rows, best.cost


def _merged(
    into: tuple[Ints, int], piece: Piece, found: tuple[Ints, int]
) -> tuple[Ints, int]:
    """
    What a piece changed, brought into a roster.

    Regions of one map change different sessions, and costs of one do not depend on
    the other: changes and gains add up.
    """
    rows, cost = into
    changed = (found[0] != piece.rows).any(axis=1)
    return np.where(changed[:, None], found[0], rows), cost + found[1] - piece.cost
