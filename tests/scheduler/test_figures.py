"""Figures of a plan, small enough to be counted by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import orjson
import pytest

from scheduler.domain.network import Network
from scheduler.domain.roster import Visit
from scheduler.figures import Figures, figures_of, figures_table
from scheduler.problem_parts import appointment_part
from scheduler.problems import build_problem
from scheduler.use import use_percent
from solver.plan import Plan, Status
from tests.scheduler.builders import (
    make_appointment,
    make_clinic,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_room,
    make_visit,
    make_window,
)
from tests.scheduler.cases import MONDAY, at

NETWORK = make_network(courses=(make_course(starts_on=MONDAY),))


def figures(visits: Iterable[Visit], network: Network = NETWORK) -> Figures:
    """Figures of a plan of ten days that holds these visits."""
    problem = build_problem(network, today=MONDAY, horizon_days=10)
    zones = {clinic.id: clinic.zone for clinic in network.clinics}
    parts = [appointment_part(v, "draft", zones[v.clinic]).assignment() for v in visits]
    plan = Plan(
        problem=problem.id,
        status=Status.FEASIBLE,
        assignments=tuple(parts),
        unscheduled=(),
    )
    return figures_of(problem, plan)


def test_sessions_of_the_network_of_these_tests():
    """Due on Friday and on the next Monday."""
    (course,) = build_problem(NETWORK, today=MONDAY, horizon_days=10).courses
    assert [session.due for session in course.sessions] == [
        date(2026, 11, 27),
        date(2026, 11, 30),
    ]


@pytest.mark.parametrize(
    ("days", "placed", "on_time_percent", "gap_kept_percent"),
    [
        ((), 0, 0.0, 0.0),  # nothing has a place
        ((4,), 1, 50.0, 0.0),  # the first on its due date, the second nowhere
        ((4, 7), 2, 100.0, 100.0),  # both on their due dates, three days apart
        ((0, 8), 2, 50.0, 0.0),  # the second a day late, eight days after
        ((5, 7), 2, 50.0, 100.0),  # the first a day late
    ],
)
def test_shares_count_all_sessions(days, placed, on_time_percent, gap_kept_percent):
    """A session without a place is neither on time nor keeps its gap."""
    visits = [
        make_visit(number=number, start_utc=at(day))
        for number, day in enumerate(days, start=1)
    ]
    counted = figures(visits)
    assert (counted.sessions, counted.placed) == (2, placed)
    assert counted.unscheduled == 2 - placed
    assert counted.on_time_percent == on_time_percent
    assert counted.gap_kept_percent == gap_kept_percent


@pytest.mark.parametrize(
    ("changes", "moved"),
    [
        ({}, 0),  # as it was published
        ({"room": "north-2"}, 0),  # another room is no news to the patient
        ({"start_utc": at(3, 10, 5)}, 1),  # five minutes later
        ({"staff": {"lead": "sam"}}, 1),  # another lead
        (None, 1),  # no place any more
    ],
)
def test_moved_patients_notice_it(changes, moved):
    """Published appointments that change for the patient."""
    network = replace(
        NETWORK,
        practitioners=(make_practitioner(), make_practitioner(id="sam")),
        rooms=(make_room(), make_room(id="north-2")),
        appointments=(make_appointment(start_utc=at(3)),),
    )
    visits = []
    if changes is not None:
        visits = [make_visit(**({"start_utc": at(3)} | changes))]
    assert figures(visits, network).patients_moved == moved


def test_use_of_rooms_and_practitioners():
    """Of four open hours 55 minutes of room, of three on shift 25 at work."""
    network = replace(
        NETWORK,
        clinics=(
            make_clinic(
                hours=(
                    make_window(from_local=at(0, 9).time(), to_local=at(0, 13).time()),
                )
            ),
        ),
    )
    counted = figures([make_visit(start_utc=at(1))], network)
    # eight days of four hours; the shifts reach beyond the opening hours
    assert counted.room_use_percent == {"north": round(100 * 55 / (8 * 240), 1)}
    assert counted.practitioner_use_percent == {"north": round(100 * 25 / (8 * 240), 1)}


def test_use_is_unknown_without_anything_to_use():
    """A clinic that never opens."""
    network = replace(NETWORK, clinics=(make_clinic(hours=()),))
    assert figures([], network).room_use_percent == {"north": None}
    assert use_percent([("a", 5.0)], [("b", 10.0)], ["a", "b"]) == {"a": None, "b": 0.0}


def test_figures_are_plain_numbers_in_json():
    """For the HTTP answer and the run's record."""
    data = figures([make_visit(start_utc=at(4))]).as_dict()
    assert orjson.loads(orjson.dumps(data)) == data
    assert data["total"] == 0.0
    assert isinstance(figures([]).total, Decimal)


def test_only_the_courses_asked_for_are_counted():
    """A run over one clinic tells of its own sessions."""
    network = make_network(
        patients=(make_patient(), make_patient(id="p2")),
        courses=(make_course(), make_course(id="c2", patient="p2")),
    )
    problem = build_problem(network, today=MONDAY, horizon_days=7)
    plan = Plan(
        problem=problem.id, status=Status.FEASIBLE, assignments=(), unscheduled=()
    )
    assert figures_of(problem, plan).sessions == 4
    assert figures_of(problem, plan, courses=["c1"], clinics=[]).sessions == 2


def test_table_shows_both_plans_side_by_side():
    """A row a figure, a row a clinic, a dash where nothing is to be counted."""
    table = figures_table(figures([]), figures([make_visit(start_utc=at(4))]))
    lines = table.splitlines()
    assert lines[0].split() == ["front", "desk", "plan"]
    assert lines[1].split() == ["sessions", "2", "2"]
    assert "rooms in use, north" in table
    assert "50.0 %" in table
    assert max(map(len, lines)) <= 100
    empty = make_network(clinics=(make_clinic(hours=()),), courses=())
    assert "–" in figures_table(figures([], empty), figures([], empty))
