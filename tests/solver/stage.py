"""A random problem with two sessions more, which a test may change as it likes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from solver.problem import (
    Assignment,
    Clinic,
    Course,
    Horizon,
    Practitioner,
    Problem,
    Room,
    Treatment,
)
from solver.solve import front_desk
from tests.solver.builders import (
    make_accepted,
    make_break,
    make_clinic,
    make_course,
    make_hours,
    make_patient,
    make_practitioner,
    make_rest,
    make_room,
    make_session,
    make_shifts,
    make_span,
    make_step,
    make_treatment,
)
from tests.solver.planned import make_assignment

PLACES = ("annex", "barn")
GUESTS = ("xan", "yve")


@dataclass(frozen=True, slots=True)
class Stage:
    """
    A legal plan: everybody where the front desk put them, and two guests.

    Xan is in the annex at 10:00 with Xia, Yve at 14:00 with Yan, on the first day.
    """

    problem: Problem
    others: tuple[Assignment, ...]
    xan: Assignment
    yve: Assignment

    @property
    def plan(self) -> tuple[Assignment, ...]:
        """All assignments."""
        return (*self.others, self.xan, self.yve)

    def with_yve(self, **update: object) -> Stage:
        """The same with some fields of Yve's assignment changed."""
        return replace(self, yve=self.yve.model_copy(update=update))

    def led_by(self, lead: str) -> Stage:
        """The same with another lead for Yve."""
        return self.with_yve(staff=self.yve.staff | {"lead": lead})


def set_stage(problem: Problem, yve_in: str = "annex", lamps: int = 9) -> Stage:
    """Build an annex and a barn beside a problem, both open day and night."""
    zone, start = problem.clinics[0].timezone, problem.horizon.start
    days = [start + timedelta(days=d) for d in range(problem.horizon.days + 3)]
    staged = problem.model_copy(
        update={
            # A day longer, so that the morrow of the first day is inside.
            "horizon": Horizon(start=start, days=problem.horizon.days + 1),
            "clinics": (*problem.clinics, *_clinics(zone, days, lamps)),
            "rooms": (*problem.rooms, *_rooms()),
            "practitioners": (*problem.practitioners, *_people(zone, days)),
            "treatments": (*problem.treatments, _lamp(problem.tick_minutes)),
            "patients": (
                *problem.patients,
                *(
                    make_patient(
                        id=name,
                        clinics=tuple(map(make_accepted, PLACES)),
                        unavailable=(make_span("17:00", "18:00", start, zone),),
                    )
                    for name in GUESTS
                ),
            ),
            "courses": (*problem.courses, *_courses(days)),
        }
    )
    room = {"annex": "annex-2", "barn": "barn-1"}[yve_in]
    xan = {"clinic": "annex", "room": "annex-1", "lead": "xia"}
    yve = {"clinic": yve_in, "room": room, "lead": "yan"}
    return Stage(
        problem=staged,
        others=front_desk(problem).assignments,
        xan=make_assignment(staged, "xan-1", "10:00", day=start, **xan),
        yve=make_assignment(staged, "yve-1", "14:00", day=start, **yve),
    )


def _clinics(zone: str, days: list[date], lamps: int) -> list[Clinic]:
    opening = make_hours("00:00", "24:00", days, zone)
    own = {"timezone": zone, "opening": opening, "equipment": {"lamp": lamps}}
    return [make_clinic(id=name, **own) for name in PLACES]


def _rooms() -> list[Room]:
    rooms = {"annex-1": "annex", "annex-2": "annex", "barn-1": "barn"}
    return [make_room(id=name, clinic=clinic) for name, clinic in rooms.items()]


def _people(zone: str, days: list[date]) -> list[Practitioner]:
    """Two who may do anything, and those who may not."""
    shifts = tuple(
        shift
        for place in PLACES
        for shift in make_shifts("00:00", "24:00", days, place, zone)
    )
    all_day = make_break(minutes=600, from_="08:00", to="18:00")
    limits = {
        "xia": {},
        "yan": {},
        "novice": {"skills": ()},
        "absent": {"shifts": ()},
        "once": {"max_sessions_per_day": 1},
        "alone": {"max_parallel": 1},
        "tired": {"break_": all_day},
        "expired": {"licensed_until": days[0] - timedelta(days=1)},
    }
    usual = {"shifts": shifts, "max_parallel": 2}
    return [make_practitioner(id=who, **(usual | own)) for who, own in limits.items()]


def _courses(days: list[date]) -> list[Course]:
    window = {"earliest": days[0], "due": days[0], "latest": days[1]}
    return [
        make_course(
            id=name,
            patient=name,
            sessions=(make_session(f"{name}-1", treatment="lamp", **window),),
        )
        for name in GUESTS
    ]


def _lamp(tick_min: int) -> Treatment:
    """A tick of needling, two under the lamp with the lead free, one of removal."""
    steps = (
        make_step("needling", tick_min),
        make_rest("light", 2 * tick_min, equipment=("lamp",)),
        make_step("removal", tick_min),
    )
    return make_treatment(id="lamp", steps=steps)
