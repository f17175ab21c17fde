"""A database from before there was occupancy gets it when it is migrated."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import text

from scheduler.domain.roster import AppointmentStatus
from scheduler.errors import Occupied
from scheduler.storage import migrate, unit_of_work
from scheduler.storage.engine import connect
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
from tests.scheduler.storage.taken import MINUTE, TEN, taken

NEW_TABLES = (
    "occupancy",
    "resources",
    "holds",
    "changes",
    "idempotency",
    "quotes",
    "waiting",
)

PARTS = {
    "clinics": (make_clinic(equipment={"lamp": 2}),),
    "rooms": (make_room(), make_room(id="north-2", turnover_min=0)),
    "practitioners": (make_practitioner(), make_practitioner(id="bo")),
    "treatments": (
        make_treatment(
            steps=(
                make_step(),
                make_recovery(equipment=("lamp",)),
                make_step(name="closing", staff="assistant"),
            )
        ),
        make_treatment(id="plain"),
    ),
    "patients": (make_patient(), make_patient(id="p2")),
    "courses": (make_course(), make_course(id="c2", patient="p2")),
}


@pytest.fixture
def own_engine(empty_url, open_databases):
    """A migrated database whose schema a test may spoil, on either system."""
    engine = open_databases(empty_url)
    migrate(engine)
    return engine


def store(engine, *appointments):
    """Put a network with these appointments into the database."""
    with unit_of_work(engine) as uow:
        uow.replace_network(make_network(**PARTS, appointments=appointments))
        uow.commit()


def go_back(engine):
    """Make the schema what it was at 0003, with the network in it."""
    with connect(engine, write=True) as connection:
        for table in NEW_TABLES:
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
        connection.commit()


def drawn_appointments(rng):
    """Crowded hours: many of them contradict one another."""
    for number in range(1, 25):
        course = rng.choice(["c1", "c2"])
        appointment = make_appointment(
            rng.choice(list(AppointmentStatus)),
            course=course,
            number=number,
            patient=f"p{course[1:]}",
            treatment=rng.choice(["facial", "plain"]),
            room=rng.choice(["north-1", "north-2"]),
            staff={"lead": rng.choice(["mei", "bo"]), "assistant": "mei"},
            start_utc=TEN + rng.randrange(0, 600, 5) * MINUTE,
        )
        yield appointment


def test_what_stands_is_taken(own_engine):
    """All that is neither cancelled nor missed, and the database guards it."""
    standing = make_appointment(treatment="plain")
    over = [
        make_appointment(status, number=number, start_utc=TEN + number * 60 * MINUTE)
        for number, status in (
            (2, AppointmentStatus.CANCELLED),
            (3, AppointmentStatus.MISSED),
        )
    ]
    store(own_engine, standing, *over)
    go_back(own_engine)
    migrate(own_engine)
    assert taken(own_engine) == {
        ("room", "north-1", 1, 0, 55, "c1-1"),
        ("patient", "p1", 1, 0, 45, "c1-1"),
        ("practitioner", "mei", 1, 0, 25, "c1-1"),
    }
    other = make_appointment(course="c2", patient="p2", staff={"lead": "bo"})
    with unit_of_work(own_engine) as uow:
        with pytest.raises(Occupied):
            uow.appointments.put([other])
        uow.appointments.put(
            [replace(other, visit=replace(other.visit, room="north-2"))]
        )


@pytest.mark.parametrize("seed", range(3))
def test_old_data_may_contradict_itself(own_engine, seed, caplog):
    """The later of two that clash gets what is left, as in an import."""
    store(own_engine, *drawn_appointments(Random(seed)))
    imported = taken(own_engine)
    as_imported = [record.getMessage() for record in caplog.records]
    caplog.clear()
    go_back(own_engine)
    migrate(own_engine)
    assert taken(own_engine) == imported
    assert [record.getMessage() for record in caplog.records] == as_imported
    assert "not all they need is taken for them: c" in caplog.text


def test_database_without_a_network_has_nothing_to_take(own_engine):
    """Migrating it is no error."""
    go_back(own_engine)
    migrate(own_engine)
    assert taken(own_engine) == set()
