"""Which of the open starts are offered: by the clock on the wall, in the range."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from scheduler.booking.asking import Wanted
from scheduler.booking.open_slots import SlotQuery
from scheduler.domain.calendar import Weekday
from scheduler.domain.network import Network, Policy
from scheduler.domain.room import Room
from scheduler.errors import InvalidInput, NotFound
from tests.scheduler.booking.desk import DAY, SUNDAY_NOON, Desk, starts
from tests.scheduler.booking.village import FACIAL, facial_for, make_village, session
from tests.scheduler.builders import (
    make_clinic,
    make_course,
    make_practitioner,
    make_recovery,
    make_room,
    make_shift,
    make_step,
    make_treatment,
    make_window,
)
from tests.scheduler.cases import MONDAY

ZONES = [
    ("Europe/London", date(2027, 3, 28)),  # forward an hour
    ("Europe/London", date(2026, 10, 25)),  # back an hour
    ("America/New_York", date(2027, 3, 14)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),  # forward half an hour
    ("Australia/Lord_Howe", date(2027, 4, 4)),
]
ALWAYS = tuple(Weekday)


def open_village(zone: str, from_: time, to: time, *, tick_min: int = 5) -> Network:
    """The village in a zone, open and staffed daily between two times."""
    hours = {"days": ALWAYS, "from_local": from_, "to_local": to}
    return make_village(
        policy=Policy(id="village", timezone=zone, tick_min=tick_min),
        clinics=(make_clinic(timezone=zone, hours=(make_window(**hours),)),),
        rooms=(make_room(turnover_min=0),),
        practitioners=(make_practitioner(shifts=(make_shift(**hours),)),),
        treatments=(
            make_treatment(
                steps=(
                    make_step(least_min=60, most_min=60),
                    make_recovery(least_min=60, most_min=60),
                )
            ),
        ),
    )


def offered(desk: Desk, day: date, wanted: Wanted = FACIAL) -> tuple:
    """What is open on a date."""
    return desk.slots(wanted, first_day=day, last_day=day)


@pytest.mark.parametrize(
    ("from_", "to"),
    [
        (time(9), time(12)),
        (time(13), time(17, 45)),  # begins in the afternoon
        (time(20), time(0)),  # until midnight
        (time(3, 30), time(6)),  # right after the change
    ],
)
@pytest.mark.parametrize(("zone", "day"), ZONES)
def test_opening_and_quarters_are_those_of_the_wall(
    sqlite_engine, zone, day, from_, to
):
    """
    From the opening to two hours before closing there is an offer every quarter of an
    hour, the same by the clock on the day of the change, before it and after.
    """
    now_utc = datetime.combine(day, time(12), tzinfo=UTC) - 3 * DAY
    desk = Desk(sqlite_engine, open_village(zone, from_, to), now_utc=now_utc)
    first = 60 * from_.hour + from_.minute
    last = 60 * (to.hour or 24) + to.minute - 120
    for on in (day - DAY, day, day + DAY):
        clock = [
            slot.start_utc.astimezone(ZoneInfo(zone)) for slot in offered(desk, on)
        ]
        assert {each.date() for each in clock} == {on}
        assert [60 * each.hour + each.minute for each in clock] == list(
            range(first, last + 1, 15)
        )


@pytest.mark.parametrize(("zone", "day"), ZONES)
def test_gap_counts_dates_across_the_change(sqlite_engine, zone, day):
    """Who came late on the day before the change may come early on the day after."""
    now_utc = datetime.combine(day, time(12), tzinfo=UTC) - 3 * DAY
    network = replace(
        open_village(zone, time(9), time(18)),
        courses=(make_course(id="ada-c", patient="ada", starts_on=day - 2 * DAY),),
    )
    desk = Desk(sqlite_engine, network, now_utc=now_utc)
    first = desk.book(offered(desk, day - DAY)[-1], session("ada-c-1")).visit
    assert not offered(desk, day, session("ada-c-2"))
    again = offered(desk, day + DAY, session("ada-c-2"))[0]
    clocks = [each.start_utc.astimezone(ZoneInfo(zone)) for each in (first, again)]
    assert [clock.hour for clock in clocks] == [16, 9]


@pytest.mark.parametrize("tick_min", [1, 5, 10, 15, 20, 30, 60])
def test_offers_are_on_the_grid_of_the_policy(sqlite_engine, tick_min):
    """Whatever the grid, there is an offer every hour, and none is off the grid."""
    network = open_village("Europe/London", time(9), time(17), tick_min=tick_min)
    desk = Desk(sqlite_engine, network, now_utc=SUNDAY_NOON)
    found = starts(offered(desk, MONDAY))
    assert [each for each in found if each.endswith(":00")] == [
        f"{hour:02}:00" for hour in range(9, 16)
    ]
    assert all(int(each[-2:]) % tick_min == 0 for each in found)


def test_no_offer_outside_the_range(desk):
    """Both dates asked for are in the answer, and no other."""
    slots = desk.slots(FACIAL, first_day=MONDAY + DAY, last_day=MONDAY + 3 * DAY)
    assert sorted({slot.start_utc.date() for slot in slots}) == [
        MONDAY + n * DAY for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("first", "days", "fits"),
    [
        (0, 1, True),  # a single date
        (0, 31, True),  # the most
        (0, 32, False),  # a day too many
        (0, 0, False),  # ends before it begins
        (400, 7, True),  # beyond the book: nothing is open there
        (-400, 7, True),  # long ago
    ],
)
def test_range_is_one_to_thirty_one_days(desk, first, days, fits):
    """A range holds 1 to 31 dates; where the book has none nothing is offered."""
    first_day = MONDAY + first * DAY
    if not fits:
        with pytest.raises(InvalidInput, match=r"to must be|at most 31 days"):
            SlotQuery(first_day=first_day, last_day=first_day + (days - 1) * DAY)
        return
    slots = desk.slots(
        FACIAL, first_day=first_day, last_day=first_day + (days - 1) * DAY
    )
    assert bool(slots) is (first == 0)


def test_limit_gives_the_first(desk):
    """As many as are wanted, from the first that is not past."""
    desk.now_utc = datetime(2026, 11, 23, 10, 1, tzinfo=UTC)
    everything = desk.slots(FACIAL, last_day=MONDAY + DAY)
    assert starts(everything)[:2] == ["10:15", "10:30"]
    for limit in (1, 2, len(everything), len(everything) + 1):
        assert (
            desk.slots(FACIAL, last_day=MONDAY + DAY, limit=limit) == everything[:limit]
        )


def test_practitioner_leads_whoever_is_cheaper(desk):
    """Only slots of the one who is wanted are offered."""
    for who in ("mei", "noa"):
        slots = desk.slots(FACIAL, practitioner=who)
        assert {slot.staff["lead"] for slot in slots} == {who}


@pytest.mark.parametrize(
    ("wanted", "query"),
    [
        (Wanted(treatment="surgery"), {}),
        (FACIAL, {"clinics": ("atlantis",)}),
        (FACIAL, {"practitioner": "nobody"}),
        (session("zoe-c-1"), {}),
    ],
)
def test_what_is_not_there_is_not_found(desk, wanted, query):
    """An unknown treatment, clinic, practitioner or session is said to be unknown."""
    with pytest.raises(NotFound):
        desk.slots(wanted, **query)


def test_hole_that_begins_off_the_quarter_is_offered(sqlite_engine):
    """The first start after a visit is offered, and the last one before it."""
    rooms: tuple[Room, ...] = (make_room(),)
    desk = Desk(sqlite_engine, make_village(rooms=rooms), now_utc=SUNDAY_NOON)
    desk.book(
        next(s for s in desk.slots(FACIAL) if starts((s,)) == ["12:00"]), FACIAL_OF_ADA
    )
    found = starts(desk.slots(FACIAL))
    assert "11:05" in found  # out by 11:50, clean by noon
    assert "12:55" in found  # the visit ends at 12:45, its turnover at 12:55
    assert not {"11:10", "12:50"} & set(found)


FACIAL_OF_ADA = facial_for("ada")
