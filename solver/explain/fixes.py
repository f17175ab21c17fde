"""Every kind of change that may let a session in, the least intrusive first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from solver.explain.answer import Fix
from solver.explain.case import Case
from solver.explain.of_course import clearance, gap, refused, window
from solver.explain.of_house import equipment, limit, room
from solver.explain.of_patient import clinic, hours
from solver.explain.of_shift import shift
from solver.explain.swap import swap
from solver.options import Stop

CHANGES: dict[str, Callable[[Case], Fix | None]] = {
    "swap": swap,
    "hours": hours,
    "window": window,
    "gap": gap,
    "clinic": clinic,
    "shift": shift,
    "limit": limit,
    "room": room,
    "equipment": equipment,
    "clearance": clearance,
    "refused": refused,
}
"""
By kind, in the order in which a manager would rather hear of them.

First what asks one person for little, then what asks the house for work and
things, last what a doctor or the patient has said no to.
"""
KINDS = tuple(CHANGES)


def fixes(case: Case, kinds: Collection[str], stop: Stop) -> Iterator[Fix]:
    """For each kind of change the nearest that helps, until told to stop."""
    for kind, change in CHANGES.items():
        if kind in kinds:
            if stop():
                return
            fix = change(case)
            if fix is not None:
                yield fix
