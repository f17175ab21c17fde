"""The public document ``plan/1``: what was decided, and how good it is."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from solver.fields import Document, Identifier, Total
from solver.figures import Figures
from solver.problem import Assignment


class Status(StrEnum):
    """
    What is known about a plan.

    ``infeasible``: the fixed appointments break a rule by themselves;
    ``stopped``: ended from outside before its time limit.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    STOPPED = "stopped"


class Unscheduled(Document):
    """A session without a place, and sentences that say why."""

    session: Identifier
    reasons: tuple[str, ...]


class Forced(Document):
    """A session that no plan can place, the rule that forbids it, and why."""

    session: Identifier
    rule: str
    reason: str


class Objective(Document):
    """The plan's cost, in all and by term."""

    total: Total
    terms: dict[str, Total]


class Plan(Document):
    """
    A plan for one problem.

    ``bound`` is proven for the whole problem: no plan costs less. ``gap`` is
    ``(total - bound) / total``, 0 when both are 0. ``floor`` is what the courses
    cost if each had the network to itself; ``forced`` are the sessions that no
    plan of this problem can place, and ``least_unscheduled`` how many sessions every
    plan leaves out, where that was asked for. ``figures`` are those of
    `solver.figures`; plans made elsewhere may lack them.
    """

    schema_: Literal["plan/1"] = Field(default="plan/1", alias="schema")
    problem: Identifier
    status: Status
    assignments: tuple[Assignment, ...]
    unscheduled: tuple[Unscheduled, ...]
    objective: Objective | None = None
    bound: Total | None = None
    floor: Total | None = None
    forced: tuple[Forced, ...] = ()
    least_unscheduled: int | None = None
    gap: float | None = None
    figures: Figures | None = None
    seconds: float | None = None
    seed: int | None = None
    versions: dict[str, str] = Field(default_factory=dict)
