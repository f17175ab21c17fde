"""What must hold across the fields of a problem, every fault at once."""

from __future__ import annotations

from copy import deepcopy

import pytest

from solver.problem import Problem
from solver.reading import DocumentError, problem_from
from solver.validate import MOST_SHAPES
from tests.solver.builders import (
    make_clinic,
    make_course,
    make_patient,
    make_practitioner,
    make_problem,
    make_rest,
    make_room,
    make_session,
    make_step,
    make_treatment,
)
from tests.solver.cases import lead_and_therapist, two_rooms_one_lead
from tests.solver.documents import REMOVED, data_of, full_data, set_at
from tests.solver.planned import make_appointment, make_assignment


def faults_of(data: object) -> dict[str, str]:
    """Message of every fault, by path."""
    with pytest.raises(DocumentError) as refused:
        problem_from(data)
    return {fault.path: fault.message for fault in refused.value.faults}


def spoilt(*changes: tuple[str, object]) -> object:
    """The full problem's data after some changes."""
    data = full_data()
    for path, value in changes:
        set_at(data, path, value)
    return data


def test_the_full_problem_is_in_order():
    """Nothing is found where nothing is wrong."""
    assert problem_from(full_data()).id == "full"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("travel[0].from", "clinic"),
        ("travel[0].to", "clinic"),
        ("rooms[0].clinic", "clinic"),
        ("practitioners[0].shifts[0].clinic", "clinic"),
        ("patients[0].clinics[1].clinic", "clinic"),
        ("courses[0].patient", "patient"),
        ("courses[0].preferred_practitioner", "practitioner"),
        ("courses[0].refused_practitioners[0]", "practitioner"),
        ("courses[0].last_session.practitioner", "practitioner"),
        ("courses[0].sessions[1].treatment", "treatment"),
        ("appointments[0].session", "session"),
        ("appointments[0].clinic", "clinic"),
        ("appointments[0].room", "room"),
        ("appointments[0].staff.lead", "practitioner"),
    ],
)
def test_unknown_ids_are_named(path, kind):
    """Whatever names a thing names one of this problem."""
    assert faults_of(spoilt((path, "nowhere"))) == {
        path: f"must name a {kind} of this problem, got 'nowhere'."
    }


@pytest.mark.parametrize(
    "name",
    ["clinics", "rooms", "practitioners", "treatments", "patients", "courses"],
)
def test_ids_are_unique_in_their_list(name):
    """The second of two is told where the first is."""
    data = full_data()
    data[name].append(deepcopy(data[name][0]))
    data["appointments"] = []
    if name == "courses":
        data[name][-1]["sessions"] = []
    number, first = len(data[name]) - 1, data[name][0]["id"]
    assert faults_of(data) == {
        f"{name}[{number}].id": f"must be unique, got '{first}' as in {name}[0].id."
    }


def test_session_ids_are_unique_in_the_problem():
    """Two courses cannot share a session."""
    data = full_data()
    data["courses"].append({**deepcopy(data["courses"][0]), "id": "other"})
    assert faults_of(data) == {
        "courses[1].sessions[0].id": (
            "must be unique, got 'ada-1' as in courses[0].sessions[0].id."
        ),
        "courses[1].sessions[1].id": (
            "must be unique, got 'ada-2' as in courses[0].sessions[1].id."
        ),
    }


def test_one_id_may_stand_in_two_lists():
    """A room may be called like its clinic."""
    problem = make_problem(rooms=(make_room(id="north"),))
    assert problem_from(data_of(problem)) == problem


def test_a_session_has_one_appointment():
    """It cannot stand in two places."""
    data = full_data()
    data["appointments"].append(deepcopy(data["appointments"][0]))
    assert set(faults_of(data)) == {"appointments[1].session"}


@pytest.mark.parametrize(
    ("path", "minutes"),
    [
        ("rooms[0].turnover_minutes", 7),
        ("travel[0].minutes", 12),
        ("practitioners[0].break.minutes", 31),
        ("treatments[0].steps[1].max_minutes", 33),
        ("treatments[0].steps[1].minutes", 18),
    ],
)
def test_lengths_are_on_the_grid(path, minutes):
    """Multiples of ``tick_minutes``."""
    assert faults_of(spoilt((path, minutes))) == {
        path: f"must be a multiple of tick_minutes (5), got {minutes}."
    }


