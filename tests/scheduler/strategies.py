"""Hypothesis strategies for valid domain values of every shape."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from scheduler.domain.calendar import LocalSpan, Weekday, WeeklyWindow
from scheduler.domain.clinic import Clinic, Travel
from scheduler.domain.course import Course
from scheduler.domain.network import Network, Policy, Weights
from scheduler.domain.patient import (
    AcceptedClinic,
    Clearance,
    Contraindication,
    Patient,
)
from scheduler.domain.practitioner import (
    Break,
    Practitioner,
    ShiftException,
    ShiftPattern,
)
from scheduler.domain.room import Room
from scheduler.domain.roster import (
    Appointment,
    AppointmentStatus,
    Roster,
    RosterStatus,
    StepTime,
    Unplaced,
    Visit,
)
from scheduler.domain.treatment import Phase, PhaseKind, Protocol, Step, Treatment

ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
TICK_MIN = 5

ids = st.text("abYZ09-_.:+ éß漢🌿", min_size=1, max_size=6).filter(
    lambda text: text == text.strip()
)
lines = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
some_days = st.none() | st.dates()
instants = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001
    lambda instant: instant.replace(tzinfo=UTC)
)
minutes = st.integers(1, 24).map(lambda ticks: ticks * TICK_MIN)
amounts = st.decimals(0, 1_000_000, places=4) | st.just(Decimal("1E+3"))


def lists(elements, **limits):
    """Tuples of up to three."""
    return st.lists(elements, max_size=3, **limits).map(tuple)


def words(**limits):
    """Tuples of up to three different words."""
    return lists(ids, unique=True, **limits)


weekdays = lists(st.sampled_from(Weekday), unique=True, min_size=1)


@st.composite
def clock_windows(draw):
    """Begin and end of a window of a day."""
    start = draw(st.integers(0, 1439))
    end = draw(st.integers(start + 1, 1440)) % 1440
    return time(*divmod(start, 60)), time(*divmod(end, 60))


@st.composite
def weekly_windows(draw):
    """Any weekly window."""
    from_local, to_local = draw(clock_windows())
    return WeeklyWindow(days=draw(weekdays), from_local=from_local, to_local=to_local)


@st.composite
def spans(draw):
    """Any dated span, with or without times."""
    first_day = draw(days)
    length = timedelta(days=draw(st.integers(0, 9)))
    from_local, to_local = draw(clock_windows() | st.just((None, None)))
    return LocalSpan(
        first_day=first_day,
        last_day=first_day + length,
        from_local=from_local,
        to_local=to_local,
        reason=draw(lines),
    )


@st.composite
def clinics(draw, id_):
    """Any clinic; at most one window of hours, for they must not overlap."""
    country, region = draw(st.sampled_from([("", ""), ("GB", ""), ("GB", "SCT")]))
    return Clinic(
        id=id_,
        name=draw(lines),
        timezone=draw(st.sampled_from(ZONES)),
        country=country,
        region=region,
        hours=draw(st.lists(weekly_windows(), max_size=1).map(tuple)),
        closures=draw(lists(spans())),
        equipment=draw(st.dictionaries(ids, st.integers(0, 9), max_size=2)),
    )


@st.composite
def rooms(draw, id_, clinic_ids):
    """Any room of one of the clinics."""
    return Room(
        id=id_,
        clinic=draw(st.sampled_from(clinic_ids)),
        name=draw(lines),
        features=draw(words()),
        turnover_min=draw(minutes | st.just(0)),
        closures=draw(lists(spans())),
    )


@st.composite
def shift_patterns(draw, clinic_ids):
    """Any shift at one of the clinics."""
    from_local, to_local = draw(clock_windows())
    valid = sorted([draw(days), draw(days)])
    return ShiftPattern(
        clinic=draw(st.sampled_from(clinic_ids)),
        days=draw(weekdays),
        from_local=from_local,
        to_local=to_local,
        valid_from=draw(st.sampled_from([None, valid[0]])),
        valid_until=draw(st.sampled_from([None, valid[1]])),
    )


@st.composite
def shift_exceptions(draw, clinic_ids):
    """Any exception: a day off, or hours at one of the clinics."""
    day = draw(days)
    if draw(st.booleans()):
        return ShiftException(day=day)
    from_local, to_local = draw(clock_windows())
    clinic = draw(st.sampled_from(clinic_ids))
    return ShiftException(
        day=day, clinic=clinic, from_local=from_local, to_local=to_local
    )


@st.composite
def practitioners(draw, id_, clinic_ids):
    """Any practitioner who works at some of the clinics."""
    most = draw(st.integers(1, 20))
    exceptions = lists(shift_exceptions(clinic_ids), unique_by=lambda each: each.day)
    pause = Break(break_min=30, from_local=time(11), to_local=time(14))
    return Practitioner(
        id=id_,
        name=draw(lines),
        skills=draw(words()),
        licensed_until=draw(some_days),
        max_parallel=draw(st.integers(1, 5)),
        max_sessions_per_day=most,
        comfortable_sessions_per_day=draw(st.integers(0, most)),
        break_=draw(st.sampled_from([None, pause])),
        shifts=draw(lists(shift_patterns(clinic_ids))),
        exceptions=draw(exceptions),
        absences=draw(lists(spans())),
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
