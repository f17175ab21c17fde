"""What the domain refuses is told at the cell that it came from."""

from __future__ import annotations

import pytest

from scheduler.tables import read_files
from tests.scheduler.tables.folders import example, example_files, problems_of

_APPOINTMENT = example("appointments")


@pytest.mark.parametrize(
    ("name", "old", "new", "field"),
    [
        # a value of the row itself
        ("rooms", ",10\n", ",-5\n", "rooms.csv:2:turnover_min"),
        (
            "clinics",
            "North,Europe/London,GB,ENG",
            "X,Europe/London,GB,X",
            "clinics.csv:2:region",
        ),
        ("network", "riverside,", "river/side,", "network.csv:2:id"),
        ("network", ",5,28,", ",7,28,", "network.csv:2:tick_min"),
        ("network", ",1000,", ",-1,", "network.csv:2:weight_unscheduled"),
        ("courses", ",3,2026-11-02", ",3,", "courses.csv:2:last_session_on"),
        ("practitioners", ",30,12:00,", ",30,15:00,", "practitioners.csv:2:break_to"),
        ("practitioners", ",30,12:00,", ",,12:00,", "practitioners.csv:2:break_min"),
        ("appointments", ",4,p", ",5,p", "appointments.csv:2:session"),
        ("appointments", "needling=15", "needling=0", "appointments.csv:2:steps"),
        ("appointments", "lead=mei", "therapist=mei", "appointments.csv:2:staff"),
        ("roster_visits", "needling=15", "needling=0", "roster_visits.csv:2:steps"),
        ("rosters", ",28,", ",0,", "rosters.csv:2:horizon_days"),
        # a part, in the file of the parts
        ("opening_hours", "18:30", "08:00", "opening_hours.csv:2:to_local"),
        ("absences", "2026-12-26", "2026-12-23", "absences.csv:2:last_day"),
        ("shift_exceptions", "10:00,", ",", "shift_exceptions.csv:2:from_local"),
        ("treatment_steps", "15,15", "15,10", "treatment_steps.csv:2:most_min"),
        ("equipment", ",3\n", ",-1\n", "equipment.csv:2"),
        ("patient_clinics", ",0\n", ",-1\n", "patient_clinics.csv:2:penalty"),
        # the whole, at its parts
        ("protocol_phases", ",consultation,", ",series,", "protocol_phases.csv:2"),
        ("treatment_steps", "lead,needling", ",", "treatment_steps.csv:2"),
        ("patient_clinics", "p-0017,1,north,0\n", "", "patients.csv:2"),
        # the network, across files
        ("rooms", ",10\n", ",7\n", "rooms.csv:2:turnover_min"),
        ("practitioners", ",30,12:00", ",31,12:00", "practitioners.csv:2:break_min"),
        ("treatment_steps", "15,15", "14,15", "treatment_steps.csv:2:least_min"),
        ("appointments", "needling=15", "needling=14", "appointments.csv:2:steps"),
        ("appointments", ",north,", ",south,", "appointments.csv:2:room"),
        ("courses", ",mei,,3", ",mei,,4", "appointments.csv:2:number"),
    ],
)
def test_domain_problem_has_file_line_and_column(
    name: str, old: str, new: str, field: str
) -> None:
    """Rules live in the domain; the import says where they are broken."""
    content = example_files()[f"{name}.csv"].decode()
    assert old in content
    problems = problems_of(example_files(**{name: content.replace(old, new)}))
    assert list(problems) == [field]


def test_second_part_of_a_whole_is_told_at_its_own_line() -> None:
    """Hours that overlap are told at the later ones."""
    content = (
        example("opening_hours") + "south,sat,09:00,10:00\nnorth,fri,18:00,19:00\n"
    )
    problems = problems_of(example_files(opening_hours=content))
    assert list(problems) == ["opening_hours.csv:4"]


def test_equipment_is_told_by_its_kind() -> None:
    """Whichever row it is in."""
    content = example("equipment") + "north,1,-1\nnorth,0,1\n"
    problems = problems_of(example_files(equipment=content))
    assert list(problems) == ["equipment.csv:3"]


