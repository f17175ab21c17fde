"""Fixed appointments that contradict each other, found before any planning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from solver.problem import Appointment, Problem, Treatment


@dataclass(frozen=True, slots=True)
class _Use:
    """A resource in use by appointment ``index`` of the problem."""

    from_: datetime
    to: datetime
    index: int


@dataclass(frozen=True, slots=True)
class Clash:
    """Two fixed appointments, by index, that need one resource at once."""

    index: int
    other: int
    resource: str
    rule: str


def clashes(problem: Problem) -> Iterator[Clash]:
    """
    Fixed appointments that overlap an earlier one.

    In a room (R02), in the attended steps of a practitioner (R04) or for a
    patient (R10).
    """
    uses = _uses(problem)
    for (kind, resource), taken in sorted(uses.items()):
        name, rule = KINDS[kind]
        for index, other in _overlaps(taken):
            yield Clash(index, other, f"{name} '{resource}'", rule)


def _overlaps(uses: list[_Use]) -> Iterator[tuple[int, int]]:
    """Each appointment that overlaps others, with one of them; a pair once."""
    under_way: list[_Use] = []
    told: set[frozenset[int]] = set()
    for use in sorted(uses, key=lambda use: (use.from_, use.index)):
        under_way = [before for before in under_way if before.to > use.from_]
        others = [u.index for u in under_way if u.index != use.index]
        pair = frozenset((use.index, *others[:1]))
        if others and pair not in told:
            told.add(pair)
            yield use.index, others[0]
        under_way.append(use)


KINDS = {
    "room": ("room", "R02"),
    "practitioner": ("practitioner", "R04"),
    "patient": ("patient", "R10"),
}


def _uses(problem: Problem) -> dict[tuple[str, str], list[_Use]]:
    turnover = {r.id: timedelta(minutes=r.turnover_minutes) for r in problem.rooms}
    patient = {s.id: c.patient for c in problem.courses for s in c.sessions}
    treatment = _treatments(problem)
    uses: dict[tuple[str, str], list[_Use]] = defaultdict(list)
    for i, fixed in enumerate(problem.appointments):
        if fixed.state != "fixed":
            continue
        start, end = fixed.start, fixed.steps[-1].to
        uses["room", fixed.room].append(_Use(start, end + turnover[fixed.room], i))
        uses["patient", patient[fixed.session]].append(_Use(start, end, i))
        for who, from_, to in _attended(fixed, treatment[fixed.session]):
            uses["practitioner", who].append(_Use(from_, to, i))
    return uses


def _treatments(problem: Problem) -> dict[str, Treatment]:
    by_id = {t.id: t for t in problem.treatments}
    return {s.id: by_id[s.treatment] for c in problem.courses for s in c.sessions}


def _attended(
    appointment: Appointment, treatment: Treatment
) -> Iterator[tuple[str, datetime, datetime]]:
    """Who attends which step from when to when; steps in their order."""
    for step, times in zip(treatment.steps, appointment.steps, strict=False):
        if step.staff in appointment.staff:
            yield appointment.staff[step.staff], times.from_, times.to
