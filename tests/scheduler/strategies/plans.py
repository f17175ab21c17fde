"""Visits, sessions without a place, and rosters of both."""

from __future__ import annotations

from hypothesis import strategies as st

from scheduler.domain.roster import (
    Roster,
    RosterStatus,
    StepTime,
    Unplaced,
    Visit,
)
from tests.scheduler.strategies.basics import (
    days,
    ids,
    instants,
    lines,
    lists,
    minutes,
)


@st.composite
def visits(draw, course, room, treatment_ids, practitioner_ids, number):
    """Any visit of a course in a room."""
    staff = {"lead": draw(st.sampled_from(practitioner_ids))}
    if draw(st.booleans()):
        staff["assistant"] = draw(st.sampled_from(practitioner_ids))
    step = st.builds(StepTime, name=ids, length_min=minutes)
    return Visit(
        session=f"{course.id}-{number}",
        course=course.id,
        number=number,
        patient=course.patient,
        treatment=draw(st.sampled_from(treatment_ids)),
        clinic=room.clinic,
        room=room.id,
        staff=staff,
        start_utc=draw(instants),
        steps=tuple(draw(st.lists(step, min_size=1, max_size=3))),
    )


@st.composite
def unplaced_sessions(draw, course, treatment_ids, clinic_ids, number):
    """Any session without a place."""
    return Unplaced(
        session=f"{course.id}-{number}",
        course=course.id,
        number=number,
        patient=course.patient,
        treatment=draw(st.sampled_from(treatment_ids)),
        due=draw(days),
        clinics=draw(lists(st.sampled_from(clinic_ids), unique=True)),
        reasons=draw(lists(lines)),
    )


@st.composite
def rosters(draw, id_, visits, unplaced):
    """Any roster of these sessions."""
    figures = st.decimals(-1000, 10_000, places=2)
    return Roster(
        id=id_,
        created_utc=draw(instants),
        horizon_start=draw(days),
        horizon_days=draw(st.integers(1, 366)),
        status=draw(st.sampled_from(RosterStatus)),
        plan_status=draw(st.sampled_from(["optimal", "feasible", "stopped"])),
        total=draw(figures),
        bound=draw(figures),
        terms=draw(st.dictionaries(ids, figures, max_size=3)),
        baseline_total=draw(figures),
        baseline_unscheduled=draw(st.integers(0, 99)),
        seconds=draw(figures),
        seed=draw(st.integers(0, 2**63 - 1)),
        fingerprint=draw(lines),
        visits=visits,
        unplaced=unplaced,
    )
