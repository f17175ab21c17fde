"""Cases of two weeks from Monday 23 November 2026, for tests of problems."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from scheduler.domain.network import Network
from scheduler.domain.roster import AppointmentStatus
from scheduler.horizon import planning_horizon
from scheduler.problems import Case, build_problem, prepare
from solver.problem import Problem
from solver.reading import parse_json, problem_from, to_json
from tests.scheduler.builders import make_network

MONDAY = date(2026, 11, 23)
CONFIRMED = AppointmentStatus.CONFIRMED
PUBLISHED = AppointmentStatus.PUBLISHED


def at(offset: int, hour: int = 10, minute: int = 0) -> datetime:
    """An instant of a day of the horizon; in London, in winter."""
    day = MONDAY + timedelta(days=offset)
    return datetime.combine(day, time(hour, minute), tzinfo=UTC)


def case(network: Network, *, days: int = 14, **options: object) -> Case:
    """The case of two weeks from Monday 23 November 2026."""
    now_utc = options.pop("now_utc", None)
    horizon = planning_horizon(network.policy, today=MONDAY, now_utc=now_utc, days=days)
    return prepare(network, horizon, **options)


def build(
    network: Network | None = None, *, days: int = 7, **options: object
) -> Problem:
    """The problem of a week from Monday 23 November 2026, read back from JSON."""
    options = {"today": MONDAY} | options
    problem = build_problem(network or make_network(), horizon_days=days, **options)
    assert problem_from(parse_json(to_json(problem))) == problem
    return problem


def states(made: Case) -> dict[str, str]:
    """State of each appointment of the problem."""
    return {a.session: a.state for a in made.problem.appointments}


def broken(made: Case) -> dict[str, list[str]]:
    """Rules that each broken promise breaks."""
    return {
        each.visit.session: [reason[:3] for reason in each.reasons]
        for each in made.broken
    }
