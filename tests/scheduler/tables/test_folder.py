"""Folders on disk: what may be read, and what an export may replace."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scheduler.errors import InvalidInput
from scheduler.tables import folder as folder_module
from scheduler.tables import read_files, read_folder, write_folder
from tests.scheduler.builders import make_network, make_patient, make_roster
from tests.scheduler.tables.folders import example_files, problems_of

NETWORK = make_network()


def _write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def _refusal(folder: Path) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        read_folder(folder)
    return {problem.field: problem.message for problem in refused.value.problems}


def test_folder_is_read_as_its_files(tmp_path: Path) -> None:
    """Files of other kinds, and litter of spreadsheets, are not looked at."""
    folder = _write(tmp_path / "in", example_files())
    (folder / "README.txt").write_text("about")
    (folder / "~$rooms.csv").write_text("lock of a spreadsheet")
    (folder / "._rooms.csv").write_text("litter of a file manager")
    assert read_folder(folder) == read_files(example_files())


def test_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    """Nothing there, a file there: the sentence says what was asked for."""
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "nowhere", tmp_path / "file"):
        message = _refusal(folder)[str(folder)]
        assert "must be a folder of CSV files that can be read" in message


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_folder_and_file_without_permission_are_refused(tmp_path: Path) -> None:
    """What cannot be read is said, by file."""
    folder = _write(tmp_path / "in", example_files())
    (folder / "rooms.csv").chmod(0)
    assert "permission denied" in _refusal(folder)["rooms.csv"]
    folder.chmod(0)
    assert "permission denied" in _refusal(folder)[str(folder)]
    folder.chmod(0o700)


def test_folder_without_any_file_of_a_network_is_refused_in_one_sentence(
    tmp_path: Path,
) -> None:
    """Probably it is the wrong folder: no list of two dozen missing files."""
    (tmp_path / "other.csv").write_text("a,b\n")
    assert list(_refusal(tmp_path)) == ["network.csv"]


def test_missing_file_is_refused_with_the_header_to_write() -> None:
    """A file that was lost on the way must not count as one without rows."""
    files = example_files()
    del files["absences.csv"]
    assert problems_of(files) == {
        "absences.csv": "absences.csv is missing; if there is nothing to say, write "
        "its header alone: practitioner,first_day,last_day."
    }


def test_roster_files_come_together_or_not_at_all() -> None:
    """One of three is a lost file, none of three is a folder without rosters."""
    files = example_files()
    del files["roster_visits.csv"]
    assert list(problems_of(files)) == ["roster_visits.csv"]
    del files["rosters.csv"], files["roster_unplaced.csv"]
    assert read_files(files).rosters == ()


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("absence.csv", "did you mean absences.csv?"),
        ("Rooms.CSV", "did you mean rooms.csv?"),
        ("budget.csv", "'budget.csv' is none of the files of a network."),
    ],
)
def test_csv_file_of_another_name_is_refused(file: str, reason: str) -> None:
    """It may be a misspelt one, whose rows would be lost without a word."""
    problems = problems_of(example_files() | {file: b"a,b\n"})
    assert reason in problems[file]


def test_file_that_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    """Links lead out of the folder; folders and pipes are no files."""
    folder = _write(tmp_path / "in", example_files())
    outside = tmp_path / "outside.csv"
    (folder / "rooms.csv").rename(outside)
    (folder / "rooms.csv").symlink_to(outside)
    (folder / "travel.csv").unlink()
    (folder / "travel.csv").mkdir()
    (folder / "shifts.csv").unlink()
    os.mkfifo(folder / "shifts.csv")
    assert _refusal(folder) == {
        "rooms.csv": "rooms.csv must be a file of the folder, got a symbolic link.",
        "travel.csv": "travel.csv must be a file, got something else.",
        "shifts.csv": "shifts.csv must be a file, got something else.",
    }


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """One byte above the limit; the file is sparse and takes no space."""
    folder = _write(tmp_path / "in", example_files())
    with (folder / "rooms.csv").open("wb") as file:
        file.truncate(folder_module.MOST_BYTES + 1)
    message = _refusal(folder)["rooms.csv"]
    assert message == "rooms.csv must have at most 200 MB, got 200 MB."


def test_export_is_read_again(tmp_path: Path) -> None:
    """Into a folder that is not there yet, an empty one, and an earlier export."""
    folder = tmp_path / "out"
    write_folder(make_network(rosters=(make_roster(),)), folder)
    write_folder(NETWORK, folder)
    assert read_folder(folder) == NETWORK
    empty = tmp_path / "empty"
    empty.mkdir()
    write_folder(NETWORK, empty)
    assert read_folder(empty) == NETWORK
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "out"]


def test_export_leaves_no_file_of_an_earlier_one(tmp_path: Path) -> None:
    """Rosters of yesterday do not stand beside the patients of today."""
    write_folder(make_network(rosters=(make_roster(),)), tmp_path / "out")
    write_folder(NETWORK, tmp_path / "out")
    assert not (tmp_path / "out" / "rosters.csv").exists()


@pytest.mark.parametrize("name", ["diary.txt", "budget.csv", "rooms.csv"])
def test_folder_that_is_no_export_is_left_alone(tmp_path: Path, name: str) -> None:
    """Somebody else's file, or a part of an export without its network."""
    (tmp_path / name).write_text("mine")
    with pytest.raises(InvalidInput, match="choose another folder"):
        write_folder(NETWORK, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_place_that_cannot_hold_a_folder_is_refused(tmp_path: Path) -> None:
    """A file in the way, a parent that is not there, a link."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "target").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    for folder in ("file", "nowhere/out", "link"):
        with pytest.raises(InvalidInput):
            write_folder(NETWORK, tmp_path / folder)
    assert (tmp_path / "file").read_text() == "mine"
    assert not list((tmp_path / "target").iterdir())


def test_working_directory_is_not_swapped_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shell that stands in it would stand nowhere."""
    write_folder(NETWORK, tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    for folder in (Path("."), Path(".."), tmp_path / "out"):
        with pytest.raises(InvalidInput, match="choose another folder"):
            write_folder(NETWORK, folder)
    monkeypatch.chdir(tmp_path)
    write_folder(NETWORK, Path("out/../out"))
    assert read_folder(Path("out")) == NETWORK


def test_export_that_fails_leaves_the_earlier_one(tmp_path: Path) -> None:
    """What cannot be swapped in is taken away, and the folder is as it was."""
    write_folder(NETWORK, tmp_path / "out")
    name = "x" * 255  # as long as a name may be: the name of its copy is too long
    (tmp_path / "out").rename(tmp_path / name)
    other = make_network(patients=(make_patient(name="Other"),))
    with pytest.raises(InvalidInput, match="file name too long"):
        write_folder(other, tmp_path / name)
    assert read_folder(tmp_path / name) == NETWORK
    assert [path.name for path in tmp_path.iterdir()] == [name]
