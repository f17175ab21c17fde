"""Days on which clocks change are planned like others, by the wall clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from solver.check import check
from solver.grid import wall_clock
from solver.problem import Horizon, Problem
from solver.solve import Options, front_desk, solve
from tests.solver.builders import (
    make_break,
    make_clinic,
    make_course,
    make_hours,
    make_patient,
    make_practitioner,
    make_problem,
    make_session,
    make_shifts,
    make_step,
    make_treatment,
    make_window,
)
from tests.solver.judging import judge
from tests.solver.planned import make_assignment

LONDON, NEW_YORK = "Europe/London", "America/New_York"
LORD_HOWE = "Australia/Lord_Howe"
CHANGES = [
    (LONDON, date(2026, 10, 25)),  # 02:00 becomes 01:00
    (LONDON, date(2027, 3, 28)),  # 01:00 becomes 02:00
    (NEW_YORK, date(2026, 11, 1)),  # 02:00 becomes 01:00
    (NEW_YORK, date(2027, 3, 14)),  # 02:00 becomes 03:00
    (LORD_HOWE, date(2026, 10, 4)),  # 02:00 becomes 02:30
    (LORD_HOWE, date(2027, 4, 4)),  # 02:00 becomes 01:30
]
SKIPPED = {
    (LONDON, date(2027, 3, 28)): {"01:00": None},
    (NEW_YORK, date(2027, 3, 14)): {"02:00": None},
    (LORD_HOWE, date(2026, 10, 4)): {"02:00": "02:30"},
}
"""Hours that do not begin on the clock, and when a session in them does."""
HOURS = [f"{hour:02}:00" for hour in range(24)]
every_change = pytest.mark.parametrize(("zone", "sunday"), CHANGES)


def weekend(zone: str, sunday: date, **overrides: object) -> Problem:
    """Saturday to Monday around a change, open and staffed day and night."""
    days = [sunday + timedelta(days=d) for d in (-1, 0, 1)]
    hours = {"from_": "00:00", "to": "24:00", "days": days, "zone": zone}
    values = {
        "horizon": Horizon(start=days[0], days=3),
        "clinics": (make_clinic(timezone=zone, opening=make_hours(**hours)),),
        "practitioners": (make_practitioner(**MEI, shifts=make_shifts(**hours)),),
        "treatments": (make_treatment(steps=(make_step("massage", 20),)),),
        "courses": (make_course(sessions=(on_any_day("ada-1"),)),),
    }
    return make_problem(**(values | overrides))


MEI = {"max_sessions_per_day": 50, "comfortable_sessions_per_day": 50}


def on_any_day(name: str, **overrides: object):
    """A session that may be on any date."""
    dates = {"earliest": "2026-01-01", "due": "2026-01-01", "latest": "2028-01-01"}
    return make_session(name, **(dates | overrides))


def wall_of(instant: datetime, zone: str) -> str:
    """Date and time on the wall."""
    return instant.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


@every_change
@pytest.mark.parametrize("days_off", [-1, 0, 1])
def test_every_hour_is_planned_at_its_hour(zone, sunday, days_off):
    """Patients each of whom can come in one hour of the day come in that hour."""
    day = sunday + timedelta(days=days_off)
    name = day.strftime("%a").lower()
    patients = tuple(
        make_patient(
            id=hour,
            available=(make_window(hour, f"{int(hour[:2]) + 1:02}:00", [name]),),
        )
        for hour in HOURS
    )
    courses = tuple(
        make_course(id=hour, patient=hour, sessions=(on_any_day(hour),))
        for hour in HOURS
    )
    problem = weekend(zone, sunday, patients=patients, courses=courses)
    plan = front_desk(problem)
    starts = {a.session: wall_of(a.start, zone) for a in plan.assignments}
    skipped = SKIPPED.get((zone, sunday), {}) if days_off == 0 else {}
    expected = {hour: skipped.get(hour, hour) for hour in HOURS}
    assert starts == {h: f"{day} {at}" for h, at in expected.items() if at}
    assert not check(problem, plan).violations


@every_change
@pytest.mark.parametrize("hour", ["00:00", "04:00", "09:00", "15:00", "22:00"])
def test_windows_begin_and_end_by_the_wall_clock(zone, sunday, hour):
    """A tick before or after is a breach, in the night and in the afternoon."""
    to = f"{int(hour[:2]) + 1:02}:00"
    patient = make_patient(available=(make_window(hour, to),))
    problem = weekend(zone, sunday, patients=(patient,))
    first = make_assignment(problem, start=hour, day=sunday)
    latest = make_assignment(problem, start=f"{hour[:2]}:40", day=sunday)
    too_late = make_assignment(problem, start=f"{hour[:2]}:45", day=sunday)
    assert judge(problem, first) == set()
    assert judge(problem, latest) == set()
    assert judge(problem, too_late) == {"R10"}


@every_change
@pytest.mark.parametrize(
    ("opening", "start", "feasible"),
    [
        (("09:00", "17:00"), "09:00", True),
        (("09:00", "17:00"), "08:55", False),
        (("09:00", "17:00"), "16:40", True),
        (("09:00", "17:00"), "16:45", False),
    ],
)
def test_openings_and_shifts_by_the_wall_clock(zone, sunday, opening, start, feasible):
    """Nine to five is nine to five."""
    hours = make_hours(*opening, days=[sunday], zone=zone)
    problem = weekend(
        zone, sunday, clinics=(make_clinic(timezone=zone, opening=hours),)
    )
    assignment = make_assignment(problem, start=start, day=sunday)
    assert judge(problem, assignment) == (set() if feasible else {"R05"})


@every_change
@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("11:40", True),  # ends as the window begins
        ("11:45", False),
        ("12:55", False),
        ("13:00", True),  # begins as it ends
    ],
)
def test_breaks_by_the_wall_clock(zone, sunday, start, feasible):
    """From noon to one, all of it."""
    problem = weekend(zone, sunday)
    (mei,) = problem.practitioners
    pause = make_break(minutes=60, from_="12:00", to="13:00")
    mei = mei.model_copy(update={"break_": pause})
    problem = problem.model_copy(update={"practitioners": (mei,)})
    assignment = make_assignment(problem, start=start, day=sunday)
    assert judge(problem, assignment) == (set() if feasible else {"R08"})


@every_change
@pytest.mark.parametrize(
    ("saturday_at", "sunday_at"), [("00:00", "23:40"), ("23:40", "00:00")]
)
def test_gaps_count_calendar_days(zone, sunday, saturday_at, sunday_at):
    """From Saturday to Sunday is a day, be it of 23 hours, 25, or 40 minutes."""
    sessions = (
        on_any_day("ada-1"),
        on_any_day("ada-2", min_days=1, ideal_days=1, max_days=1),
    )
    problem = weekend(zone, sunday, courses=(make_course(sessions=sessions),))
    first = make_assignment(
        problem, "ada-1", saturday_at, day=sunday - timedelta(days=1)
    )
    second = make_assignment(problem, "ada-2", sunday_at, day=sunday)
    third_day = make_assignment(problem, "ada-2", "00:00", day=sunday + timedelta(1))
    assert judge(problem, first, second) == set()
    assert judge(problem, first, third_day) == {"R11"}


@every_change
def test_weekly_sessions_stay_on_their_weekday(zone, sunday):
    """Three Saturdays at ten, over the change, are the cheapest of all plans."""
    days = [sunday + timedelta(days=d) for d in range(-8, 7)]
    hours = {"from_": "09:00", "to": "12:00", "days": days, "zone": zone}
    gap = {"min_days": 5, "ideal_days": 7, "max_days": 9, "penalty_per_day": 5}
    sessions = (
        on_any_day("ada-1", due=days[0], late_penalty_per_day=1),
        on_any_day("ada-2", due=days[-1], **gap),
        on_any_day("ada-3", due=days[-1], **gap),
    )
    problem = weekend(
        zone,
        sunday,
        horizon=Horizon(start=days[0], days=len(days)),
        clinics=(make_clinic(timezone=zone, opening=make_hours(**hours)),),
        practitioners=(make_practitioner(shifts=make_shifts(**hours)),),
        patients=(make_patient(preferred=(make_window("10:00", "10:05"),)),),
        courses=(make_course(sessions=sessions),),
    )
    plan = solve(problem, Options(time_limit_s=20, iterations=50))
    starts = [wall_of(a.start, zone) for a in plan.assignments]
    assert starts == [f"{days[d]} 10:00" for d in (0, 7, 14)]
    assert plan.status == "optimal"
    assert plan.objective is not None
    assert plan.objective.total == 0


@pytest.mark.parametrize(
    ("zone", "sunday", "length"),
    [
        (LONDON, date(2026, 10, 25), 25),
        (LONDON, date(2027, 3, 28), 23),
        (LORD_HOWE, date(2026, 10, 4), 23.5),
        (LORD_HOWE, date(2027, 4, 4), 24.5),
    ],
)
def test_days_are_as_long_as_they_are(zone, sunday, length):
    """From midnight to midnight."""
    begin, end = (wall_clock(sunday, minutes, ZoneInfo(zone)) for minutes in (0, 1440))
    assert end - begin == timedelta(hours=length)


@pytest.mark.parametrize(
    ("zone", "day", "minutes", "utc"),
    [
        (LONDON, date(2027, 3, 28), 90, "01:30"),  # skipped: moves on by the gap
        (LONDON, date(2026, 10, 25), 90, "00:30"),  # twice: the first is meant
        (LORD_HOWE, date(2026, 10, 4), 135, "15:45"),  # skipped
        (LORD_HOWE, date(2027, 4, 4), 105, "14:45"),  # twice
    ],
)
def test_times_that_are_skipped_or_repeated(zone, day, minutes, utc):
    """As PEP 495 has it with fold=0."""
    instant = wall_clock(day, minutes, ZoneInfo(zone))
    assert instant.astimezone(UTC).strftime("%H:%M") == utc


@pytest.mark.parametrize(
    ("start", "feasible"),
    [
        ("00:10", True),  # ends as the window begins
        ("00:15", False),
        ("02:10", False),
        ("02:30", True),  # begins as it ends
    ],
)
def test_break_window_shortened_by_the_change_is_all_break(start, feasible):
    """From 00:30 to 02:30 is an hour that night: too short for ninety minutes."""
    sunday = date(2027, 3, 28)
    problem = weekend(LONDON, sunday)
    (mei,) = problem.practitioners
    pause = make_break(minutes=90, from_="00:30", to="02:30")
    mei = mei.model_copy(update={"break_": pause})
    problem = problem.model_copy(update={"practitioners": (mei,)})
    assignment = make_assignment(problem, start=start, day=sunday)
    assert judge(problem, assignment) == (set() if feasible else {"R08"})


@pytest.mark.parametrize(
    ("from_", "to"),
    [
        ("01:00", "02:00"),  # just what is skipped
        ("01:45", "02:15"),  # turned round by it: 02:45 to 02:15
    ],
)
def test_break_window_swallowed_by_the_change_is_owed_to_nobody(from_, to):
    """There is no such hour; Mei may work around it."""
    sunday = date(2027, 3, 28)
    problem = weekend(LONDON, sunday)
    (mei,) = problem.practitioners
    pause = make_break(minutes=30, from_=from_, to=to)
    mei = mei.model_copy(update={"break_": pause})
    problem = problem.model_copy(update={"practitioners": (mei,)})
    for start in ("00:50", "02:00", "02:20"):
        assert (
            judge(problem, make_assignment(problem, start=start, day=sunday)) == set()
        )
