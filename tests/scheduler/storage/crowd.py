"""Four rooms, practitioners and patients, who get in each other's way, for tests."""

from __future__ import annotations

import pytest

from scheduler.domain.roster import AppointmentStatus
from scheduler.errors import Occupied
from scheduler.storage import unit_of_work
from tests.scheduler.builders import (
    make_appointment,
    make_clinic,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_recovery,
    make_room,
    make_step,
    make_treatment,
)
from tests.scheduler.storage.taken import MINUTE, TEN

PEOPLE = [f"p{n}" for n in range(1, 5)]

# Four of everything but lamps: clashes are those that a test makes.
PARTS = {
    "clinics": (make_clinic(equipment={"lamp": 2}),),
    "rooms": tuple(make_room(id=f"north-{n}") for n in range(1, 5)),
    "practitioners": tuple(make_practitioner(id=f"w{n}") for n in range(1, 5)),
    "treatments": (
        make_treatment(steps=(make_step(), make_recovery(equipment=("lamp",)))),
        make_treatment(id="plain"),
    ),
    "patients": tuple(make_patient(id=id_) for id_ in PEOPLE),
    "courses": tuple(make_course(id=f"c{p[1:]}", patient=p) for p in PEOPLE),
}


def appointment(n, status=AppointmentStatus.PUBLISHED, after_min=0, **overrides):
    """First session of course n, with a room and people of its own, at ten."""
    values = {
        "course": f"c{n}",
        "patient": f"p{n}",
        "room": f"north-{n}",
        "staff": {"lead": f"w{n}"},
        "treatment": "plain",
        "start_utc": TEN + after_min * MINUTE,
    }
    return make_appointment(status, **(values | overrides))


def lit(n, **overrides):
    """The same under a lamp, which is used from minute 25 to 45."""
    return appointment(n, treatment="facial", **overrides)


def put(engine, *appointments):
    """Write appointments, and commit."""
    with unit_of_work(engine) as uow:
        uow.appointments.put(appointments)
        uow.commit()


def in_the_way(engine, *appointments):
    """Kind, name and holder of all that refuses appointments."""
    with unit_of_work(engine) as uow, pytest.raises(Occupied) as refusal:
        uow.appointments.put(appointments)
    return {(each.kind, each.name, each.holder) for each in refusal.value.clashes}


def store_network(engine, **overrides):
    """Put the four into the database, without any appointment."""
    with unit_of_work(engine) as uow:
        uow.replace_network(make_network(**(PARTS | overrides)))
        uow.commit()
