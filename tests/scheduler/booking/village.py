"""A village for tests of booking: one clinic, two rooms, two acupuncturists."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from scheduler.booking.asking import Wanted
from scheduler.domain.calendar import Weekday
from scheduler.domain.network import Network
from scheduler.domain.patient import Clearance, Contraindication, Patient
from tests.scheduler.builders import (
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_room,
    make_window,
)
from tests.scheduler.cases import MONDAY

FACIAL = Wanted(treatment="facial")


def facial_for(patient: str) -> Wanted:
    """A facial for a patient."""
    return Wanted(treatment="facial", patient=patient)


def session(name: str) -> Wanted:
    """A session of a course."""
    return Wanted(session=name)


def make_village(**overrides: Any) -> Network:
    """
    Ada and Ben begin their courses on Monday 23 November; Cyd has none and comes on
    mornings only, Fay has none either; Dan takes blood thinners and has no
    clearance, Eve has one until Monday.
    """
    values = {
        "rooms": (make_room(), make_room(id="north-2")),
        "practitioners": (make_practitioner(), make_practitioner(id="noa")),
        "patients": (
            make_patient(id="ada"),
            make_patient(id="ben"),
            make_patient(
                id="cyd",
                available=(make_window(days=tuple(Weekday), to_local=time(12)),),
            ),
            make_patient(id="fay"),
            _on_thinners("dan"),
            _on_thinners("eve", until=MONDAY),
        ),
        "courses": (
            make_course(id="ada-c", patient="ada", starts_on=MONDAY),
            make_course(id="ben-c", patient="ben", starts_on=MONDAY),
        ),
    }
    return make_network(**(values | overrides))


def _on_thinners(name: str, until: date | None = None) -> Patient:
    thinners = Contraindication.BLOOD_THINNERS
    cleared = (
        ()
        if until is None
        else (Clearance(contraindication=thinners, valid_until=until),)
    )
    return make_patient(id=name, contraindications=(thinners,), clearances=cleared)
