"""The benchmark itself: its table and its arguments."""

from __future__ import annotations

import pytest

from tests.bench.__main__ import COLUMNS, main


def test_bench_prints_a_row_for_each_problem(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Two seeds of the smallest size make two rows under the heading."""
    arguments = ["--sizes", "tiny", "--seeds", "1,2", "--seconds", "1"]
    assert main(arguments) == 0
    cores, heading, *rows = capsys.readouterr().out.splitlines()
    assert "cores" in cores
    assert heading == COLUMNS
    assert [row.split()[0] for row in rows] == ["tiny-1", "tiny-2"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--sizes", "huge"],  # unknown size
        ["--seeds", "one"],  # not a number
        ["--seconds", "-1"],  # no time at all
        ["--workers", "0"],  # nobody to work
    ],
)
def test_bench_refuses_bad_arguments(arguments: list[str]) -> None:
    """Each is refused by the parser, with exit status 2."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