@pytest.mark.parametrize(
    "path",
    [
        "clinics[0].opening[0]",
        "rooms[0].unavailable[0]",
        "practitioners[0].shifts[0]",
        "patients[0].unavailable[0]",
        "appointments[0].steps[1]",
    ],
)
@pytest.mark.parametrize(
    ("from_", "to"),
    [
        ("2026-11-23T10:00:00Z", "2026-11-23T09:00:00Z"),  # backwards
        ("2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z"),  # no time at all
        ("2026-11-23T10:00:00Z", "2026-11-23T10:30:00+01:00"),  # by the offsets
    ],
)
def test_spans_run_forward(path, from_, to):
    """In real time, whatever the offsets."""
    faults = faults_of(spoilt((f"{path}.from", from_), (f"{path}.to", to)))
    assert "'from' must be before 'to'" in faults[path]
    assert len(faults) == 1


@pytest.mark.parametrize("name", ["available", "preferred"])
@pytest.mark.parametrize(("from_", "to"), [("10:00", "09:00"), ("10:00", "10:00")])
def test_weekly_windows_run_forward(name, from_, to):
    """Within one day."""
    path = f"patients[0].{name}[0]"
    changes = ((f"{path}.from", from_), (f"{path}.to", to))
    assert set(faults_of(spoilt(*changes))) == {path}


@pytest.mark.parametrize(
    ("from_", "to", "fits"),
    [
        ("10:00", "10:30", True),  # just as long
        ("10:00", "10:25", False),  # a tick short
        ("11:00", "10:00", False),  # backwards
    ],
)
def test_break_fits_its_window(from_, to, fits):
    """Or it could never be kept."""
    path = "practitioners[0].break"
    data = spoilt((f"{path}.from", from_), (f"{path}.to", to))
    if fits:
        assert problem_from(data)
    else:
        assert set(faults_of(data)) == {path}


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("courses[0].sessions[0].earliest", "2030-01-01", "earliest"),
        ("courses[0].sessions[0].latest", "2020-01-01", "earliest"),
        ("courses[0].sessions[1].gap.min_days", 4, "gap.min_days"),
        ("courses[0].sessions[1].gap.max_days", 0, "gap.min_days"),
    ],
)
def test_windows_and_gaps_run_forward(path, value, where):
    """``earliest`` not after ``latest``, ``min_days`` not above ``max_days``."""
    (fault,) = faults_of(spoilt((path, value)))
    assert fault.endswith(where)


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("steps[1].max_minutes", 15, "steps[1].max_minutes"),  # below minutes
        ("steps[0].staff", REMOVED, "steps[0].staff"),
        ("steps[0].skill", REMOVED, "steps[0].skill"),
        ("steps[1].staff", "lead", "steps[1].staff"),  # nobody attends it
        ("steps[1].skill", "care", "steps[1].skill"),
    ],
)
def test_steps_are_well_formed(path, value, fault):
    """An attended step has a role and a skill, another has neither."""
    data = spoilt((f"treatments[0].{path}", value))
    assert set(faults_of(data)) == {f"treatments[0].{fault}"}


def test_a_treatment_has_a_lead():
    """Somebody must be there for the whole session."""
    steps = (make_step(staff="therapist"), make_rest())
    data = data_of(make_problem(treatments=(make_treatment(steps=steps),)))
    assert faults_of(data) == {
        "treatments[0].steps": (
            "must have an attended step with staff 'lead', got none."
        )
    }


@pytest.mark.parametrize(
    ("most_min", "is_too_much"),
    [
        (5 * MOST_SHAPES, False),  # as many as can be tried
        (5 * MOST_SHAPES + 5, True),  # one more
        (100_000, True),
    ],
)
def test_lengths_may_be_combined_within_reason(most_min, is_too_much):
    """Every combination of lengths is tried at every place."""
    steps = (make_step(), make_rest("rest", 5, max_minutes=most_min))
    data = data_of(make_problem(treatments=(make_treatment(steps=steps),)))
    if is_too_much:
        assert set(faults_of(data)) == {"treatments[0].steps"}
    else:
        assert problem_from(data)


def test_travel_joins_two_clinics_once():
    """Both ways with one entry."""
    back = {"from": "south", "to": "north", "minutes": 20}
    assert faults_of(spoilt(("travel[0].to", "north"))) == {
        "travel[0].to": "must differ from 'from'."
    }
    data = full_data()
    data["travel"].append(back)
    assert faults_of(data) == {"travel[1]": "must not repeat travel[0]."}


