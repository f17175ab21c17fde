"""Separators, quotes, headers, and rows that are too short or too long."""

from __future__ import annotations

import pytest

from scheduler.tables import read_files
from scheduler.tables.records import BrokenRecord, delimiter_of, records_of
from tests.scheduler.tables.folders import example, example_files, problems_of


@pytest.mark.parametrize(
    "header",
    [
        "id,clinic,name,features,turnover_min",
        "id;clinic;name;features;turnover_min",
        "id\tclinic\tname\tfeatures\tturnover_min",
        "ID , Clinic , NAME , Features , Turnover_Min",  # upper case and blanks
        "id,clinic,name,features,turnover_min,,",  # empty columns behind the last
        "\n ,,\nid,clinic,name,features,turnover_min",  # empty rows before it
        "sep=;\nid;clinic;name;features;turnover_min",  # told to the spreadsheet
    ],
)
def test_header_shows_what_separates_the_cells(header: str) -> None:
    """Comma, semicolon or tab; what spreadsheets leave around does not matter."""
    separator = next(mark for mark in ";\t," if mark in header.splitlines()[-1])
    row = separator.join(["north-1", " north\u00a0", "Room 1", '"bed;steam"', "15"])
    rooms = read_files(example_files(rooms=f"{header}\n{row}\n")).rooms
    assert rooms[0].features == ("bed", "steam")
    assert rooms[0].clinic == "north"
    assert rooms[0].turnover_min == 15


def test_decimal_comma_is_read_in_a_file_with_semicolons() -> None:
    """The same number in both dialects."""
    phases = example("protocol_phases")
    semicolons = phases.replace(",", ";").replace("3.5", "3,5")
    network = read_files(example_files(protocol_phases=semicolons))
    assert network == read_files(example_files())


def test_columns_come_in_any_order_and_optional_ones_may_be_left_out() -> None:
    """A column without a value is filled as documented."""
    network = read_files(example_files(rooms="clinic,id\nnorth,north-1\n"))
    assert network.rooms[0].turnover_min == 0


def test_empty_rows_and_cells_behind_the_last_column_do_not_matter() -> None:
    """Spreadsheets leave both."""
    rows = "id,name\n,\n\np-0017,Ann,,\n  ,\u00a0\n\n"
    assert read_files(example_files(patients=rows)).patients[0].name == "Ann"


def test_lines_are_counted_as_an_editor_counts() -> None:
    """Line breaks in quotes, empty rows and every style of line end count."""
    text = 'a,b\r\n"x\r\ny",1\r\n\r\nlast,"\n"\n'
    assert [record.line for record in records_of(text, ",")] == [1, 2, 5]
    assert [record.line for record in records_of("a\rb\rc", ",")] == [1, 2, 3]


def test_a_quote_may_follow_a_blank() -> None:
    """``a, "b,c"`` is two cells, as its writer meant."""
    assert next(records_of('a, "b,c"\n', ",")).cells == ["a", "b,c"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('a,b\nx,"y\nz\n', 2, "never closed: the file looks cut off"),
        ('a,b\n"x"y,z\n', 2, "write a quote twice"),
        ('a\n\nb,"' + "x" * 200_000, 3, "is a closing quote missing?"),
    ],
)
def test_broken_quotes_are_refused(text: str, line: int, reason: str) -> None:
    """The line is the one on which the broken row begins."""
    with pytest.raises(BrokenRecord, match=reason.replace("?", r"\?")) as broken:
        list(records_of(text, ","))
    assert broken.value.line == line


def test_file_with_an_unclosed_quote_blames_no_other_file() -> None:
    """What the file would have said is not known, so nothing is missing in it."""
    content = 'id,name\n"p-0017,Ann\n'
    assert list(problems_of(example_files(patients=content))) == ["patients.csv:2"]


@pytest.mark.parametrize(
    ("rows", "field", "reason"),
    [
        ("p-0017,Ann\np-0018", "patients.csv:3", "the file looks cut off"),
        ("p-0017\np-0018,Bob\n", "patients.csv:2", "a separator seems to be missing"),
        ("p-0017,Ann,x\n", "patients.csv:2", "must have 2 cells, got 3"),
        ("p-0017;Ann\n", "patients.csv:2", "must have 2 cells, got 1"),
    ],
)
def test_row_of_another_length_is_refused(rows: str, field: str, reason: str) -> None:
    """It is not guessed which cell is missing or too many."""
    problems = problems_of(example_files(patients=f"id,name\n{rows}"))
    assert reason in problems[field]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("id,nmae", "no column 'nmae'; did you mean name?"),
        ("id,name,vip", "no column 'vip': its columns are id, name."),
        ("id,name,id", "Column id must come once, got it 2 times."),
        ("name", "Column id is missing"),
        ("id,,name", "Every column must have a name"),
        ("id|name", "separated by commas, semicolons or tabs, got 'id|name'"),
        ("x", "The header must be column names such as id,name"),
    ],
)
def test_header_must_be_that_of_the_file(header: str, reason: str) -> None:
    """Unknown, doubled and missing columns are refused, the nearest is suggested."""
    problems = problems_of(example_files(patients=f"{header}\n"))
    assert reason in problems["patients.csv:1"]


def test_rows_below_a_wrong_header_are_still_checked() -> None:
    """One mistake does not hide another."""
    content = "id,clinic,turnover_minutes\nnorth-1,nroth,x\n"
    problems = problems_of(example_files(rooms=content))
    assert "did you mean turnover_min?" in problems["rooms.csv:1"]
    content = "id,clinic,features,turnover_minutes\nnorth-1,north,a;;b,x\n"
    problems = problems_of(example_files(rooms=content))
    assert "features must be words" in problems["rooms.csv:2:features"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" , ,\n"])
def test_empty_file_is_refused(content: bytes) -> None:
    """Not even a header: the file was not saved, or is another one."""
    problems = problems_of(example_files(patients=content))
    assert problems == {
        "patients.csv": "patients.csv is empty: its first line must be id,name."
    }


def test_network_needs_a_clinic() -> None:
    """A header alone is no clinic; who names one is told once a file."""
    problems = problems_of(example_files(clinics="id,name,timezone\n"))
    assert problems["clinics.csv"] == (
        "clinics.csv must have at least 1 row below its header, got none."
    )
    assert problems["rooms.csv:2:clinic"] == (
        "clinic must name an id of clinics.csv, which has no rows, got 'north'."
    )


def test_network_file_has_one_row() -> None:
    """Two networks in one folder are refused at the second."""
    row = example("network")
    problems = problems_of(example_files(network=row + row.splitlines()[1]))
    assert problems["network.csv:3"] == "network.csv must have only 1 row, got 2."


def test_header_alone_is_a_file_without_rows() -> None:
    """Nobody need travel, be ill or be closed."""
    network = read_files(example_files(absences="practitioner,first_day,last_day\n"))
    assert network.practitioners[0].absences == ()


def test_delimiter_is_a_comma_where_the_header_is_no_help() -> None:
    """A header of one column, or of unknown ones, is taken for a comma's."""
    assert delimiter_of("id\n", ("id",)) == ","
    assert delimiter_of("a;b\n", ("id",)) == ","
    assert delimiter_of("", ("id",)) == ","
    assert delimiter_of("sep=|\nid|name\n", ("id", "name")) == ","
