"""What would help a course whose sessions do not all find a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel

from scheduler.booking.live_book import OpenBook
from scheduler.booking.outlines import Outline, outline
from solver import problem as document
from solver.book.guests import ANY_TIME

D = TypeVar("D", bound=BaseModel)
WIDER_DAYS = 7
"""By how much a window is tried wider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """
    A change to what was wished for, and what comes of it.

    Attributes
    ----------
    kind
        ``hours``, ``clinics``, ``window`` or ``clearance``.
    detail
        A sentence.
    placed
        Sessions that then have a slot.
    done_by
        As in an outline.
    """

    kind: str
    detail: str
    placed: int
    done_by: date | None
    cost: Decimal


def helpful_changes(
    current: OpenBook,
    patient: document.Patient,
    course: document.Course,
    now: Outline,
    now_utc: datetime,
) -> tuple[Change, ...]:
    """
    Changes by which more sessions find a place, the best first.

    Best is what places most, then what costs the roster least.
    """
    if now.num_placed == len(now.lines):
        return ()
    found = []
    for kind, detail, other, wider in _changes(current, patient, course):
        then = outline(current, other, wider, now_utc)
        if then.num_placed > now.num_placed:
            found.append(
                Change(
                    kind=kind,
                    detail=detail,
                    placed=then.num_placed,
                    done_by=then.done_by,
                    cost=then.cost,
                )
            )
    return tuple(sorted(found, key=lambda change: (-change.placed, change.cost)))


def _changes(
    current: OpenBook, patient: document.Patient, course: document.Course
) -> Iterator[tuple[str, str, document.Patient, document.Course]]:
    yield (
        "hours",
        "Come at any hour in which the clinics are open.",
        _with(patient, available=(ANY_TIME,), unavailable=()),
        course,
    )
    accepted = {each.clinic for each in patient.clinics}
    others = [c.id for c in current.house.problem.clinics if c.id not in accepted]
    for clinic in others:
        more = document.AcceptedClinic(clinic=clinic, penalty=Decimal(0))
        yield (
            "clinics",
            f"Come to clinic '{clinic}' too.",
            _with(patient, clinics=(*patient.clinics, more)),
            course,
        )
    yield (
        "window",
        f"Let each session be held up to {WIDER_DAYS} days later.",
        patient,
        _with(course, sessions=tuple(map(_wider, course.sessions))),
    )
    if course.cleared_until is not None:
        yield (
            "clearance",
            "Have a doctor clear the patient for the whole course.",
            patient,
            _with(course, cleared_until=None),
        )


def _wider(session: document.Session) -> document.Session:
    latest = session.latest + timedelta(days=WIDER_DAYS)
    gap = session.gap
    if gap is not None:
        gap = _with(gap, max_days=gap.max_days + WIDER_DAYS)
    return _with(session, latest=latest, gap=gap)


def _with(part: D, **fields: Any) -> D:
    return part.model_copy(update=fields)
