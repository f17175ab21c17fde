"""The benchmark itself: its tables, baselines and arguments."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from solver.options import Options
from solver.reading import to_json
from tests.bench.__main__ import main
from tests.bench.baselines import (
    ACCEPTED,
    Baseline,
    ratio_to,
    read_baselines,
    save_baselines,
)
from tests.bench.cases import SIZES, Generated
from tests.bench.measure import Measured, Reached, measure
from tests.bench.tables import HEADING, first_within, row, size_row, time_rows

TINY = Generated(SIZES["tiny"], 1)
MEASURED = Measured(
    name="week-1",
    sessions=1095,
    workers=2,
    limit_s=20.0,
    seconds=20.4,
    desk_total=Decimal(30_000),
    desk_unscheduled=25,
    total=Decimal(8000),
    unscheduled=5,
    bound=Decimal(6000),
    gap=0.25,
    floor=None,
    rounds_a_second=3456.7,
    memory_mib=512.4,
    path=(
        Reached(0.5, Decimal(30_000)),
        Reached(5.0, Decimal(12_000)),
        Reached(9.0, Decimal(8800)),
        Reached(12.0, Decimal(8080)),
        Reached(20.4, Decimal(8000)),
    ),
    violations=0,
)
BASELINE = Baseline(limit_s=20.0, workers=2, total=10_000.0, gap=0.4)


def cells(line: str) -> list[str]:
    """Words of a line of a table."""
    return line.replace("|", " ").split()


def test_bench_prints_a_row_for_each_problem(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A generated size and a file make two rows under the heading."""
    path = tmp_path / "mine.json"
    path.write_bytes(to_json(TINY.problem()))
    words = ["--sizes", "tiny", "--problems", str(path), "--seconds", "1"]
    assert main([*words, "--workers", "1"]) == 0
    cores, heading, *rows = capsys.readouterr().out.splitlines()
    assert "cores" in cores
    assert heading == HEADING
    generated, mine = map(cells, rows)
    assert (generated[0], mine[0]) == ("tiny-1", "mine")
    assert generated[5:9] == mine[5:9]


def test_bench_saves_what_it_compares_with_next_time(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The same again is 1.000 of itself; the curves come below the table."""
    path = tmp_path / "baselines.json"
    words = ["--sizes", "tiny", "--seconds", "1", "--baselines", str(path)]
    assert main([*words, "--save"]) == 0
    assert read_baselines(path)["tiny-1"].total == 3095.0
    capsys.readouterr()
    assert main([*words, "--curve"]) == 0
    out = capsys.readouterr().out
    assert cells(out.splitlines()[2])[-1] == "1.000"
    assert "\nCost against time\n" in out
    assert "\nSeconds against size\n" in out


def test_measure_counts_what_both_plans_come_to() -> None:
    """Totals of the checker, a path that ends at the total, some memory on Linux."""
    measured = measure(TINY, Options(time_limit_s=1))
    assert measured.violations == 0
    assert measured.total <= measured.desk_total
    assert measured.path[0].total == measured.desk_total
    assert measured.path[-1].total == measured.total
    assert measured.memory_mib is None or measured.memory_mib > 10


def test_accepted_baselines_are_of_known_sizes() -> None:
    """No size was renamed or given other seconds without its baseline."""
    for name, baseline in read_baselines(ACCEPTED).items():
        assert baseline.limit_s == SIZES[name.rpartition("-")[0]].seconds


def test_row_holds_every_figure() -> None:
    """In the order of the heading; a dash where there is none."""
    assert cells(row(MEASURED, {"week-1": BASELINE})) == [
        "week-1",
        "1,095",
        "20.4",
        *("30,000.0", "25"),
        *("8,000.0", "5", "6,000.0", "25.0%", "-"),
        *("3,457", "512"),
        "0.800",
    ]


def test_row_shouts_when_a_rule_is_broken() -> None:
    """A plan that breaks rules is no result."""
    assert row(replace(MEASURED, violations=2), {}).endswith("  2 VIOLATIONS")


@pytest.mark.parametrize(
    ("changes", "ratio"),
    [
        ({}, 0.8),  # a fifth better
        ({"limit_s": 40.0}, None),  # more time
        ({"workers": 1}, None),  # fewer workers
        ({"name": "week-2"}, None),  # never accepted
    ],
)
def test_ratio_compares_with_equal_means_only(
    changes: dict[str, object], ratio: float | None
) -> None:
    """Against what was accepted for the same case, seconds and workers."""
    measured = replace(MEASURED, **changes)  # type: ignore[arg-type]
    assert ratio_to({"week-1": BASELINE}, measured) == ratio


@pytest.mark.parametrize(("total", "ratio"), [(0, 1.0), (1, None)])
def test_ratio_to_a_plan_that_cost_nothing(total: int, ratio: float | None) -> None:
    """As good as perfect, or no number at all."""
    known = {"week-1": replace(BASELINE, total=0.0)}
    assert ratio_to(known, replace(MEASURED, total=Decimal(total))) == ratio


def test_saved_baselines_keep_the_others_and_no_breach(tmp_path: Path) -> None:
    """Cases that were not measured stay; a plan that breaks rules is not accepted."""
    path = tmp_path / "baselines.json"
    wrong = replace(MEASURED, name="town-1", violations=1)
    save_baselines(path, {"month-1": BASELINE}, [MEASURED, wrong])
    saved = read_baselines(path)
    assert set(saved) == {"month-1", "week-1"}
    assert saved["week-1"] == replace(BASELINE, total=8000.0, gap=0.25)


def test_time_rows_tell_the_best_total_at_each_mark() -> None:
    """After 5, 10 and 20 seconds, and at the end."""
    assert [cells(line)[1:] for line in time_rows(MEASURED)] == [
        ["5", "s", "12,000.0", "50.0%"],
        ["10", "s", "8,800.0", "31.8%"],
        ["20", "s", "8,080.0", "25.7%"],
        ["20", "s", "8,000.0", "25.0%"],
    ]


def test_time_rows_are_silent_before_the_first_plan() -> None:
    """The front desk took seven seconds: nothing after five."""
    late = replace(MEASURED, path=(Reached(7.0, Decimal(9000)),))
    assert cells(next(time_rows(late)))[1] == "10"


def test_size_row_tells_when_a_case_came_near_to_its_end() -> None:
    """First plan, a tenth above the last total, a hundredth above it, the end."""
    assert cells(size_row(MEASURED))[1:6] == ["1,095", "0.5", "9.0", "12.0", "20.4"]


@pytest.mark.parametrize(
    ("nearness", "seconds"),
    [("0.1", 9.0), ("0.0999", 12.0), ("0", 20.4)],  # met exactly, just missed, the end
)
def test_nearness_is_a_share_of_the_last_total(nearness: str, seconds: float) -> None:
    """8,800 is a tenth above 8,000."""
    path, total = MEASURED.path, MEASURED.total
    assert first_within(path, total, Decimal(nearness)) == seconds


@pytest.mark.parametrize(
    "arguments",
    [
        ["--sizes", "huge"],  # unknown size
        ["--seeds", "one"],  # not a number
        ["--seconds", "-1"],  # no time at all
        ["--workers", "0"],  # nobody to work
        ["--problems", "nowhere.json"],  # no such file
        ["--problems", __file__],  # no problem
    ],
)
def test_bench_refuses_bad_arguments(arguments: list[str]) -> None:
    """Each is refused by the parser, with exit status 2."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
