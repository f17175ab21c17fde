"""Named problems, each with its optimum."""

from __future__ import annotations

from solver.problem import Problem
from tests.solver.builders import (
    make_accepted,
    make_clinic,
    make_course,
    make_courses,
    make_hours,
    make_patient,
    make_patients,
    make_practitioner,
    make_problem,
    make_room,
    make_session,
    make_shifts,
    make_step,
    make_travel,
    make_treatment,
    make_window,
)


def one_room_two_patients(**overrides: object) -> Problem:
    """Two patients, one room, three hours; both fit, optimum 0."""
    values = {
        "patients": make_patients("ada", "ben"),
        "courses": make_courses("ada", "ben"),
    }
    return make_problem(**(values | overrides))


def five_places_six_patients() -> Problem:
    """
    Six patients, 200 minutes, 40 a session, one at a time; optimum 1000.

    Five sessions fill the morning without a minute to spare; the sixth is out.
    """
    names = ("ada", "ben", "cyd", "dee", "eli", "fay")
    return make_problem(
        id="five-places",
        clinics=(make_clinic(opening=make_hours("09:00", "12:20")),),
        practitioners=(make_practitioner(shifts=make_shifts("09:00", "12:20")),),
        patients=make_patients(*names),
        courses=make_courses(*names),
    )


def two_rooms_one_lead(**overrides: object) -> Problem:
    """
    Two patients, two rooms, a lead who may retain two at once; optimum 0.

    The second may be needled while the first rests.
    """
    values = {
        "rooms": (make_room(), make_room(id="north-2")),
        "practitioners": (make_practitioner(max_parallel=2),),
    }
    return one_room_two_patients(**(values | overrides))


def two_clinics(*, travel_min: int | None = 20, **overrides: object) -> Problem:
    """
    North and south, a room each; Mei works at both all morning; optimum 0.

    Ada and Ben each come to both. ``travel_min`` None: nothing joins them.
    """
    either = (make_accepted("north"), make_accepted("south"))
    shifts = make_shifts() + make_shifts(clinic="south")
    values = {
        "clinics": (make_clinic(), make_clinic(id="south")),
        "travel": () if travel_min is None else (make_travel(minutes=travel_min),),
        "rooms": (make_room(), make_room(id="south-1", clinic="south")),
        "practitioners": (make_practitioner(shifts=shifts, max_parallel=2),),
        "patients": make_patients("ada", "ben", clinics=either),
        "courses": make_courses("ada", "ben"),
    }
    return make_problem(**(values | overrides))


def lead_and_therapist(**overrides: object) -> Problem:
    """
    Needling 15 by Mei, then a massage of 20 by Tom, then removal 5; optimum 0.

    Tom has the skill of the massage only, Mei has both.
    """
    massage = make_step("massage", 20, staff="therapist", skill="massage")
    steps = (make_step(), massage, make_step("removal", 5))
    values = {
        "practitioners": (
            make_practitioner(skills=("acupuncture", "massage")),
            make_practitioner(id="tom", skills=("massage",)),
        ),
        "treatments": (make_treatment(steps=steps),),
    }
    return make_problem(**(values | overrides))


def course_of_two(*, days: int = 6, **gap: object) -> Problem:
    """Ada's two sessions on six open days; without a gap optimum 0."""
    sessions = (make_session("ada-1"), make_session("ada-2", **gap))
    return make_problem(
        days=days,
        patients=(make_patient(),),
        courses=(make_course(sessions=sessions),),
    )


def crowded(names: int = 30) -> Problem:
    """Thirty patients for about thirteen places: too many to settle exactly."""
    who = [f"patient-{k:02}" for k in range(names)]
    return make_problem(
        id="crowded",
        days=3,
        practitioners=(
            make_practitioner(shifts=make_shifts(days=range(3)), max_parallel=2),
        ),
        rooms=(make_room(), make_room(id="north-2")),
        patients=make_patients(*who, preferred=(make_window("09:00", "10:00"),)),
        courses=make_courses(*who),
    )


def cleaned_for_days() -> Problem:
    """Two patients, five days, a room that takes three days to clean; optimum 0."""
    return one_room_two_patients(days=5, rooms=(make_room(turnover_minutes=3 * 1440),))


def travelled_for_days() -> Problem:
    """North and south, five days, three days' travel between them; optimum 0."""
    days = range(5)
    shifts = make_shifts(days=days) + make_shifts(days=days, clinic="south")
    return two_clinics(
        days=5,
        clinics=(
            make_clinic(opening=make_hours(days=days)),
            make_clinic(id="south", opening=make_hours(days=days)),
        ),
        practitioners=(make_practitioner(shifts=shifts),),
        travel=(make_travel(minutes=3 * 1440),),
    )


def two_dates_apart() -> Problem:
    """
    Monday night in Pago Pago is Wednesday morning in Kiritimati; optimum 0.

    Mei is at work in both for the same two hours.
    """
    west, east = "Pacific/Pago_Pago", "Pacific/Kiritimati"
    wednesday = (2,)
    late = make_hours("22:00", "24:00", zone=west)
    early = make_hours("00:00", "02:00", wednesday, east)
    shifts = make_shifts("22:00", "24:00", zone=west)
    shifts += make_shifts("00:00", "02:00", wednesday, "south", east)
    return two_clinics(
        days=3,
        clinics=(
            make_clinic(timezone=west, opening=late),
            make_clinic(id="south", timezone=east, opening=early),
        ),
        practitioners=(make_practitioner(shifts=shifts, max_parallel=2),),
    )
