"""Clinics, rooms, and practitioners who work there."""

from __future__ import annotations

from datetime import time

from hypothesis import strategies as st

from scheduler.domain.clinic import Clinic
from scheduler.domain.practitioner import (
    Break,
    Practitioner,
    ShiftException,
    ShiftPattern,
)
from scheduler.domain.room import Room
from tests.scheduler.strategies.basics import (
    ZONES,
    clock_windows,
    days,
    ids,
    lines,
    lists,
    minutes,
    some_days,
    spans,
    weekdays,
    weekly_windows,
    words,
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
