"""What a plan achieves, in the figures that a clinic manager knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from rich.console import Console
from rich.table import Table

from scheduler.use import practitioner_use, room_use
from solver.plan import Plan
from solver.problem import Appointment, Assignment, Course, Problem, Session

TABLE_WIDTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """
    Figures of one plan; a percentage is None where there is nothing to count.

    Parameters
    ----------
    on_time_percent
        Sessions held on their due date or before, of all sessions.
    gap_kept_percent
        Sessions held within the least and most days after the one before, of
        all that have one before; if that one has no place, neither is kept.
    patients_moved
        Patients of whom a published appointment moves or is dropped.
    total
        The objective, in cost units.
    room_use_percent, practitioner_use_percent
        By clinic: room minutes taken, cleaning included, of those open, and
        minutes with a patient of those on shift while the clinic is open.
    """

    sessions: int
    placed: int
    unscheduled: int
    on_time_percent: float | None
    gap_kept_percent: float | None
    patients_moved: int
    total: Decimal
    room_use_percent: Mapping[str, float | None]
    practitioner_use_percent: Mapping[str, float | None]

    def as_dict(self) -> dict[str, Any]:
        """The figures by name, with plain numbers, for JSON."""
        return asdict(self) | {"total": float(self.total)}


def figures_of(
    problem: Problem,
    plan: Plan,
    *,
    courses: Iterable[str] | None = None,
    clinics: Iterable[str] | None = None,
) -> Figures:
    """
    Figures of a plan.

    Parameters
    ----------
    courses
        Count the sessions of these; None: of every course. The use of rooms
        and practitioners always counts everything that takes place.
    clinics
        Tell the use of these; None: of every clinic.
    """
    if clinics is None:
        clinics = (clinic.id for clinic in problem.clinics)
    clinics = tuple(clinics)
    sessions = _session_frame(problem, plan, None if courses is None else set(courses))
    after_another = sessions[sessions["has_before"]]
    placed = int(sessions["placed"].sum())
    return Figures(
        sessions=len(sessions),
        placed=placed,
        unscheduled=len(sessions) - placed,
        on_time_percent=_percent(sessions["on_time"]),
        gap_kept_percent=_percent(after_another["gap_kept"]),
        patients_moved=int(sessions.loc[sessions["moved"], "patient"].nunique()),
        total=plan.objective.total if plan.objective else Decimal(0),
        room_use_percent=room_use(problem, plan, clinics),
        practitioner_use_percent=practitioner_use(problem, plan, clinics),
    )


def _percent(holds: pd.Series[bool]) -> float | None:
    return round(100 * float(holds.mean()), 1) if len(holds) else None


_FLAGS = ("placed", "on_time", "has_before", "gap_kept", "moved")


def _session_frame(
    problem: Problem, plan: Plan, courses: set[str] | None
) -> pd.DataFrame:
    """One row a session: its patient, and what holds of it."""
    zones = {clinic.id: ZoneInfo(clinic.timezone) for clinic in problem.clinics}
    placed = {a.session: a for a in plan.assignments}
    dates = {s: a.start.astimezone(zones[a.clinic]).date() for s, a in placed.items()}
    stood = {a.session: a for a in problem.appointments if a.state == "published"}
    rows = [
        {
            "patient": course.patient,
            "placed": session.id in placed,
            "on_time": session.id in dates and dates[session.id] <= session.due,
            "has_before": session.gap is not None and before is not None,
            "gap_kept": _gap_kept(session, before, dates),
            "moved": _moved(stood.get(session.id), placed.get(session.id)),
        }
        for course in problem.courses
        if courses is None or course.id in courses
        for session, before in _with_before(course)
    ]
    frame = pd.DataFrame(rows, columns=["patient", *_FLAGS])
    return frame.astype(dict.fromkeys(_FLAGS, bool))


def _with_before(course: Course) -> Iterator[tuple[Session, Session | date | None]]:
    """Each session with the one before it: of this problem, or its date, or none."""
    before: Session | date | None = None
    if course.last_session is not None:
        before = course.last_session.date
    for session in course.sessions:
        yield session, before
        before = session


def _gap_kept(
    session: Session, before: Session | date | None, dates: Mapping[str, date]
) -> bool:
    on = dates.get(session.id)
    before_on = dates.get(before.id) if isinstance(before, Session) else before
    if session.gap is None or on is None or before_on is None:
        return False
    return session.gap.min_days <= (on - before_on).days <= session.gap.max_days


def _moved(stood: Appointment | None, now: Assignment | None) -> bool:
    """Whether the patient notices: another start, lead or clinic, or no place."""
    if stood is None:
        return False
    if now is None:
        return True
    same_lead = stood.staff["lead"] == now.staff["lead"]
    return not (same_lead and stood.start == now.start and stood.clinic == now.clinic)


def figures_table(before: Figures, after: Figures) -> str:
    """
    Figures of the front desk and of the plan as a table of three columns.

    Plain text without escape codes, at most 100 columns wide; the last line
    has no line break.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column("")
    table.add_column("front desk", justify="right")
    table.add_column("plan", justify="right")
    for name, *values in _rows(before, after):
        table.add_row(name, *values)
    text = StringIO()
    Console(file=text, width=TABLE_WIDTH, color_system=None).print(table)
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines())


def _rows(before: Figures, after: Figures) -> Iterator[tuple[str, ...]]:
    both = (before, after)
    yield "sessions", *(f"{each.sessions:,}" for each in both)
    yield "placed", *(f"{each.placed:,}" for each in both)
    yield "without a place", *(f"{each.unscheduled:,}" for each in both)
    yield "on time", *(_as_text(each.on_time_percent) for each in both)
    yield "gap kept", *(_as_text(each.gap_kept_percent) for each in both)
    yield "patients moved", *(f"{each.patients_moved:,}" for each in both)
    yield "total cost", *(f"{each.total:,.1f}" for each in both)
    for clinic in before.room_use_percent:
        use = [each.room_use_percent.get(clinic) for each in both]
        yield f"rooms in use, {clinic}", *map(_as_text, use)
    for clinic in before.practitioner_use_percent:
        use = [each.practitioner_use_percent.get(clinic) for each in both]
        yield f"practitioners in use, {clinic}", *map(_as_text, use)


def _as_text(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f} %"
