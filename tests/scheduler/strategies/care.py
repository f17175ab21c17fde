"""Treatments and protocols, patients and their courses."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from scheduler.domain.course import Course
from scheduler.domain.patient import (
    AcceptedClinic,
    Clearance,
    Contraindication,
    Patient,
)
from scheduler.domain.treatment import Phase, PhaseKind, Protocol, Step, Treatment
from tests.scheduler.strategies.basics import (
    amounts,
    days,
    ids,
    lines,
    lists,
    minutes,
    spans,
    weekly_windows,
    words,
)


@st.composite
def steps(draw, **fixed):
    """Any step of a treatment."""
    least_min = draw(minutes)
    staff = draw(ids | st.just(""))
    values = {
        "name": draw(ids),
        "least_min": least_min,
        "most_min": least_min + draw(minutes),
        "staff": staff,
        "skill": draw(ids) if staff else "",
        "equipment": draw(words()),
    }
    return Step(**(values | fixed))


@st.composite
def treatments(draw, id_):
    """Any treatment; its first step is the lead's."""
    skill = draw(ids)
    return Treatment(
        id=id_,
        name=draw(lines),
        room_features=draw(words()),
        steps=(draw(steps(staff="lead", skill=skill)), *draw(lists(steps()))),
    )


@st.composite
def phases(draw, treatment_ids, **fixed):
    """Any phase of a protocol."""
    min_days, more_days = draw(st.integers(0, 30)), draw(st.integers(0, 30))
    ideal_halves = draw(st.integers(2 * min_days, 2 * (min_days + more_days)))
    chosen = st.lists(st.sampled_from(treatment_ids), min_size=1, max_size=3)
    values = {
        "kind": PhaseKind.SERIES,
        "sessions": draw(st.integers(1, 12)),
        "treatments": tuple(draw(chosen)),
        "min_days": min_days,
        "ideal_days": Decimal(ideal_halves) / 2,
        "max_days": min_days + more_days,
        "slack_days": draw(st.integers(0, 30)),
        "gap_penalty_per_day": draw(amounts),
        "late_penalty_per_day": draw(amounts),
        "priority": draw(st.integers(1, 9)),
    }
    return Phase(**(values | fixed))


@st.composite
def protocols(draw, id_, treatment_ids):
    """Any protocol: a consultation, some series, perhaps maintenance."""
    first = draw(phases(treatment_ids, kind=PhaseKind.CONSULTATION, sessions=1))
    series = draw(lists(phases(treatment_ids)))
    last = phases(treatment_ids, kind=PhaseKind.MAINTENANCE, sessions=None)
    maintenance = draw(st.lists(last, max_size=1))
    return Protocol(id=id_, name=draw(lines), phases=(first, *series, *maintenance))


@st.composite
def patients(draw, id_, clinic_ids):
    """Any patient of some of the clinics."""
    accepted = st.builds(
        AcceptedClinic, clinic=st.sampled_from(clinic_ids), penalty=amounts
    )
    clearance = st.builds(
        Clearance, contraindication=st.sampled_from(Contraindication), valid_until=days
    )
    return Patient(
        id=id_,
        name=draw(lines),
        clinics=draw(lists(accepted, min_size=1, unique_by=lambda each: each.clinic)),
        available=draw(lists(weekly_windows())),
        preferred=draw(lists(weekly_windows())),
        unavailable=draw(lists(spans())),
        contraindications=draw(lists(st.sampled_from(Contraindication), unique=True)),
        clearances=draw(lists(clearance)),
    )


@st.composite
def courses(draw, id_, patient_ids, protocol_ids, practitioner_ids):
    """Any course, with or without an opening balance."""
    starts_on = draw(days)
    somebody = st.none() | st.sampled_from(practitioner_ids)
    preferred = draw(somebody)
    others = [each for each in practitioner_ids if each != preferred]
    refused = lists(st.sampled_from(others), unique=True) if others else st.just(())
    done = draw(st.integers(0, 3))
    return Course(
        id=id_,
        patient=draw(st.sampled_from(patient_ids)),
        protocol=draw(st.sampled_from(protocol_ids)),
        starts_on=starts_on,
        ends_on=draw(st.none() | st.dates(min_value=starts_on)),
        preferred_practitioner=preferred,
        refused_practitioners=draw(refused),
        sessions_done=done,
        last_session_on=draw(days) if done else None,
        last_practitioner=draw(somebody) if done else None,
    )
