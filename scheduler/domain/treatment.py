"""Treatments: the steps of a session; protocols: the phases of a course."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


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
    """

    name: str
    least_min: int
    most_min: int
    staff: str = ""
    skill: str = ""
    equipment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What is done in one session, and what the room must offer for it."""

    id: str
    name: str = ""
    room_features: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """The phases of a course, in order: consultation, series, maintenance."""

    id: str
    name: str = ""
    phases: tuple[Phase, ...] = ()
