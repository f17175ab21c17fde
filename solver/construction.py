"""The first rosters of all parts, made by whoever is quickest."""

from __future__ import annotations

from collections.abc import Sequence

from solver.planned_part import PlannedPart
from solver.problem import Assignment
from solver.search.crew import Crew
from solver.search.piece import Constructed, run_construction, run_preparation


def construct(
    crew: Crew, parts: Sequence[PlannedPart], start: Sequence[Assignment]
) -> None:
    """
    The front desk's rosters over what stands; a start plan's where that is better.

    Workers construct the parts they will search. With fewer parts than workers this
    process is quicker, as they take a while to begin: they make tables meanwhile.
    """
    begun = [_of(part, start) for part in parts]
    if len(parts) < crew.workers:
        for hand in crew.hands:
            for part in parts:
                crew.give(hand, run_preparation, part.part)
        for part, given in zip(parts, begun, strict=True):
            part.begin(crew.here(run_construction, part.part, given))
        return
    asked = [
        (part, given, crew.submit(run_construction, part.part, given))
        for part, given in sorted(
            zip(parts, begun, strict=True), key=lambda pair: -pair[0].part.sessions
        )
    ]
    for part, given, future in asked:
        found: Constructed | None = crew.result(future)
        part.begin(found or crew.here(run_construction, part.part, given))


def _of(part: PlannedPart, start: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """What a plan says of a part's sessions."""
    sessions = {s.id for course in part.problem.courses for s in course.sessions}
    return tuple(a for a in start if a.session in sessions)
