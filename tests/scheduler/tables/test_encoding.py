"""Encodings that spreadsheets really produce: read right or refused clearly."""

from __future__ import annotations

import codecs

import pytest

from scheduler.tables import read_files
from scheduler.tables.decode import Undecodable, bad_byte, decode
from tests.scheduler.tables.folders import example_files, problems_of

_PATIENTS = "id,name\np-0017,Zoë Müller\n"


@pytest.mark.parametrize(
    "content",
    [
        _PATIENTS.encode(),
        _PATIENTS.encode("utf-8-sig"),  # "CSV UTF-8" of a spreadsheet
        codecs.BOM_UTF16_LE + _PATIENTS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + _PATIENTS.encode("utf-16-be"),
        # "Unicode text" of a spreadsheet: UTF-16, separated by tabs
        codecs.BOM_UTF16_LE + _PATIENTS.replace(",", "\t").encode("utf-16-le"),
    ],
)
def test_unicode_with_a_clear_sign_is_read(content: bytes) -> None:
    """UTF-8 and marked UTF-16 give the same name."""
    network = read_files(example_files(patients=content))
    assert network.patients[0].name == "Zoë Müller"


def test_windows_1252_is_refused_by_line_column_and_byte() -> None:
    """The letter that was meant is told, but not put in."""
    content = 'id,name\np-0017,"a\nb"\np-0018,Zoë\np-0019,Zoé\n'.encode("cp1252")
    problems = problems_of(example_files(patients=content))
    assert problems["patients.csv:4:name"] == (
        "In line 4, byte 0xEB is not UTF-8 (in Windows-1252 it would be 'ë'): save "
        "it as UTF-8 (in a spreadsheet: 'CSV UTF-8'). The same holds for 1 more "
        "rows of the file."
    )


def test_wrong_byte_in_the_header_is_refused() -> None:
    """A column name is text like any other."""
    content = "id,name,geschäft\np-0017,Ann,x\n".encode("latin-1")
    problems = problems_of(example_files(patients=content))
    assert "In the header, byte 0xE4 is not UTF-8" in problems["patients.csv:1"]


def test_rows_with_a_wrong_byte_are_known_to_other_files() -> None:
    """Who is called by a wrong byte exists all the same: nobody else is blamed."""
    content = "id,name\np-0017,Zoë\n".encode("latin-1")
    assert list(problems_of(example_files(patients=content))) == ["patients.csv:2:name"]


@pytest.mark.parametrize("id_", [b"p-00\xff17", b"p-00\x0017"])
def test_damaged_id_is_not_said_to_be_missing(id_: bytes) -> None:
    """What it was is not known, so nobody is blamed for naming it."""
    problems = problems_of(example_files(patients=b"id,name\n" + id_ + b",Ann\n"))
    assert list(problems) == ["patients.csv:2:id"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("id,name\n".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        ("id,name\n".encode("utf-16-be"), "UTF-16 without a byte order mark"),
        ("id,name\n".encode("utf-32"), "UTF-32"),
        (("id\na\n".encode("utf-16"))[:-1], "cut off in line 2"),  # half a character
    ],
)
def test_other_unicode_is_refused(content: bytes, reason: str) -> None:
    """Without a mark, UTF-16 would have to be guessed."""
    with pytest.raises(Undecodable, match=reason):
        decode(content)


def test_nul_byte_is_refused_by_line_and_column() -> None:
    """A damaged file is not read around the damage."""
    content = b"id,name\np-0017,An\0n\n"
    problems = problems_of(example_files(patients=content))
    assert "NUL" in problems["patients.csv:2:name"]


def test_byte_that_windows_1252_lacks_is_named_alone() -> None:
    """0x81 stands for no letter, so none is suggested."""
    assert bad_byte(decode(b"a\x81")).startswith("byte 0x81 is not UTF-8: save")
    assert bad_byte("é") == ""
