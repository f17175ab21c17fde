"""Opening hours, shifts and closures of a planning problem, date by date."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from fixtures.generator.network import generate_network
from scheduler.domain.calendar import LocalSpan, Weekday
from scheduler.domain.network import Policy
from scheduler.domain.practitioner import ShiftException
from scheduler.errors import InvalidInput
from tests.scheduler.builders import (
    make_clinic,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_room,
    make_shift,
    make_window,
)
from tests.scheduler.cases import build

EVERY_DAY = tuple(Weekday)


def local(start: str, end: str) -> tuple[datetime, datetime]:
    """Two instants."""
    return datetime.fromisoformat(start), datetime.fromisoformat(end)


class TestHours:
    """Opening hours, shifts and closures, date by date."""

    def test_opening_hours_that_touch_are_one(self):
        """A session may reach across noon."""
        clinic = make_clinic(
            hours=(make_window(to_local=time(13)), make_window(from_local=time(13)))
        )
        opening = build(make_network(clinics=(clinic,)), days=1).clinics[0].opening
        assert [(span.from_, span.to) for span in opening] == [
            local("2026-11-23T09:00Z", "2026-11-23T17:00Z")
        ]

    def test_closed_on_public_holidays_and_in_closures(self):
        """Christmas week: open on Monday, and on Thursday until noon."""
        clinic = make_clinic(
            country="GB",
            region="ENG",
            closures=(
                LocalSpan(
                    first_day=date(2026, 12, 22),
                    last_day=date(2026, 12, 23),
                ),
                LocalSpan(
                    first_day=date(2026, 12, 24),
                    last_day=date(2026, 12, 24),
                    from_local=time(12),
                ),
            ),
        )
        problem = build(
            make_network(clinics=(clinic,)), today=date(2026, 12, 21), days=8
        )
        assert [(s.from_, s.to) for s in problem.clinics[0].opening] == [
            local("2026-12-21T09:00Z", "2026-12-21T17:00Z"),
            local("2026-12-24T09:00Z", "2026-12-24T12:00Z"),
        ]

    def test_shifts_without_absences_and_with_exceptions(self):
        """Away on Tuesday afternoon, off on Wednesday, Saturday instead."""
        mei = make_practitioner(
            absences=(
                LocalSpan(
                    first_day=date(2026, 11, 24),
                    last_day=date(2026, 11, 24),
                    from_local=time(13),
                ),
            ),
            exceptions=(
                ShiftException(day=date(2026, 11, 25)),
                ShiftException(
                    day=date(2026, 11, 28),
                    clinic="north",
                    from_local=time(10),
                    to_local=time(12),
                ),
            ),
        )
        shifts = build(make_network(practitioners=(mei,))).practitioners[0].shifts
        assert [(s.from_, s.to) for s in shifts] == [
            local("2026-11-23T09:00Z", "2026-11-23T17:00Z"),
            local("2026-11-24T09:00Z", "2026-11-24T13:00Z"),
            local("2026-11-26T09:00Z", "2026-11-26T17:00Z"),
            local("2026-11-27T09:00Z", "2026-11-27T17:00Z"),
            local("2026-11-28T10:00Z", "2026-11-28T12:00Z"),
        ]

    def test_rooms_and_patients_are_away_within_the_horizon(self):
        """What lies outside is left out, what reaches in is cut short."""
        spans = (
            LocalSpan(first_day=date(2026, 11, 1), last_day=date(2026, 11, 7)),
            LocalSpan(first_day=date(2026, 11, 25), last_day=date(2026, 11, 25)),
        )
        network = make_network(
            rooms=(make_room(closures=spans),),
            patients=(make_patient(unavailable=spans),),
        )
        problem = build(network)
        expected = [local("2026-11-25T00:00Z", "2026-11-26T00:00Z")]
        for spans in (problem.rooms[0].unavailable, problem.patients[0].unavailable):
            assert [(span.from_, span.to) for span in spans] == expected

    @pytest.mark.parametrize(
        ("zone", "sunday", "offsets"),
        [
            # clocks go forward: +00:00 to +01:00
            ("Europe/London", date(2027, 3, 28), ("+00:00", "+01:00")),
            # clocks go back: +01:00 to +00:00
            ("Europe/London", date(2026, 10, 25), ("+01:00", "+00:00")),
            # the same in New York, where afternoons are later in UTC
            ("America/New_York", date(2027, 3, 14), ("-05:00", "-04:00")),
            ("America/New_York", date(2026, 11, 1), ("-04:00", "-05:00")),
            # half an hour only
            ("Australia/Lord_Howe", date(2026, 10, 4), ("+10:30", "+11:00")),
            ("Australia/Lord_Howe", date(2027, 4, 4), ("+11:00", "+10:30")),
        ],
    )
    def test_week_with_a_clock_change(self, zone, sunday, offsets):
        """Hours, shifts and closures keep the wall clock, morning and afternoon."""
        hours = make_window(days=EVERY_DAY, from_local=time(8), to_local=time(20))
        afternoon = LocalSpan(
            first_day=sunday - timedelta(days=1),
            last_day=sunday + timedelta(days=1),
            from_local=time(13),
            to_local=time(15),
        )
        network = make_network(
            policy=Policy(id="sample", timezone=zone),
            clinics=(make_clinic(timezone=zone, hours=(hours,)),),
            rooms=(make_room(closures=(afternoon,)),),
            practitioners=(
                make_practitioner(
                    shifts=(
                        make_shift(
                            days=EVERY_DAY, from_local=time(13), to_local=time(20)
                        ),
                    )
                ),
            ),
            courses=(make_course(starts_on=sunday - timedelta(days=6)),),
        )
        problem = build(network, today=sunday - timedelta(days=6), days=8)
        before, after = offsets
        (clinic,), (mei,) = problem.clinics, problem.practitioners
        for spans, hour in ((clinic.opening, 8), (mei.shifts, 13)):
            assert [span.from_.isoformat() for span in spans] == [
                f"{day}T{hour:02}:00:00{before if day < sunday else after}"
                for day in (sunday + timedelta(days=i) for i in range(-6, 2))
            ]
            assert [span.to.isoformat()[11:] for span in spans] == [
                f"20:00:00{before if i < 0 else after}" for i in range(-6, 2)
            ]
        (closure,) = problem.rooms[0].unavailable
        assert closure.from_.isoformat()[11:] == f"13:00:00{before}"
        assert closure.to.isoformat()[11:] == f"15:00:00{after}"

    def test_night_that_is_open_has_the_length_it_has(self):
        """Open around the clock: 23 hours on the day clocks go forward."""
        hours = make_window(days=EVERY_DAY, from_local=time(0), to_local=time(0))
        network = make_network(clinics=(make_clinic(hours=(hours,)),))
        network_day = date(2027, 3, 28)
        problem = build(network, today=network_day, days=1)
        ((start, end),) = [(s.from_, s.to) for s in problem.clinics[0].opening]
        assert end - start == timedelta(hours=23)

    def test_clinics_in_several_zones_keep_their_own_calendar(self):
        """The horizon is a week of dates for each of them."""
        network = generate_network(
            3,
            7,
            0.3,
            2,
            date(2026, 10, 25),
            zones=("Europe/London", "America/New_York", "Australia/Lord_Howe"),
        )
        problem = build(network, today=date(2026, 10, 25))
        for clinic in problem.clinics:
            days = {span.from_.date() for span in clinic.opening}
            assert days <= {date(2026, 10, 25) + timedelta(days=i) for i in range(7)}
            assert all(a.to < b.from_ for a, b in pairwise(clinic.opening))


class TestNow:
    """A run in the middle of the day plans what is left of it."""

    def test_clinics_open_from_now_on(self):
        """At half past ten and ten seconds the day begins at 10:31."""
        now_utc = datetime(2026, 11, 23, 10, 30, 10, tzinfo=UTC)
        opening = build(days=2, now_utc=now_utc).clinics[0].opening
        assert [(s.from_, s.to) for s in opening] == [
            local("2026-11-23T10:31Z", "2026-11-23T17:00Z"),
            local("2026-11-24T09:00Z", "2026-11-24T17:00Z"),
        ]

    def test_horizon_may_start_later(self):
        """From next Monday, though today is this Monday."""
        problem = build(horizon_start=date(2026, 11, 30))
        assert problem.horizon.start == date(2026, 11, 30)
        assert problem.clinics[0].opening[0].from_.date() == date(2026, 11, 30)

    @pytest.mark.parametrize(
        "options",
        [
            {"horizon_start": date(2026, 11, 22)},  # yesterday
            {"days": 0},  # no day at all
            {"days": 367},  # more than a year
        ],
    )
    def test_horizon_out_of_range_is_refused(self, options):
        """A sentence names what must hold."""
        with pytest.raises(InvalidInput, match=r"horizon_\w+ must be"):
            build(**options)
