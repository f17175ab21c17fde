"""Whatever happens to a folder, it is read or refused: never a crash."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.errors import InvalidInput
from scheduler.tables import read_files, write_files
from scheduler.tables.files import TABLES
from tests.scheduler.tables.folders import example_files

_FILES = st.sampled_from([table.file for table in TABLES])
_TELLING = [
    *(b"", b'"', b",", b";", b"\n", b"\r", b"\0", b"\xff", b"'=", b"\\", b"-1", b"0"),
    *(b"9" * 30, b"\xc2\xa0", b"\xef\xbb\xbf", b"0001-01-01", b"9999-12-31", b"id"),
]
_SPLINTERS = st.sampled_from(_TELLING) | st.binary(max_size=3)


@settings(max_examples=15, deadline=None)
@given(_FILES, st.floats(0, 1), st.integers(0, 5), _SPLINTERS, st.booleans())
def test_damaged_folder_is_read_or_refused(
    file: str, where: float, length: int, splinter: bytes, is_cut_off: bool
) -> None:
    """Some bytes replaced, or the end cut off; sentences stay sentences."""
    files = example_files()
    at = round(where * len(files[file]))
    rest = b"" if is_cut_off else files[file][at + length :]
    files[file] = files[file][:at] + splinter + rest
    try:
        network = read_files(files)
    except InvalidInput as refused:
        for problem in refused.problems:
            assert problem.message.isprintable()
            assert problem.message.endswith((".", "?"))
    else:
        assert read_files(write_files(network)) == network