def test_a_patient_accepts_a_clinic_once():
    """With one penalty."""
    data = spoilt(("patients[0].clinics[1].clinic", "north"))
    assert set(faults_of(data)) == {"patients[0].clinics[1].clinic"}


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("steps", [], "steps"),
        ("staff", {}, "staff.lead"),
        ("staff", {"therapist": "mei"}, "staff.lead"),
    ],
)
def test_appointments_have_steps_and_a_lead(path, value, fault):
    """What stands can be put on a roster."""
    data = spoilt((f"appointments[0].{path}", value))
    assert set(faults_of(data)) == {f"appointments[0].{fault}"}


def with_fixed(problem: Problem, *assignments: object) -> object:
    """Data of a problem in which these appointments are fixed."""
    fixed = tuple(map(make_appointment, assignments))
    return data_of(problem.model_copy(update={"appointments": fixed}))


@pytest.mark.parametrize(
    ("start", "room", "lead", "resource"),
    [
        ("09:40", "north-1", "mei", None),  # one after the other
        ("09:35", "north-1", "kim", "room 'north-1' (R02)"),
        ("09:10", "north-2", "mei", "practitioner 'mei' (R04)"),
        ("09:15", "north-2", "mei", None),  # while the first rests
    ],
)
def test_fixed_appointments_do_not_overlap(start, room, lead, resource):
    """In a room, or in the attended steps of a practitioner."""
    people = (make_practitioner(max_parallel=2), make_practitioner(id="kim"))
    problem = two_rooms_one_lead(practitioners=people)
    first = make_assignment(problem, "ada-1", "09:00")
    second = make_assignment(problem, "ben-1", start, room=room, lead=lead)
    data = with_fixed(problem, first, second)
    if resource is None:
        assert problem_from(data)
        return
    name, rule = resource.split(" (")
    faults = faults_of(data)
    message = faults["appointments[1]"]
    assert f"must not overlap fixed 'ada-1' in {name}" in message
    assert message.endswith(f"({rule}.")


def test_turnover_is_part_of_a_fixed_appointment():
    """A room is not clean at once."""
    rooms = (make_room(turnover_minutes=10),)
    problem = two_rooms_one_lead(rooms=rooms)
    first = make_assignment(problem, "ada-1", "09:00")
    close = make_assignment(problem, "ben-1", "09:45")
    apart = make_assignment(problem, "ben-1", "09:50")
    assert set(faults_of(with_fixed(problem, first, close))) == {"appointments[1]"}
    assert problem_from(with_fixed(problem, first, apart))


def test_a_patient_is_fixed_in_one_place_at_a_time():
    """Two courses of one patient are one patient."""
    courses = tuple(
        make_course(id=name, sessions=(make_session(f"{name}-1"),))
        for name in ("face", "neck")
    )
    people = (make_practitioner(), make_practitioner(id="kim"))
    rooms = (make_room(), make_room(id="north-2"))
    problem = make_problem(courses=courses, practitioners=people, rooms=rooms)
    first = make_assignment(problem, "face-1", "09:00")
    second = make_assignment(problem, "neck-1", "09:20", room="north-2", lead="kim")
    (message,) = faults_of(with_fixed(problem, first, second)).values()
    assert "patient 'ada'" in message
    assert message.endswith("(R10).")


def test_every_overlap_with_a_long_appointment_is_told():
    """Two short ones inside a long one are two faults, not one."""
    long = make_treatment(steps=(make_step("long", 120),))
    short = make_treatment(id="short", steps=(make_step("short", 20),))
    names = ("ada", "ben", "cyd")
    kinds = {"ada": "facial", "ben": "short", "cyd": "short"}
    problem = make_problem(
        treatments=(long, short),
        practitioners=tuple(make_practitioner(id=name) for name in names),
        patients=tuple(make_patient(id=name) for name in names),
        courses=tuple(
            make_course(
                id=name,
                patient=name,
                sessions=(make_session(f"{name}-1", treatment=kinds[name]),),
            )
            for name in names
        ),
    )
    data = with_fixed(
        problem,
        make_assignment(problem, "ada-1", "09:00", lead="ada"),
        make_assignment(problem, "ben-1", "09:10", lead="ben"),
        make_assignment(problem, "cyd-1", "10:00", lead="cyd"),
    )
    assert set(faults_of(data)) == {"appointments[1]", "appointments[2]"}


