"""Compile search and bound ahead of its first use: ``python -m solver.kernel.warm``."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path

from solver.bound import prove_bound
from solver.kernel.cache import fingerprint
from solver.kernel.search import CompiledSearch
from solver.options import never
from solver.reading import problem_from
from solver.workbench import Workbench

logger = logging.getLogger(__name__)
DAY, OPENS, CLOSES = "2026-11-23", "2026-11-23T09:00:00Z", "2026-11-23T12:00:00Z"
WEIGHTS = (
    "unscheduled",
    "time_preference",
    "practitioner_preference",
    "practitioner_change",
    "overload",
    "moved_day",
    "moved_time",
    "moved_practitioner",
    "moved_clinic",
    "dropped",
)
PROBLEM = {
    "schema": "planning-problem/1",
    "id": "warm-up",
    "horizon": {"start": DAY, "days": 1},
    "tick_minutes": 5,
    "clinics": [
        {
            "id": "clinic",
            "timezone": "UTC",
            "opening": [{"from": OPENS, "to": CLOSES}],
            "equipment": {},
        }
    ],
    "travel": [],
    "rooms": [
        {
            "id": "room",
            "clinic": "clinic",
            "features": [],
            "turnover_minutes": 10,
            "unavailable": [],
        }
    ],
    "practitioners": [
        {
            "id": "lead",
            "skills": ["needling"],
            "shifts": [{"clinic": "clinic", "from": OPENS, "to": CLOSES}],
            "max_parallel": 2,
            "max_sessions_per_day": 9,
            "comfortable_sessions_per_day": 9,
        }
    ],
    "treatments": [
        {
            "id": "treatment",
            "room_features": [],
            "steps": [
                {
                    "name": "needling",
                    "minutes": 15,
                    "max_minutes": 20,
                    "attended": True,
                    "staff": "lead",
                    "skill": "needling",
                }
            ],
        }
    ],
    "patients": [
        {
            "id": "patient",
            "clinics": [{"clinic": "clinic", "penalty": 0}],
            "available": [{"days": ["mon"], "from": "09:00", "to": "12:00"}],
            "preferred": [],
            "unavailable": [],
        }
    ],
    "courses": [
        {
            "id": "course",
            "patient": "patient",
            "refused_practitioners": [],
            "sessions": [
                {
                    "id": "session",
                    "treatment": "treatment",
                    "earliest": DAY,
                    "due": DAY,
                    "latest": DAY,
                    "priority": 1,
                    "late_penalty_per_day": 0,
                }
            ],
        }
    ],
    "appointments": [],
    "weights": dict.fromkeys(WEIGHTS, 1),
}


def warm() -> None:
    """Compile everything that they need, or find it in the cache."""
    bench = Workbench(problem_from(PROBLEM))
    search = CompiledSearch(bench)
    search.serve()
    search.run(2, 1.0)
    prove_bound(bench, seconds=1.0, stop=never)


def make_sure() -> None:
    """Compile if this state of the sources has not been compiled here before."""
    done = Path(os.environ["NUMBA_CACHE_DIR"]) / f"whole-{fingerprint()}"
    if done.exists():
        return
    logger.info("compiling the search, once for this installation")
    warm()
    with suppress(OSError):
        done.touch()


if __name__ == "__main__":
    make_sure()
