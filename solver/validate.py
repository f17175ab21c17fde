"""What must hold across the fields of a planning problem, every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from solver.amounts import MOST_UNITS, most_units, scale
from solver.fields import minutes_of
from solver.fixed import clashes
from solver.patterns import num_shapes
from solver.problem import Problem, Span, Step, WeeklyWindow

MOST_SHAPES = 10_000
"""Each is tried at every place, so that more would make planning endless."""


@dataclass(frozen=True, slots=True)
class Fault:
    """
    Something wrong with a document.

    Parameters
    ----------
    path
        Field, as ``courses[3].sessions[0].gap.min_days``; empty: all of it.
    message
        What must hold and what came, to be read after the path.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


Ids = Mapping[str, frozenset[str]]
"""Known ids by kind: clinic, room, practitioner, treatment, patient, session."""
NOTHING: Ids = {}


def faults_of_problem(problem: Problem, also: Ids = NOTHING) -> tuple[Fault, ...]:
    """
    Every fault that spans fields, in the order of the document.

    Parameters
    ----------
    also
        Ids that are known though the problem lacks them: where only part of a
        document could be read, what names the rest is not at fault.
    """
    known = {
        kind: ids | also.get(kind, frozenset()) for kind, ids in ids_of(problem).items()
    }
    faults = tuple(fault for check in CHECKS for fault in check(problem, known))
    # Overlaps can be told only where everything is there.
    return faults if faults or also else tuple(fixed_overlaps(problem))


def ids_of(problem: Problem) -> Ids:
    """Ids of a problem, by kind."""
    return {
        "clinic": frozenset(c.id for c in problem.clinics),
        "room": frozenset(r.id for r in problem.rooms),
        "practitioner": frozenset(p.id for p in problem.practitioners),
        "treatment": frozenset(t.id for t in problem.treatments),
        "patient": frozenset(p.id for p in problem.patients),
        "session": frozenset(s.id for c in problem.courses for s in c.sessions),
    }