def test_attended_steps_within_another_are_told():
    """Tom massages Ada while, in between, he is to needle Ben."""
    tom = make_practitioner(id="tom", skills=("acupuncture", "massage"))
    problem = lead_and_therapist(
        practitioners=(make_practitioner(), tom),
        rooms=two_rooms_one_lead().rooms,
        patients=two_rooms_one_lead().patients,
        courses=two_rooms_one_lead().courses,
    )
    first = make_assignment(problem, "ada-1", "09:00", therapist="tom")
    second = make_assignment(
        problem, "ben-1", "09:20", room="north-2", lead="tom", therapist="tom"
    )
    (message,) = faults_of(with_fixed(problem, first, second)).values()
    assert "practitioner 'tom'" in message


def test_published_and_draft_appointments_may_overlap():
    """What may move may be in the way."""
    problem = two_rooms_one_lead()
    same = [make_assignment(problem, f"{name}-1") for name in ("ada", "ben")]
    for state in ("published", "draft"):
        standing = tuple(make_appointment(a, state) for a in same)
        data = data_of(problem.model_copy(update={"appointments": standing}))
        assert problem_from(data)


def test_every_fault_across_fields_is_reported_at_once():
    """One for each kind of thing."""
    changes = (
        ("rooms[0].clinic", "nowhere"),
        ("practitioners[0].shifts[0].clinic", "nowhere"),
        ("treatments[0].steps[0].minutes", 13),
        ("courses[0].patient", "nobody"),
        ("courses[0].sessions[0].earliest", "2030-01-01"),
        ("courses[0].sessions[1].gap.min_days", 9),
        ("clinics[1].timezone", "Europe/Londres"),
    )
    assert set(faults_of(spoilt(*changes))) == {path for path, _ in changes}


def test_faults_of_fields_and_across_them_are_reported_together():
    """A wrong field hides no other fault, nor makes one up."""
    changes = (
        ("horizon.days", "seven"),
        ("colour", "green"),
        ("rooms[0].turnover_minutes", "ten"),  # its id is still known
        ("rooms[1].clinic", "nowhere"),
        ("practitioners[0].shifts[0].to", "noon"),
        ("practitioners[0].shifts[1].clinic", "nowhere"),
        ("courses[0].sessions[0].priority", 0),
        ("courses[0].sessions[1].gap.min_days", 9),
        ("weights.overload", None),
    )
    assert set(faults_of(spoilt(*changes))) == {path for path, _ in changes}


def test_places_named_in_messages_are_those_of_the_document():
    """Though an entry before them was left out as wrong."""
    data = full_data()
    data["clinics"].insert(0, "not a clinic at all")
    data["clinics"].append(deepcopy(data["clinics"][1]))
    assert faults_of(data) == {
        "clinics[0]": "should be a valid dictionary or instance of Clinic, "
        "got 'not a clinic at all'.",
        "clinics[3].id": "must be unique, got 'north' as in clinics[1].id.",
    }


def test_a_wrong_id_accuses_nobody_who_names_it():
    """What was meant cannot be known."""
    assert set(faults_of(spoilt(("clinics[0].id", 7)))) == {"clinics[0].id"}
    assert set(faults_of(spoilt(("clinics", None)))) == {"clinics"}


@pytest.mark.parametrize(
    ("changes", "is_too_much"),
    [
        ([("weights.unscheduled", 10**9)], False),
        ([("weights.unscheduled", 10**9), ("weights.overload", 0.000001)], False),
        (
            [
                ("weights.unscheduled", 10**9),
                ("weights.overload", 0.000001),
                ("courses[0].sessions[0].priority", 10**6),
            ],
            True,
        ),
        (
            [
                ("courses[0].sessions[1].gap.penalty_per_day", 123456789.123456),
                ("courses[0].sessions[1].gap.ideal_days", 1234.123456),
            ],
            True,
        ),
    ],
)
def test_costs_can_be_added_exactly(changes, is_too_much):
    """Whatever the plan, in whole numbers of 64 bits."""
    data = spoilt(*changes)
    if is_too_much:
        assert set(faults_of(data)) == {"weights"}
    else:
        assert problem_from(data)


def test_a_problem_of_nothing_is_in_order():
    """No clinics, no people, no sessions: nothing to plan, and nothing wrong."""
    lists = (
        "clinics",
        "travel",
        "rooms",
        "practitioners",
        "treatments",
        "patients",
        "courses",
        "appointments",
    )
    problem = make_problem(**dict.fromkeys(lists, ()))
    assert problem_from(data_of(problem)) == problem


def test_clinics_may_be_open_on_no_day():
    """It is no fault, and no session will have a place there."""
    problem = make_problem(clinics=(make_clinic(opening=()),))
    assert problem_from(data_of(problem)) == problem
