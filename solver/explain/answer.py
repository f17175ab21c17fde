"""What is said about one session."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from solver.problem import Assignment, Problem
from solver.reasons import Refusals

Terms = dict[str, Decimal]
"""Costs by term of the objective, those that are 0 left out."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """
    Another legal place for a session, all others staying where they are.

    Attributes
    ----------
    change
        What the plan's total would change by; negative: cheaper.
    terms
        The same by term; they add up to ``change``.
    """

    assignment: Assignment
    change: Decimal
    terms: Terms


@dataclass(frozen=True, slots=True)
class Edit:
    """
    A new value for one field of one entry of a problem.

    Attributes
    ----------
    entries
        The list: ``clinics``, ``rooms``, ``practitioners``, ``patients``,
        ``courses`` or ``sessions``.
    id
        Of the entry.
    field
        By its name in the document; empty: ``value`` is one more entry.
    """

    entries: str
    id: str
    field: str
    value: Any

    def apply(self, problem: Problem) -> Problem:
        """The problem with the new value."""
        if self.entries == "sessions":
            courses = tuple(
                course.model_copy(update={"sessions": self._in(course.sessions)})
                for course in problem.courses
            )
            return problem.model_copy(update={"courses": courses})
        entries = getattr(problem, self.entries)
        return problem.model_copy(update={self.entries: self._in(entries)})

    def _in(self, entries: tuple[Any, ...]) -> tuple[Any, ...]:
        if not self.field:
            return (*entries, self.value)
        update = {self.field: self.value}
        return tuple(
            entry.model_copy(update=update) if entry.id == self.id else entry
            for entry in entries
        )


@dataclass(frozen=True, slots=True)
class Fix:
    """
    The nearest change of its kind that lets a session in.

    Attributes
    ----------
    kind
        One of `solver.explain.fixes.KINDS`.
    sentence
        The change, as a proposal to a manager.
    assignment
        Where the session would be.
    change
        What the plan's total would change by.
    edit
        What changes in the problem; None: nothing, the plan alone changes.
    moves
        Where other sessions would be that have to move.
    """

    kind: str
    sentence: str
    assignment: Assignment
    change: Decimal
    edit: Edit | None = None
    moves: tuple[Assignment, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    The answer about one session.

    Attributes
    ----------
    assignment
        Where it is; None if it has no place.
    is_fixed
        Whether it stays whatever it costs (R13).
    cost
        What its place costs by term, its neighbours' share of cadence and
        continuity apart; empty without a place.
    refusals
        Its other starts, by the rule that is the first to refuse each.
    reasons
        The same in sentences.
    forced
        Sentences that say why no plan can place it; empty if one can.
    alternatives
        Other legal places, cheapest first.
    fixes
        For a session without a place and without alternatives: the nearest
        change of each kind, the least intrusive kind first.
    """

    session: str
    assignment: Assignment | None
    is_fixed: bool
    cost: Terms
    refusals: Refusals
    reasons: tuple[str, ...]
    forced: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    fixes: tuple[Fix, ...]
