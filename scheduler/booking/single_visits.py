"""Visits without a course of their own: each gets a course of one session."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from secrets import token_hex

from scheduler.domain.course import Course
from scheduler.domain.patient import Patient
from scheduler.domain.treatment import MOST_GAP_DAYS, Phase, PhaseKind, Protocol
from scheduler.storage import UnitOfWork


def single_course(
    uow: UnitOfWork, patient: Patient, treatment: str, starts_on: date
) -> Course:
    """Open a course of one session for a patient, to be held from a date on."""
    protocol = _protocol(treatment)
    if not uow.protocols.has(protocol.id):
        uow.protocols.add(protocol)
    course = Course(
        id=f"visit-{token_hex(6)}",
        patient=patient.id,
        protocol=protocol.id,
        starts_on=starts_on,
    )
    uow.courses.add(course)
    return course


def _protocol(treatment: str) -> Protocol:
    only = Phase(
        kind=PhaseKind.CONSULTATION,
        sessions=1,
        treatments=(treatment,),
        min_days=0,
        ideal_days=Decimal(0),
        max_days=0,
        slack_days=MOST_GAP_DAYS,
    )
    return Protocol(id=f"single-{treatment}", name="One visit", phases=(only,))
