"""Any small network that the domain allows, for properties of its CSV files."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

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

# What spreadsheets, CSV and the lists inside cells give a meaning to.
_TRICKY = "=+-@'\"[]: \u00a0\u200b\ufeff＝éЖ中0"
_IDS = st.text(
    st.sampled_from("=+-@'[]:é中07a ").filter(str.isprintable), min_size=1, max_size=4
).filter(lambda text: text == text.strip())
LINES = st.text(st.sampled_from(_TRICKY + ";,\\\t".strip() + "|/\u2028"), max_size=6)
_DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
_AMOUNTS = st.decimals(0, 1000, places=2) | st.just(Decimal("1E+3"))
_MINUTES_OF_THREE_YEARS = 3 * 366 * 24 * 60
_INSTANTS = st.integers(0, _MINUTES_OF_THREE_YEARS).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
) | st.just(datetime(2026, 10, 25, 0, 30, 59, 123456, tzinfo=UTC))
_ZONES = st.sampled_from(
    ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]
)
_TICK_MIN = 5


def _minutes(least: int = 1, most: int = 6) -> SearchStrategy[int]:
    return st.integers(least, most).map(lambda ticks: _TICK_MIN * ticks)


def _many(items: SearchStrategy[Any], most: int = 2) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=most).map(tuple)


def _words() -> SearchStrategy[tuple[str, ...]]:
    return st.lists(_IDS, max_size=2, unique=True).map(tuple)


def _some(values: list[str], *, least: int = 0) -> SearchStrategy[tuple[str, ...]]:
    chosen = st.lists(st.sampled_from(values), min_size=least, max_size=2, unique=True)
    return chosen.map(tuple)


@st.composite
def _hours(draw: DrawFn) -> dict[str, Any]:
    minutes = draw(st.lists(st.integers(0, 1440), min_size=2, max_size=2, unique=True))
    begin, end = (time(m // 60 % 24, m % 60) for m in sorted(minutes))
    days = draw(st.lists(st.sampled_from(list(Weekday)), min_size=1, unique=True))
    return {"days": tuple(days), "from_local": begin, "to_local": end}


_WINDOWS = _hours().map(lambda hours: WeeklyWindow(**hours))


@st.composite
def _spans(draw: DrawFn) -> LocalSpan:
    days = sorted([draw(_DAYS), draw(_DAYS)])
    reason = draw(LINES)
    if days[0] == days[1] or draw(st.booleans()):
        return LocalSpan(first_day=days[0], last_day=days[1], reason=reason)
    return LocalSpan(
        first_day=days[0],
        last_day=days[1],
        from_local=draw(st.none() | st.just(time(12, 30))),
        to_local=draw(st.none() | st.just(time(8))),
        reason=reason,
    )


@st.composite
def _clinics(draw: DrawFn, id_: str) -> Clinic:
    place = st.sampled_from([("", ""), ("NA", ""), ("GB", "ENG"), ("US", "NY")])
    country, region = draw(place)
    return Clinic(
        id=id_,
        name=draw(LINES),
        timezone=draw(_ZONES),
        country=country,
        region=region,
        hours=draw(_many(_WINDOWS, most=1)),
        closures=draw(_many(_spans())),
        equipment=draw(st.dictionaries(_IDS, st.integers(0, 9), max_size=2)),
    )


@st.composite
def _rooms(draw: DrawFn, id_: str, clinics: list[str]) -> Room:
    return Room(
        id=id_,
        clinic=draw(st.sampled_from(clinics)),
        name=draw(LINES),
        features=draw(_words()),
        turnover_min=draw(_minutes(0)),
        closures=draw(_many(_spans(), most=1)),
    )


@st.composite
def _shifts(draw: DrawFn, clinics: list[str]) -> ShiftPattern:
    return ShiftPattern(
        clinic=draw(st.sampled_from(clinics)),
        **draw(_hours()),
        valid_from=draw(st.none() | st.just(date(2025, 1, 1))),
        valid_until=draw(st.none() | st.just(date(2026, 1, 1))),
    )


@st.composite
def _exceptions(draw: DrawFn, clinics: list[str]) -> ShiftException:
    day = draw(_DAYS)
    if draw(st.booleans()):
        return ShiftException(day=day)
    hours = draw(_hours())
    return ShiftException(
        day=day,
        clinic=draw(st.sampled_from(clinics)),
        from_local=hours["from_local"],
        to_local=hours["to_local"],
    )


@st.composite
def _practitioners(draw: DrawFn, id_: str, clinics: list[str]) -> Practitioner:
    pause = Break(break_min=30, from_local=time(12), to_local=time(0))
    most = draw(st.integers(1, 20))
    return Practitioner(
        id=id_,
        name=draw(LINES),
        skills=draw(_words()),
        licensed_until=draw(st.none() | _DAYS),
        max_parallel=draw(st.integers(1, 3)),
        max_sessions_per_day=most,
        comfortable_sessions_per_day=draw(st.integers(0, most)),
        break_=draw(st.none() | st.just(pause)),
        shifts=draw(_many(_shifts(clinics))),
        exceptions=draw(_many(_exceptions(clinics), most=1)),
        absences=draw(_many(_spans(), most=1)),
    )


@st.composite
def _treatments(draw: DrawFn, id_: str) -> Treatment:
    lead = Step(
        name=draw(_IDS),
        least_min=draw(_minutes(1, 3)),
        most_min=draw(_minutes(3, 6)),
        staff="lead",
        skill=draw(_IDS),
        equipment=draw(_words()),
    )
    rest = Step(name=draw(_IDS), least_min=20, most_min=30)
    return Treatment(
        id=id_,
        name=draw(LINES),
        room_features=draw(_words()),
        steps=draw(st.permutations([lead, rest]).map(tuple)),
    )


@st.composite
def _phases(draw: DrawFn, kind: PhaseKind, treatments: list[str]) -> Phase:
    sessions = {
        PhaseKind.CONSULTATION: st.just(1),
        PhaseKind.SERIES: st.integers(1, 12),
        PhaseKind.MAINTENANCE: st.none() | st.integers(1, 12),
    }
    return Phase(
        kind=kind,
        sessions=draw(sessions[kind]),
        treatments=draw(_some(treatments, least=1)),
        min_days=2,
        ideal_days=draw(st.sampled_from([Decimal(3), Decimal("3.5")])),
        max_days=draw(st.integers(4, 60)),
        slack_days=draw(st.integers(0, 30)),
        gap_penalty_per_day=draw(_AMOUNTS),
        late_penalty_per_day=draw(_AMOUNTS),
        priority=draw(st.integers(1, 3)),
    )


@st.composite
def _protocols(draw: DrawFn, id_: str, treatments: list[str]) -> Protocol:
    phases = tuple(draw(_phases(kind, treatments)) for kind in PhaseKind)
    return Protocol(id=id_, name=draw(LINES), phases=phases)


@st.composite
def _patients(draw: DrawFn, id_: str, clinics: list[str]) -> Patient:
    accepted = draw(_some(clinics, least=1))
    conditions = st.sampled_from(list(Contraindication))
    clearances = st.builds(Clearance, contraindication=conditions, valid_until=_DAYS)
    return Patient(
        id=id_,
        name=draw(LINES),
        clinics=tuple(
            AcceptedClinic(clinic=clinic, penalty=draw(_AMOUNTS)) for clinic in accepted
        ),
        available=draw(_many(_WINDOWS)),
        preferred=draw(_many(_WINDOWS, most=1)),
        unavailable=draw(_many(_spans())),
        contraindications=draw(
            st.lists(conditions, max_size=2, unique=True).map(tuple)
        ),
        clearances=draw(_many(clearances)),
    )


@st.composite
def _courses(draw: DrawFn, id_: str, known: dict[str, list[str]]) -> Course:
    preferred = draw(st.none() | st.sampled_from(known["practitioners"]))
    refused = draw(_some(known["practitioners"]))
    done = draw(st.integers(0, 3))
    last = st.none() | st.sampled_from(known["practitioners"])
    return Course(
        id=id_,
        patient=draw(st.sampled_from(known["patients"])),
        protocol=draw(st.sampled_from(known["protocols"])),
        starts_on=date(2026, 1, 1),
        ends_on=draw(st.none() | st.dates(date(2026, 1, 1))),
        preferred_practitioner=preferred,
        refused_practitioners=tuple(each for each in refused if each != preferred),
        sessions_done=done,
        last_session_on=draw(_DAYS) if done else None,
        last_practitioner=draw(last) if done else None,
    )


@st.composite
def _visits(
    draw: DrawFn, course: Course, number: int, room: Room, known: dict[str, list[str]]
) -> Visit:
    staff = st.sampled_from(known["practitioners"])
    steps = st.builds(StepTime, name=_IDS, length_min=_minutes())
    return Visit(
        session=f"{course.id}-{number}",
        course=course.id,
        number=number,
        patient=course.patient,
        treatment=draw(st.sampled_from(known["treatments"])),
        clinic=room.clinic,
        room=room.id,
        staff={"lead": draw(staff), **draw(st.dictionaries(_IDS, staff, max_size=1))},
        start_utc=draw(_INSTANTS),
        steps=tuple(draw(st.lists(steps, min_size=1, max_size=3))),
    )


@st.composite
def _unplaced(draw: DrawFn, course: str, number: int) -> Unplaced:
    return Unplaced(
        session=f"{course}-{number}",
        course=course,
        number=number,
        patient=draw(_IDS),
        treatment=draw(_IDS),
        due=draw(_DAYS),
        clinics=draw(_words()),
        reasons=draw(_many(LINES)),
    )


@st.composite
def _rosters(draw: DrawFn, id_: str, visits: tuple[Visit, ...]) -> Roster:
    costs = st.decimals(-1000, 1000, places=1)
    return Roster(
        id=id_,
        created_utc=draw(_INSTANTS),
        horizon_start=draw(_DAYS),
        horizon_days=draw(st.integers(1, 60)),
        status=draw(st.sampled_from(list(RosterStatus))),
        plan_status=draw(_IDS),
        total=draw(costs),
        bound=draw(costs),
        terms=draw(st.dictionaries(_IDS, costs, max_size=2)),
        baseline_total=draw(costs),
        baseline_unscheduled=draw(st.integers(0, 9)),
        seconds=draw(costs),
        seed=draw(st.sampled_from([0, 1, 2**63 - 1])),
        fingerprint=draw(LINES),
        visits=visits,
        unplaced=(draw(_unplaced("gone", 1)),),
    )


@st.composite
def networks(draw: DrawFn) -> Network:
    """A network with one or two of everything, its texts as tricky as allowed."""
    kinds = ("clinics", "rooms", "practitioners", "treatments", "protocols")
    ids = st.lists(_IDS, min_size=1, max_size=2, unique=True)
    known = {kind: draw(ids) for kind in (*kinds, "patients", "courses", "rosters")}
    clinics = known["clinics"]
    rooms = [draw(_rooms(id_, clinics)) for id_ in known["rooms"]]
    courses = [draw(_courses(id_, known)) for id_ in known["courses"]]
    visits = [
        draw(_visits(course, course.sessions_done + 1, rooms[0], known))
        for course in courses
    ]
    statuses = st.sampled_from(list(AppointmentStatus))
    return Network(
        policy=Policy(
            id=draw(_IDS),
            name=draw(LINES),
            timezone=draw(_ZONES),
            tick_min=_TICK_MIN,
            weights=Weights(dropped=draw(_AMOUNTS)),
        ),
        clinics=tuple(draw(_clinics(id_)) for id_ in clinics),
        travel=(Travel(clinic_a=clinics[0], clinic_b=clinics[1], travel_min=25),)
        if len(clinics) > 1
        else (),
        rooms=tuple(rooms),
        practitioners=tuple(
            draw(_practitioners(id_, clinics)) for id_ in known["practitioners"]
        ),
        treatments=tuple(draw(_treatments(id_)) for id_ in known["treatments"]),
        protocols=tuple(
            draw(_protocols(id_, known["treatments"])) for id_ in known["protocols"]
        ),
        patients=tuple(draw(_patients(id_, clinics)) for id_ in known["patients"]),
        courses=tuple(courses),
        appointments=tuple(
            Appointment(
                visit=visit, status=draw(statuses), revision=draw(st.integers(1, 9))
            )
            for visit in visits
        ),
        rosters=tuple(
            draw(_rosters(id_, tuple(visits)))
            for id_ in known["rosters"]
            if draw(st.booleans())
        ),
    )