def test_trip_in_both_directions_is_told() -> None:
    """Travel holds both ways, so the way back is the same trip."""
    content = example("travel") + "south,north,25\n"
    problems = problems_of(example_files(travel=content))
    assert list(problems) == ["travel.csv:3"]


@pytest.mark.parametrize(
    ("positions", "field"),
    [
        ((1, 3), "treatment_steps.csv:3:position"),  # a gap
        ((2, 3), "treatment_steps.csv:2:position"),  # no beginning
        ((0, 1), "treatment_steps.csv:2:position"),  # counted from 0
    ],
)
def test_positions_count_from_one(positions: tuple[int, int], field: str) -> None:
    """A number that is missing is a row that is missing."""
    rows = [f"facial,{n},step-{n},15,15,lead,needling,\n" for n in positions]
    content = example("treatment_steps").splitlines()[0] + "\n" + "".join(rows)
    problems = problems_of(example_files(treatment_steps=content))
    assert list(problems) == [field]
    assert "must count 1, 2, 3" in problems[field]


def test_positions_and_not_rows_give_the_order() -> None:
    """A sheet that was sorted by name has lost nothing."""
    header, row = example("treatment_steps").splitlines()
    content = f"{header}\nfacial,2,a-rest,20,30,,,\n{row}\n"
    steps = read_files(example_files(treatment_steps=content)).treatments[0].steps
    assert [step.name for step in steps] == ["needling", "a-rest"]


@pytest.mark.parametrize(
    ("start", "wall"),
    [
        # summer: noon by UTC's offset is not noon on the wall
        ("2026-07-01T12:00+00:00", "2026-07-01T12:00+01:00"),
        # winter
        ("2026-12-01T12:00+01:00", "2026-12-01T12:00+00:00"),
        # the hour that the spring change skips
        ("2026-03-29T01:30+00:00", "2026-03-29T01:30+00:00"),
    ],
)
def test_start_must_have_the_offset_of_its_clinic(start: str, wall: str) -> None:
    """A date that was changed and an offset that was not is refused."""
    content = _APPOINTMENT.replace("2026-11-30T09:00+00:00", start)
    problems = problems_of(example_files(appointments=content))
    message = problems["appointments.csv:2:start"]
    assert "must have the offset of Europe/London" in message
    assert wall in message


@pytest.mark.parametrize("offset", ["+01:00", "+00:00"])
def test_hour_that_comes_twice_is_read_by_its_offset(offset: str) -> None:
    """On the autumn night 01:30 is twice; both are told apart."""
    start = f"2026-10-25T01:30{offset}"
    content = _APPOINTMENT.replace("2026-11-30T09:00+00:00", start)
    network = read_files(example_files(appointments=content))
    expected = 0 if offset == "+01:00" else 1
    assert network.appointments[0].visit.start_utc.hour == expected


def test_whole_with_a_bad_part_is_not_blamed_for_lacking_it() -> None:
    """One wrong cell is one problem."""
    content = example("treatment_steps").replace("15,15", "15,x")
    problems = problems_of(example_files(treatment_steps=content))
    assert list(problems) == ["treatment_steps.csv:2:most_min"]


def test_part_that_does_not_tell_its_owner_makes_all_uncertain() -> None:
    """It may have been anybody's: nobody is said to lack it."""
    content = example("patient_clinics").replace("p-0017,", ",")
    problems = problems_of(example_files(patient_clinics=content))
    assert list(problems) == ["patient_clinics.csv:2:patient"]


def test_ids_with_brackets_are_found() -> None:
    """A path may hold what an id may hold."""
    rooms = example("rooms") + "[r].x],north,,,7\n"
    problems = problems_of(example_files(rooms=rooms))
    assert list(problems) == ["rooms.csv:3:turnover_min"]


def test_no_message_repeats_a_name() -> None:
    """Free text may be a patient's name: it is nobody else's business."""
    name = "Ann" * 200
    content = example("patients").replace("Ann Example", name)
    problems = problems_of(example_files(patients=content))
    assert list(problems) == ["patients.csv:2:name"]
    assert "Ann" not in problems["patients.csv:2:name"]
