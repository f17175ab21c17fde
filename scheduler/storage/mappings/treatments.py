"""Treatments and protocols as rows."""

from __future__ import annotations

from scheduler.domain.treatment import Phase, PhaseKind, Protocol, Step, Treatment
from scheduler.storage.mapping import Mapping, Row, Rows
from scheduler.storage.mappings.calendar import children
from scheduler.storage.tables import (
    protocol_phases,
    protocols,
    treatment_steps,
    treatments,
)


def _treatment_to_rows(treatment: Treatment) -> Rows:
    steps = map(_step_row, treatment.steps)
    return {
        treatments: [
            {
                "id": treatment.id,
                "name": treatment.name,
                "room_features": treatment.room_features,
            }
        ],
        treatment_steps: children("treatment", treatment.id, steps),
    }


def _step_row(step: Step) -> Row:
    return {
        "name": step.name,
        "least_min": step.least_min,
        "most_min": step.most_min,
        "staff": step.staff,
        "skill": step.skill,
        "equipment": step.equipment,
    }


def _treatment_from_rows(row: Row, rows: Rows) -> Treatment:
    return Treatment(**row, steps=tuple(map(_step, rows[treatment_steps])))


def _step(row: Row) -> Step:
    return Step(
        name=row["name"],
        least_min=row["least_min"],
        most_min=row["most_min"],
        staff=row["staff"],
        skill=row["skill"],
        equipment=row["equipment"],
    )


def _protocol_to_rows(protocol: Protocol) -> Rows:
    phases = map(_phase_row, protocol.phases)
    return {
        protocols: [{"id": protocol.id, "name": protocol.name}],
        protocol_phases: children("protocol", protocol.id, phases),
    }


def _phase_row(phase: Phase) -> Row:
    return {
        "kind": phase.kind,
        "sessions": phase.sessions,
        "treatments": phase.treatments,
        "min_days": phase.min_days,
        "ideal_days": phase.ideal_days,
        "max_days": phase.max_days,
        "slack_days": phase.slack_days,
        "gap_penalty_per_day": phase.gap_penalty_per_day,
        "late_penalty_per_day": phase.late_penalty_per_day,
        "priority": phase.priority,
    }


def _protocol_from_rows(row: Row, rows: Rows) -> Protocol:
    return Protocol(**row, phases=tuple(map(_phase, rows[protocol_phases])))


def _phase(row: Row) -> Phase:
    return Phase(
        kind=PhaseKind(row["kind"]),
        sessions=row["sessions"],
        treatments=row["treatments"],
        min_days=row["min_days"],
        ideal_days=row["ideal_days"],
        max_days=row["max_days"],
        slack_days=row["slack_days"],
        gap_penalty_per_day=row["gap_penalty_per_day"],
        late_penalty_per_day=row["late_penalty_per_day"],
        priority=row["priority"],
    )


TREATMENTS = Mapping(
    kind="treatment",
    table=treatments,
    children=(treatment_steps,),
    to_rows=_treatment_to_rows,
    from_rows=_treatment_from_rows,
)

PROTOCOLS = Mapping(
    kind="protocol",
    table=protocols,
    children=(protocol_phases,),
    to_rows=_protocol_to_rows,
    from_rows=_protocol_from_rows,
)
