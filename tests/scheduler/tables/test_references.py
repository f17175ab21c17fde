"""Ids across files: every one known, none twice."""

from __future__ import annotations

import pytest

from scheduler.tables import read_files
from scheduler.tables.document import example_of
from scheduler.tables.files import TABLES
from tests.scheduler.tables.folders import example, example_files, problems_of


def test_unknown_id_is_told_at_the_cell_that_names_it() -> None:
    """Whichever file refers to whichever."""
    files, expected = example_files(), []
    for table in TABLES:
        header, row = example_of(table).splitlines()
        cells = dict(zip(table.names, row.split(","), strict=True))
        for column in table.columns:
            if column.refers:
                nobody = "lead=nobody" if column.name == "staff" else "nobody"
                cells[column.name] = nobody
                expected.append(f"{table.file}:2:{column.name}")
        files[table.file] = f"{header}\n{','.join(cells.values())}\n".encode()
    told = {
        place: message
        for place, message in problems_of(files).items()
        if " must name an id of " in message
    }
    assert sorted(told) == sorted(expected)
    assert all("got 'nobody'" in message for message in told.values())


def test_each_unknown_id_of_a_list_is_told() -> None:
    """A list of practitioners is as many references."""
    content = example("courses").replace(",mei,,3", ",mei,tom;mei;ann,3")
    problems = problems_of(example_files(courses=content))
    told = problems["courses.csv:2:refused_practitioners"].splitlines()
    assert [line.split("got ")[1] for line in told] == ["'tom'.", "'ann'."]


@pytest.mark.parametrize(
    ("name", "column", "key"),
    [
        ("clinics", "id", "id must be unique, got 'north'"),
        ("equipment", "kind", "clinic and kind must be unique, got 'north' and"),
        ("treatment_steps", "position", "treatment and position must be unique"),
        ("courses", "id", "id must be unique, got 'c-0017'"),
        ("appointments", "session", "session must be unique, got 'c-0017-4'"),
        ("roster_visits", "session", "roster and session must be unique"),
    ],
)
def test_id_that_comes_twice_is_told_at_the_second_row(
    name: str, column: str, key: str
) -> None:
    """With the line of the first, and never the third of two."""
    content = example(name)
    doubled = content + content.splitlines()[1] + "\n"
    problems = problems_of(example_files(**{name: doubled}))
    line = len(doubled.splitlines())
    message = problems[f"{name}.csv:{line}:{column}"]
    assert message.startswith(key)
    assert message.endswith("as in line 2.")
    assert f"{name}.csv:2:{column}" not in problems


def test_ids_are_texts() -> None:
    """``007``, ``7`` and ``NA`` are three patients."""
    patients = example("patients") + "007\n7,\nNA,\n".replace("007", "007,")
    clinics = example("patient_clinics") + "007,1,north\n7,1,north\nNA,1,north\n"
    clinics = clinics.replace(",1,north\n", ",1,north,0\n")
    network = read_files(example_files(patients=patients, patient_clinics=clinics))
    assert [each.id for each in network.patients] == ["007", "7", "NA", "p-0017"]


def test_every_problem_of_every_file_is_told_at_once_and_in_order() -> None:
    """One import, one list: by file, then by line."""
    problems = problems_of(
        example_files(
            courses=example("courses").replace("2026-10-05", "5.10.26"),
            rooms=example("rooms") + "north-1,north,,,5\nnorth-2,nroth,,,x\n",
            clinics=example("clinics") + ",,Europe/Londn,,\n",
        )
    )
    assert list(problems) == [
        "clinics.csv:4:id",
        "clinics.csv:4:timezone",
        "rooms.csv:3:id",
        "rooms.csv:4:turnover_min",
        "courses.csv:2:starts_on",
    ]
