"""Small planning problems as JSON data, and what tests do with them."""

from __future__ import annotations

from typing import Any

WEIGHTS = {
    "unscheduled": 1000,
    "time_preference": 15,
    "practitioner_preference": 20,
    "practitioner_change": 10,
    "overload": 10,
    "moved_day": 60,
    "moved_time": 30,
    "moved_practitioner": 15,
    "moved_clinic": 80,
    "dropped": 200,
}
MONDAY = "2026-11-30"
NOON_UTC = "2026-11-30T12:00:00+00:00"


def make_session(session_id: str, **overrides: Any) -> dict[str, Any]:
    """Give a session due on Monday that may be held any day of its week."""
    values = {
        "id": session_id,
        "treatment": "facial",
        "earliest": MONDAY,
        "due": MONDAY,
        "latest": "2026-12-04",
        "priority": 1,
        "late_penalty_per_day": 2.5,
        "gap": None,
    }
    return values | overrides


def make_course(number: int, **overrides: Any) -> dict[str, Any]:
    """Give a course of one session for the patient of that number."""
    values = {
        "id": f"c{number}",
        "patient": f"p{number}",
        "preferred_practitioner": None,
        "refused_practitioners": [],
        "cleared_until": None,
        "last_session": None,
        "sessions": [make_session(f"c{number}-1")],
    }
    return values | overrides


def make_problem(patients: int = 2, days: int = 1, **overrides: Any) -> dict[str, Any]:
    """
    Give a problem of one clinic, open 09:00 to 12:00, with one room.

    Each patient has one session of an hour, so that three fit on a day.
    """
    dates = [f"2026-{'11-30' if d == 0 else f'12-{d:02}'}" for d in range(days)]
    opening = [
        {"from": f"{date}T09:00:00+00:00", "to": f"{date}T12:00:00+00:00"}
        for date in dates
    ]
    step = {"name": "needling", "minutes": 60, "max_minutes": 60, "attended": True}
    every_day = {
        "days": ["mon", "tue", "wed", "thu", "fri"],
        "from": "00:00",
        "to": "24:00",
    }
    values = {
        "schema": "planning-problem/1",
        "id": "small",
        "horizon": {"start": MONDAY, "days": days},
        "tick_minutes": 5,
        "clinics": [
            {
                "id": "north",
                "timezone": "Europe/London",
                "opening": opening,
                "equipment": {},
            }
        ],
        "travel": [],
        "rooms": [
            {
                "id": "north-1",
                "clinic": "north",
                "features": [],
                "turnover_minutes": 0,
                "unavailable": [],
            }
        ],
        "practitioners": [
            {
                "id": "mei",
                "skills": ["needling"],
                "licensed_until": None,
                "shifts": [{"clinic": "north", **span} for span in opening],
                "break": None,
                "max_parallel": 1,
                "max_sessions_per_day": 10,
                "comfortable_sessions_per_day": 10,
            }
        ],
        "treatments": [
            {
                "id": "facial",
                "room_features": [],
                "steps": [{**step, "staff": "lead", "skill": "needling"}],
            }
        ],
        "patients": [
            {
                "id": f"p{n}",
                "clinics": [{"clinic": "north", "penalty": 0}],
                "available": [every_day],
                "preferred": [],
                "unavailable": [],
            }
            for n in range(patients)
        ],
        "courses": [make_course(n) for n in range(patients)],
        "appointments": [],
        "weights": WEIGHTS,
    }
    return values | overrides


def make_assignment(session_id: str, hour: int, **overrides: Any) -> dict[str, Any]:
    """Place a session in the one room on Monday at a full hour."""
    start, end = (f"{MONDAY}T{h:02}:00:00+00:00" for h in (hour, hour + 1))
    values = {
        "session": session_id,
        "clinic": "north",
        "room": "north-1",
        "staff": {"lead": "mei"},
        "start": start,
        "steps": [{"name": "needling", "from": start, "to": end}],
    }
    return values | overrides


def make_plan(*assignments: dict[str, Any], **overrides: Any) -> dict[str, Any]:
    """Give a plan of the small problem with those assignments."""
    values = {
        "schema": "plan/1",
        "problem": "small",
        "status": "feasible",
        "assignments": list(assignments),
        "unscheduled": [],
    }
    return values | overrides


def make_endless(sessions: int = 40) -> dict[str, Any]:
    """
    Give a problem that keeps a search busy as long as it may.

    A week of one room with far more sessions than fit; wishes and recovery
    times keep the proof out of reach.
    """
    problem = make_problem(patients=sessions, days=5)
    for number, patient in enumerate(problem["patients"]):
        hour = 9 + number % 3
        patient["preferred"] = [
            {"days": ["mon", "wed"], "from": f"{hour:02}:00", "to": f"{hour:02}:35"}
        ]
    rest = {"name": "rest", "minutes": 20, "max_minutes": 30, "attended": False}
    out = {"name": "out", "minutes": 5, "max_minutes": 5, "attended": True}
    for step in problem["treatments"][0]["steps"]:
        step.update(minutes=10, max_minutes=10)
    lead = {"staff": "lead", "skill": "needling"}
    problem["treatments"][0]["steps"] += [rest, {**out, **lead}]
    problem["practitioners"][0].update(max_parallel=3, comfortable_sessions_per_day=4)
    problem["rooms"] = [
        {**problem["rooms"][0], "id": f"north-{n}", "turnover_minutes": 5}
        for n in (1, 2)
    ]
    for number, course in enumerate(problem["courses"]):
        course["sessions"][0].update(priority=1 + number % 2)
    return problem
