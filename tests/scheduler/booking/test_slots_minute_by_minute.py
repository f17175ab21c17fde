"""Open slots held against a grid of minutes, also where clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.booking import open_slots
from scheduler.booking.asking import Wanted
from scheduler.booking.slot import Slot
from scheduler.domain.network import Network
from tests.scheduler.booking.desk import Desk
from tests.scheduler.booking.minute_grid import MinuteGrid, Try
from tests.scheduler.booking.minutes import DAY, minute
from tests.scheduler.booking.random_towns import PATIENT, TICK_MIN, Town
from tests.solver.strategies import examples

CHANGES = pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/London", date(2027, 3, 28)),  # forward an hour
        ("Europe/London", date(2026, 10, 25)),  # back an hour
        ("America/New_York", date(2027, 3, 14)),  # forward an hour
        ("America/New_York", date(2026, 11, 1)),  # back an hour
        ("Australia/Lord_Howe", date(2026, 10, 4)),  # forward half an hour
        ("Australia/Lord_Howe", date(2027, 4, 4)),  # back half an hour
    ],
)
SEEDS = st.integers(0, 2**32)


def desk_in(network: Network, engine, day: date) -> Desk:
    """A desk on the morning before a date."""
    now_utc = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - 2 * DAY
    return Desk(engine, network, now_utc=now_utc)


def offered(desk: Desk, clinic: str, day: date, **wanted: str) -> tuple[Slot, ...]:
    """What a clinic offers on a date."""
    return desk.slots(Wanted(**wanted), clinics=(clinic,), first_day=day, last_day=day)


def in_full(grid: MinuteGrid, slot: Slot) -> Try:
    """A slot as the grid tries it."""
    return Try(
        grid.treatments[slot.treatment],
        slot.clinic,
        slot.room,
        slot.staff,
        minute(slot.start_utc),
        tuple(step.length_min for step in slot.steps),
    )


@CHANGES
@examples(7)
@given(seed=SEEDS)
def test_every_tick_is_open_exactly_if_every_minute_is(sqlite_engine, zone, day, seed):
    """
    With an offer at every tick of the day, a start is offered exactly if some lead,
    room, colleagues and lengths of steps are free for every minute of it; and the
    place that is offered with it is such a one.
    """
    network = Town(seed, zone, day).network()
    desk = desk_in(network, sqlite_engine, day)
    grid = MinuteGrid(network, [a.visit for a in network.appointments], day)
    patients = {patient.id: patient for patient in network.patients}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(open_slots, "OFFER_MIN", TICK_MIN)
        for clinic in network.clinics:
            for treatment in network.treatments:
                for who in (None, PATIENT):
                    patient = patients.get(who)
                    slots = offered(
                        desk, clinic.id, day, treatment=treatment.id, patient=who
                    )
                    leads = grid.feasible(treatment.id, clinic.id, patient)
                    assert [minute(slot.start_utc) for slot in slots] == sorted(
                        set().union(*leads.values())
                    )
                    for slot in slots:
                        assert grid.fits(in_full(grid, slot), patient)


@CHANGES
@examples(6)
@given(seed=SEEDS)
def test_offered_are_quarters_of_an_hour_and_the_ends_of_stretches(
    sqlite_engine, zone, day, seed
):
    """
    Of the feasible starts those are offered that lie on a quarter of an hour by the
    clock on the wall, and the first and the last of each stretch of some lead's.
    """
    network = Town(seed, zone, day).network()
    desk = desk_in(network, sqlite_engine, day)
    grid = MinuteGrid(network, [a.visit for a in network.appointments], day)
    for clinic in network.clinics:
        slots = offered(desk, clinic.id, day, treatment="facial")
        wanted = {
            start
            for starts in grid.feasible("facial", clinic.id).values()
            for start in starts
            if grid.clock(start).minute % 15 == 0
            or not {start - TICK_MIN, start + TICK_MIN} <= starts
        }
        assert {minute(slot.start_utc) for slot in slots} == wanted


@CHANGES
@examples(3)
@given(seed=SEEDS)
def test_every_offer_can_be_held_until_it_is_over(sqlite_engine, zone, day, seed):
    """
    Whatever is offered can be held at once, and then its minutes are nobody else's; at
    the very second at which the hold is over everything is offered as before.
    """
    network = Town(seed, zone, day).network()
    desk = desk_in(network, sqlite_engine, day)
    clinic = network.clinics[0].id
    before = offered(desk, clinic, day, treatment="facial")
    for slot in before[::4]:
        hold = desk.hold(slot, Wanted(treatment="facial"))
        kept = [a.visit for a in network.appointments] + [hold]
        grid = MinuteGrid(network, kept, day)
        left = offered(desk, clinic, day, treatment="facial")
        assert slot not in left
        assert all(grid.fits(in_full(grid, each), None) for each in left)
        desk.now_utc = hold.expires_utc - timedelta(microseconds=1)
        assert offered(desk, clinic, day, treatment="facial") == left
        desk.now_utc = hold.expires_utc
        assert offered(desk, clinic, day, treatment="facial") == before
