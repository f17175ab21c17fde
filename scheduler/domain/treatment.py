"""Treatments: the steps of a session; protocols: the phases of a course."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from scheduler.domain.checks import MINUTES_A_DAY, Checks

LEAD = "lead"
MOST_GAP_DAYS = 3_660
MOST_SESSIONS = 1_000
MOST_PRIORITY = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    One part of a session.

    Parameters
    ----------
    least_min, most_min
        Shortest and longest length, in minutes; between them the optimiser
        decides (a recovery stretches).
    staff, skill
        Role that attends the step and the skill it takes; empty: the patient
        rests alone.
    equipment
        Kinds in use during the step, one of each.

    Raises
    ------
    InvalidInput
        If a length is not positive, ``least_min`` exceeds ``most_min``, or
        only one of ``staff`` and ``skill`` is given.
    """

    name: str
    least_min: int
    most_min: int
    staff: str = ""
    skill: str = ""
    equipment: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        checks = Checks(f"step {self.name!r}")
        checks.identifier("name", self.name)
        checks.whole("least_min", self.least_min, 1, MINUTES_A_DAY)
        rule = f"be least_min {self.least_min} to {MINUTES_A_DAY}"
        fits = self.least_min <= self.most_min <= MINUTES_A_DAY
        checks.must(fits, "most_min", rule, self.most_min)
        self._check_staff(checks)
        checks.words("equipment", self.equipment)
        checks.done()

    def _check_staff(self, checks: Checks) -> None:
        if not self.staff:
            rule = "be empty when staff is empty (the patient rests alone)"
            checks.must(not self.skill, "skill", rule, repr(self.skill))
            return
        checks.identifier("staff", self.staff)
        if self.skill:
            checks.identifier("skill", self.skill)
        else:
            checks.must(False, "skill", "be named when staff attends", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """
    What is done in one session, and what the room must offer for it.

    Raises
    ------
    InvalidInput
        If no step is attended by the lead, or all steps together are longer
        than a day.
    """

    id: str
    name: str = ""
    room_features: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    def __post_init__(self) -> None:
        checks = Checks(f"treatment {self.id!r}")
        checks.identifier("id", self.id)
        checks.line("name", self.name)
        checks.words("room_features", self.room_features)
        roles = sorted({step.staff for step in self.steps if step.staff})
        rule = f"have at least one step attended by staff {LEAD!r}"
        came = f"staff {', '.join(roles)}" if roles else "no attended step"
        checks.must(LEAD in roles, "steps", rule, came)
        most_min = sum(step.most_min for step in self.steps)
        rule = f"last at most {MINUTES_A_DAY} minutes together"
        checks.must(most_min <= MINUTES_A_DAY, "steps", rule, most_min)
        checks.done()


class PhaseKind(StrEnum):
    """What a phase is for."""

    CONSULTATION = "consultation"
    SERIES = "series"
    MAINTENANCE = "maintenance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """
    Sessions of a course that share a cadence.

    Parameters
    ----------
    sessions
        How many; None (last phase only): as long as the course runs.
    treatments
        Session i of the phase has treatment ``treatments[i % len(treatments)]``.
    min_days, ideal_days, max_days
        Gap to the session before, in clinic-local days; the first session of
        a course has none. Half days are allowed for ``ideal_days``.
    slack_days
        Days after its due date on which a session may still be held.
    gap_penalty_per_day, late_penalty_per_day, priority
        As in the planning problem.

    Raises
    ------
    InvalidInput
        If ``min_days <= ideal_days <= max_days`` does not hold, a number is
        out of range, or no treatment is named.
    """

    kind: PhaseKind
    sessions: int | None
    treatments: tuple[str, ...]
    min_days: int
    ideal_days: Decimal
    max_days: int
    slack_days: int
    gap_penalty_per_day: Decimal = Decimal(0)
    late_penalty_per_day: Decimal = Decimal(0)
    priority: int = 1

    def __post_init__(self) -> None:
        checks = Checks(f"{self.kind} phase")
        if self.sessions is not None:
            checks.whole("sessions", self.sessions, 1, MOST_SESSIONS)
        named = bool(self.treatments)
        checks.must(named, "treatments", "name at least one treatment", "none")
        for treatment in self.treatments:
            checks.identifier("treatments", treatment)
        self._check_gaps(checks)
        checks.whole("slack_days", self.slack_days, 0, MOST_GAP_DAYS)
        checks.amount("gap_penalty_per_day", self.gap_penalty_per_day)
        checks.amount("late_penalty_per_day", self.late_penalty_per_day)
        checks.whole("priority", self.priority, 1, MOST_PRIORITY)
        checks.done()

    def _check_gaps(self, checks: Checks) -> None:
        checks.whole("min_days", self.min_days, 0, MOST_GAP_DAYS)
        rule = f"be min_days {self.min_days} to {MOST_GAP_DAYS}"
        fits = self.min_days <= self.max_days <= MOST_GAP_DAYS
        checks.must(fits, "max_days", rule, self.max_days)
        ideal = self.ideal_days
        is_half_day = ideal.is_finite() and ideal * 2 == (ideal * 2).to_integral_value()
        checks.must(is_half_day, "ideal_days", "be in whole or half days", ideal)
        if is_half_day and fits:
            rule = f"be min_days {self.min_days} to max_days {self.max_days}"
            fits = self.min_days <= ideal <= self.max_days
            checks.must(fits, "ideal_days", rule, ideal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """
    The phases of a course, in order: consultation, series, maintenance.

    The consultation is one session. Series and maintenance may have several
    phases each, or none (twice a week, then weekly; monthly, then quarterly).

    Raises
    ------
    InvalidInput
        If the phases come in another order, or one that is not the last has
        no end.
    """

    id: str
    name: str = ""
    phases: tuple[Phase, ...] = ()

    def __post_init__(self) -> None:
        checks = Checks(f"protocol {self.id!r}")
        checks.identifier("id", self.id)
        checks.line("name", self.name)
        self._check_consultation(checks)
        self._check_order(checks)
        self._check_ends(checks)
        checks.done()

    def _check_consultation(self, checks: Checks) -> None:
        first = self.phases[0].kind if self.phases else "no phase"
        fits = first == PhaseKind.CONSULTATION
        checks.must(fits, "phases", "begin with a consultation", first)
        for position, phase in enumerate(self.phases):
            if phase.kind is PhaseKind.CONSULTATION:
                field = f"phases[{position}].sessions"
                rule = "be 1 for a consultation"
                checks.must(phase.sessions == 1, field, rule, phase.sessions)

    def _check_order(self, checks: Checks) -> None:
        order = tuple(PhaseKind)
        for position, (before, after) in enumerate(pairwise(self.phases), start=1):
            rank = order.index(after.kind) - order.index(before.kind)
            repeats = rank == 0 and after.kind is not PhaseKind.CONSULTATION
            rule = "follow the order consultation, series, maintenance"
            field = f"phases[{position}].kind"
            came = f"{after.kind} after {before.kind}"
            checks.must(rank > 0 or repeats, field, rule, came)

    def _check_ends(self, checks: Checks) -> None:
        for position, phase in enumerate(self.phases[:-1]):
            field = f"phases[{position}].sessions"
            rule = "be given for every phase but the last"
            checks.must(phase.sessions is not None, field, rule, "none")
