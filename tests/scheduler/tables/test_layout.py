"""The description of the files agrees with the domain and with the documentation."""

from __future__ import annotations

from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest

from scheduler.domain.clinic import Clinic
from scheduler.domain.course import Course
from scheduler.domain.network import Policy
from scheduler.domain.patient import AcceptedClinic
from scheduler.domain.practitioner import Practitioner, ShiftException, ShiftPattern
from scheduler.domain.room import Room
from scheduler.domain.roster import Appointment, Unplaced
from scheduler.domain.treatment import Phase, Protocol, Step, Treatment
from scheduler.tables import read_files, write_files
from scheduler.tables.document import BEGIN, END, with_reference
from scheduler.tables.files import TABLES, care, courses, patients, places, staff
from scheduler.tables.files.rosters import ROSTER_UNPLACED
from scheduler.tables.layout import Table
from tests.scheduler.tables.folders import example_files

_PAGE = Path(__file__).parents[3] / "docs" / "csv-format.md"
_VALUES: list[tuple[Table, type[Any]]] = [
    (places.NETWORK, Policy),
    (places.CLINICS, Clinic),
    (places.ROOMS, Room),
    (staff.PRACTITIONERS, Practitioner),
    (staff.SHIFTS, ShiftPattern),
    (staff.SHIFT_EXCEPTIONS, ShiftException),
    (care.TREATMENTS, Treatment),
    (care.TREATMENT_STEPS, Step),
    (care.PROTOCOLS, Protocol),
    (care.PROTOCOL_PHASES, Phase),
    (patients.PATIENT_CLINICS, AcceptedClinic),
    (courses.COURSES, Course),
    (courses.APPOINTMENTS, Appointment),
]


@pytest.mark.parametrize(("table", "value"), _VALUES)
def test_empty_cell_is_the_default_of_the_domain(table: Table, value: type) -> None:
    """What a file leaves out is what the domain takes when it is left out."""
    defaults = {field.name: field.default for field in fields(value)}
    for column in table.columns:
        default = defaults.get(column.name, MISSING)
        if default is not MISSING and not column.is_required:
            assert column.empty == default, column.name


def test_every_field_of_the_domain_has_a_column() -> None:
    """A field that no column fills would be lost on the way out and in."""
    for table, value in [*_VALUES, (ROSTER_UNPLACED, Unplaced)]:
        plain = {field.name for field in fields(value)} - _PARTS
        assert plain <= set(table.names), table.file


_PARTS = {
    *("weights", "hours", "closures", "equipment", "break_", "shifts"),
    *("exceptions", "absences", "steps", "phases", "visit"),
}


def test_tables_are_named_and_refer_to_each_other() -> None:
    """No two files or columns of a name, and references lead to a key."""
    by_file = {table.file: table for table in TABLES}
    assert len(by_file) == len(TABLES)
    for table in TABLES:
        assert len(set(table.names)) == len(table.names)
        assert set(table.key) <= set(table.names)
        for column in table.columns:
            if column.refers:
                assert by_file[column.refers].key == ("id",)


def test_examples_are_a_network_and_are_written_as_they_stand() -> None:
    """The documentation shows what an export looks like, ranges of days apart."""
    files = example_files()
    written = write_files(read_files(files))
    for name, content in files.items():
        days = content.replace(b"mon-fri", b"mon;tue;wed;thu;fri")
        assert written[name] == days, name


def test_documentation_is_up_to_date() -> None:
    """Run ``python -m scheduler.tables.document docs/csv-format.md`` if it is not."""
    page = _PAGE.read_text("utf-8")
    assert page == with_reference(page)
    assert page.count(BEGIN) == page.count(END) == 1
    assert all(f"### {table.file}\n" in page for table in TABLES)