def _doubled(ids: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for path, identifier in ids:
        if identifier in seen:
            first = seen[identifier]
            yield Fault(path, f"must be unique, got '{identifier}' as in {first}.")
        seen.setdefault(identifier, path)


def _known(path: str, identifier: str | None, known: Ids, kind: str) -> Iterator[Fault]:
    if identifier is not None and identifier not in known[kind]:
        yield Fault(path, f"must name a {kind} of this problem, got '{identifier}'.")


def _on_grid(path: str, minutes: int, tick_min: int) -> Iterator[Fault]:
    if minutes % tick_min:
        rule = f"must be a multiple of tick_minutes ({tick_min})"
        yield Fault(path, f"{rule}, got {minutes}.")


def _ordered(path: str, span: Span) -> Iterator[Fault]:
    if span.from_ >= span.to:
        came = f"{span.from_.isoformat()} and {span.to.isoformat()}"
        yield Fault(path, f"'from' must be before 'to', got {came}.")


def _window(path: str, window: WeeklyWindow) -> Iterator[Fault]:
    if minutes_of(window.from_) >= minutes_of(window.to):
        came = f"{window.from_} and {window.to}"
        yield Fault(path, f"'from' must be before 'to', got {came}.")


def unique_ids(problem: Problem, known: Ids) -> Iterator[Fault]:
    """Ids are unique in their list; session ids in the whole problem."""
    lists = (
        "clinics",
        "rooms",
        "practitioners",
        "treatments",
        "patients",
        "courses",
    )
    for name in lists:
        items = enumerate(getattr(problem, name))
        yield from _doubled((f"{name}[{i}].id", item.id) for i, item in items)
    yield from _doubled(
        (f"courses[{i}].sessions[{j}].id", session.id)
        for i, course in enumerate(problem.courses)
        for j, session in enumerate(course.sessions)
    )
    yield from _doubled(
        (f"appointments[{i}].session", appointment.session)
        for i, appointment in enumerate(problem.appointments)
    )


def clinics(problem: Problem, known: Ids) -> Iterator[Fault]:
    """Zones exist, opening hours run forward, travel joins two known clinics."""
    for i, clinic in enumerate(problem.clinics):
        yield from _zone(f"clinics[{i}].timezone", clinic.timezone)
        for j, span in enumerate(clinic.opening):
            yield from _ordered(f"clinics[{i}].opening[{j}]", span)
    yield from _travel(problem, known)


def _travel(problem: Problem, known: Ids) -> Iterator[Fault]:
    pairs: dict[frozenset[str], int] = {}
    for i, travel in enumerate(problem.travel):
        path = f"travel[{i}].minutes"
        yield from _on_grid(path, travel.minutes, problem.tick_minutes)
        yield from _known(f"travel[{i}].from", travel.from_, known, "clinic")
        yield from _known(f"travel[{i}].to", travel.to, known, "clinic")
        pair = frozenset((travel.from_, travel.to))
        if len(pair) == 1:
            yield Fault(f"travel[{i}].to", "must differ from 'from'.")
        elif pair in pairs:
            first = pairs[pair]
            yield Fault(f"travel[{i}]", f"must not repeat travel[{first}].")
        pairs.setdefault(pair, i)


def _zone(path: str, name: str) -> Iterator[Fault]:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Fault(path, f"must be an IANA time zone, got '{name}'.")


def rooms(problem: Problem, known: Ids) -> Iterator[Fault]:
    """Rooms stand in known clinics; turnover is on the grid."""
    for i, room in enumerate(problem.rooms):
        yield from _known(f"rooms[{i}].clinic", room.clinic, known, "clinic")
        path = f"rooms[{i}].turnover_minutes"
        yield from _on_grid(path, room.turnover_minutes, problem.tick_minutes)
        for j, span in enumerate(room.unavailable):
            yield from _ordered(f"rooms[{i}].unavailable[{j}]", span)


def practitioners(problem: Problem, known: Ids) -> Iterator[Fault]:
    """Shifts are at known clinics and run forward; breaks fit their window."""
    for i, practitioner in enumerate(problem.practitioners):
        path = f"practitioners[{i}]"
        for j, shift in enumerate(practitioner.shifts):
            yield from _known(
                f"{path}.shifts[{j}].clinic", shift.clinic, known, "clinic"
            )
            yield from _ordered(f"{path}.shifts[{j}]", shift)
        if pause := practitioner.break_:
            yield from _on_grid(
                f"{path}.break.minutes", pause.minutes, problem.tick_minutes
            )
            length_min = minutes_of(pause.to) - minutes_of(pause.from_)
            if pause.minutes > length_min:
                came = f"{pause.minutes} minutes in {max(length_min, 0)}"
                yield Fault(f"{path}.break", f"must fit from..to, got {came}.")


def treatments(problem: Problem, known: Ids) -> Iterator[Fault]:
    """Every treatment has a lead; steps are on the grid and well formed."""
    for i, treatment in enumerate(problem.treatments):
        if "lead" not in treatment.roles():
            rule = "must have an attended step with staff 'lead'"
            yield Fault(f"treatments[{i}].steps", f"{rule}, got none.")
        for j, step in enumerate(treatment.steps):
            yield from _step(f"treatments[{i}].steps[{j}]", step, problem.tick_minutes)
        forms = num_shapes(treatment, problem.tick_minutes)
        if forms > MOST_SHAPES:
            rule = f"must allow at most {MOST_SHAPES} combinations of lengths"
            yield Fault(f"treatments[{i}].steps", f"{rule}, got {forms}.")


def _step(path: str, step: Step, tick_min: int) -> Iterator[Fault]:
    yield from _on_grid(f"{path}.minutes", step.minutes, tick_min)
    yield from _on_grid(f"{path}.max_minutes", step.max_minutes, tick_min)
    if step.max_minutes < step.minutes:
        rule = f"must be at least minutes ({step.minutes})"
        yield Fault(f"{path}.max_minutes", f"{rule}, got {step.max_minutes}.")
    for field in ("staff", "skill"):
        value = getattr(step, field)
        if step.attended and value is None:
            yield Fault(f"{path}.{field}", "is required on an attended step.")
        if not step.attended and value is not None:
            rule = "must be absent on a step that nobody attends"
            yield Fault(f"{path}.{field}", f"{rule}, got '{value}'.")


def patients(problem: Problem, known: Ids) -> Iterator[Fault]:
    """Patients accept known clinics once each; their hours run forward."""
    for i, patient in enumerate(problem.patients):
        path = f"patients[{i}]"
        for j, accepted in enumerate(patient.clinics):
            yield from _known(
                f"{path}.clinics[{j}].clinic", accepted.clinic, known, "clinic"
            )
        yield from _doubled(
            (f"{path}.clinics[{j}].clinic", accepted.clinic)
            for j, accepted in enumerate(patient.clinics)
        )
        for name in ("available", "preferred"):
            for j, window in enumerate(getattr(patient, name)):
                yield from _window(f"{path}.{name}[{j}]", window)
        for j, span in enumerate(patient.unavailable):
            yield from _ordered(f"{path}.unavailable[{j}]", span)


def courses(problem: Problem, known: Ids) -> Iterator[Fault]:
    """Courses name known patients and people; windows and gaps run forward."""
    for i, course in enumerate(problem.courses):
        path = f"courses[{i}]"
        yield from _known(f"{path}.patient", course.patient, known, "patient")
        yield from _known(
            f"{path}.preferred_practitioner",
            course.preferred_practitioner,
            known,
            "practitioner",
        )
        for j, refused in enumerate(course.refused_practitioners):
            where = f"{path}.refused_practitioners[{j}]"
            yield from _known(where, refused, known, "practitioner")
        if last := course.last_session:
            where = f"{path}.last_session.practitioner"
            yield from _known(where, last.practitioner, known, "practitioner")


def sessions(problem: Problem, known: Ids) -> Iterator[Fault]:
    """Sessions name known treatments; windows of dates and gaps run forward."""
    for i, course in enumerate(problem.courses):
        for j, session in enumerate(course.sessions):
            path = f"courses[{i}].sessions[{j}]"
            yield from _known(
                f"{path}.treatment", session.treatment, known, "treatment"
            )
            if session.earliest > session.latest:
                rule = f"must not be after latest ({session.latest})"
                yield Fault(f"{path}.earliest", f"{rule}, got {session.earliest}.")
            gap = session.gap
            if gap and gap.min_days > gap.max_days:
                rule = f"must be at most max_days ({gap.max_days})"
                yield Fault(f"{path}.gap.min_days", f"{rule}, got {gap.min_days}.")


def appointments(problem: Problem, known: Ids) -> Iterator[Fault]:
    """Appointments name what this problem knows and have times that run on."""
    for i, appointment in enumerate(problem.appointments):
        path = f"appointments[{i}]"
        for kind in ("session", "clinic", "room"):
            named = getattr(appointment, kind)
            yield from _known(f"{path}.{kind}", named, known, kind)
        for role, practitioner in appointment.staff.items():
            where = f"{path}.staff.{role}"
            yield from _known(where, practitioner, known, "practitioner")
        if "lead" not in appointment.staff:
            yield Fault(f"{path}.staff.lead", "is required.")
        if not appointment.steps:
            yield Fault(f"{path}.steps", "must not be empty.")
        for j, step in enumerate(appointment.steps):
            yield from _ordered(f"{path}.steps[{j}]", step)


def fixed_overlaps(problem: Problem) -> Iterator[Fault]:
    """Fixed appointments do not contradict each other."""
    for clash in clashes(problem):
        one = problem.appointments[clash.index]
        other = problem.appointments[clash.other]
        rule = f"must not overlap fixed '{other.session}' in {clash.resource}"
        came = f"got '{one.session}' at {one.start.isoformat()} ({clash.rule})"
        yield Fault(f"appointments[{clash.index}]", f"{rule}, {came}.")


def amounts(problem: Problem, known: Ids) -> Iterator[Fault]:
    """All costs together can be added exactly."""
    units = most_units(problem)
    if units > MOST_UNITS:
        rule = "and the other costs must be smaller or have fewer decimals"
        came = f"got up to {units} units of 1/{scale(problem)}"
        yield Fault("weights", f"{rule}, {came}; at most {MOST_UNITS} can be added.")


CHECKS: tuple[Callable[[Problem, Ids], Iterator[Fault]], ...] = (
    unique_ids,
    clinics,
    rooms,
    practitioners,
    treatments,
    patients,
    courses,
    sessions,
    appointments,
    amounts,
)
