"""Whole networks."""

from __future__ import annotations

from hypothesis import strategies as st

from scheduler.domain.clinic import Travel
from scheduler.domain.network import Network, Policy, Weights
from scheduler.domain.roster import (
    Appointment,
    AppointmentStatus,
)
from tests.scheduler.strategies.basics import (
    TICK_MIN,
    ZONES,
    amounts,
    ids,
    lines,
)
from tests.scheduler.strategies.care import courses, patients, protocols, treatments
from tests.scheduler.strategies.places import clinics, practitioners, rooms
from tests.scheduler.strategies.plans import rosters, unplaced_sessions, visits

policies = st.builds(
    Policy,
    id=ids,
    name=lines,
    timezone=st.sampled_from(ZONES),
    tick_min=st.just(TICK_MIN),
    horizon_days=st.integers(1, 366),
    freeze_days=st.integers(0, 30),
    weights=st.builds(Weights, unscheduled=amounts, overload=amounts),
)


@st.composite
def networks(draw):
    """Any network with at least one of everything but appointments."""
    some_ids = st.lists(ids, min_size=1, max_size=2, unique=True)
    clinic_ids, treatment_ids = draw(some_ids), draw(some_ids)
    practitioner_ids, protocol_ids = draw(some_ids), draw(some_ids)
    patient_ids = draw(some_ids)
    pair = clinic_ids if len(clinic_ids) == 2 else None
    trips = [Travel(clinic_a=pair[0], clinic_b=pair[1], travel_min=17)] if pair else []
    own_rooms = [draw(rooms(id_, clinic_ids)) for id_ in draw(some_ids)]
    own_courses = [
        draw(courses(id_, patient_ids, protocol_ids, practitioner_ids))
        for id_ in draw(some_ids)
    ]
    visited = []
    for course in own_courses:
        room = draw(st.sampled_from(own_rooms))
        number = course.sessions_done + 1
        visited.append(
            draw(visits(course, room, treatment_ids, practitioner_ids, number))
        )
    unplaced = [
        draw(unplaced_sessions(course, treatment_ids, clinic_ids, 99))
        for course in own_courses
    ]
    appointments = [
        Appointment(
            visit=visit,
            status=draw(st.sampled_from(AppointmentStatus)),
            revision=draw(st.integers(1, 9)),
        )
        for visit in visited
    ]
    return Network(
        policy=draw(policies),
        clinics=tuple(draw(clinics(id_)) for id_ in clinic_ids),
        travel=tuple(trips),
        rooms=tuple(own_rooms),
        practitioners=tuple(
            draw(practitioners(id_, clinic_ids)) for id_ in practitioner_ids
        ),
        treatments=tuple(draw(treatments(id_)) for id_ in treatment_ids),
        protocols=tuple(draw(protocols(id_, treatment_ids)) for id_ in protocol_ids),
        patients=tuple(draw(patients(id_, clinic_ids)) for id_ in patient_ids),
        courses=tuple(own_courses),
        appointments=tuple(appointments),
        rosters=tuple(
            draw(rosters(id_, tuple(visited), tuple(unplaced)))
            for id_ in draw(st.lists(ids, max_size=2, unique=True))
        ),
    )
