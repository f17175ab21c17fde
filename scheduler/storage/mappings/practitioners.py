"""Practitioners as rows."""

from __future__ import annotations

from scheduler.domain.practitioner import (
    Break,
    Practitioner,
    ShiftException,
    ShiftPattern,
)
from scheduler.storage.mapping import Mapping, Row, Rows
from scheduler.storage.mappings.calendar import children, span, span_row, weekdays
from scheduler.storage.tables import (
    practitioner_absences,
    practitioners,
    shift_exceptions,
    shift_patterns,
)


def _to_rows(practitioner: Practitioner) -> Rows:
    id_ = practitioner.id
    patterns = map(_pattern_row, practitioner.shifts)
    exceptions = map(_exception_row, practitioner.exceptions)
    absences = map(span_row, practitioner.absences)
    return {
        practitioners: [_practitioner_row(practitioner)],
        shift_patterns: children("practitioner", id_, patterns),
        shift_exceptions: children("practitioner", id_, exceptions),
        practitioner_absences: children("practitioner", id_, absences),
    }


def _practitioner_row(practitioner: Practitioner) -> Row:
    pause = practitioner.break_
    return {
        "id": practitioner.id,
        "name": practitioner.name,
        "skills": practitioner.skills,
        "licensed_until": practitioner.licensed_until,
        "max_parallel": practitioner.max_parallel,
        "max_sessions_per_day": practitioner.max_sessions_per_day,
        "comfortable_sessions_per_day": practitioner.comfortable_sessions_per_day,
        "break_min": pause.break_min if pause else None,
        "break_from_local": pause.from_local if pause else None,
        "break_to_local": pause.to_local if pause else None,
    }


def _pattern_row(pattern: ShiftPattern) -> Row:
    return {
        "clinic": pattern.clinic,
        "days": pattern.days,
        "from_local": pattern.from_local,
        "to_local": pattern.to_local,
        "valid_from": pattern.valid_from,
        "valid_until": pattern.valid_until,
    }


def _exception_row(exception: ShiftException) -> Row:
    return {
        "day": exception.day,
        "clinic": exception.clinic,
        "from_local": exception.from_local,
        "to_local": exception.to_local,
    }


def _from_rows(row: Row, rows: Rows) -> Practitioner:
    return Practitioner(
        id=row["id"],
        name=row["name"],
        skills=row["skills"],
        licensed_until=row["licensed_until"],
        max_parallel=row["max_parallel"],
        max_sessions_per_day=row["max_sessions_per_day"],
        comfortable_sessions_per_day=row["comfortable_sessions_per_day"],
        break_=_break(row),
        shifts=tuple(map(_pattern, rows[shift_patterns])),
        exceptions=tuple(map(_exception, rows[shift_exceptions])),
        absences=tuple(map(span, rows[practitioner_absences])),
    )


def _break(row: Row) -> Break | None:
    if row["break_min"] is None:
        return None
    return Break(
        break_min=row["break_min"],
        from_local=row["break_from_local"],
        to_local=row["break_to_local"],
    )


def _pattern(row: Row) -> ShiftPattern:
    return ShiftPattern(
        clinic=row["clinic"],
        days=weekdays(row),
        from_local=row["from_local"],
        to_local=row["to_local"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
    )


def _exception(row: Row) -> ShiftException:
    return ShiftException(
        day=row["day"],
        clinic=row["clinic"],
        from_local=row["from_local"],
        to_local=row["to_local"],
    )


PRACTITIONERS = Mapping(
    kind="practitioner",
    table=practitioners,
    children=(shift_patterns, shift_exceptions, practitioner_absences),
    to_rows=_to_rows,
    from_rows=_from_rows,
)
