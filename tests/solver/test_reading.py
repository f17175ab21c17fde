"""Documents: read, refused with every fault at once, and written again."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.plan import Plan
from solver.problem import Problem
from solver.reading import (
    DocumentError,
    parse_json,
    plan_from,
    problem_from,
    read_plan,
    read_problem,
    to_json,
)
from solver.solve import front_desk
from tests.solver.builders import LONDON, make_problem, make_span
from tests.solver.documents import (
    REMOVED,
    data_of,
    full_data,
    full_problem,
    set_at,
    spoilt,
    text_of,
)
from tests.solver.strategies import examples, problems


def faults_of(data: object) -> dict[str, str]:
    """Message of every fault, by path."""
    with pytest.raises(DocumentError) as refused:
        problem_from(data)
    return {fault.path: fault.message for fault in refused.value.faults}


def test_full_problem_is_read_back():
    """What is written is read as the same problem."""
    problem = full_problem()
    assert problem_from(parse_json(to_json(problem))) == problem


@examples(40)
@given(problems())
def test_any_problem_is_read_back(problem):
    """Whatever is in it, offsets and half days included."""
    again = problem_from(parse_json(to_json(problem)))
    assert again == problem
    assert to_json(again) == to_json(problem)


@examples(15)
@given(problems())
def test_any_plan_is_read_back(problem):
    """A plan with its objective, its reasons and its versions."""
    plan = front_desk(problem)
    again = plan_from(parse_json(to_json(plan)))
    assert again == plan
    assert to_json(again) == to_json(plan)


def test_files_are_read(tmp_path):
    """A problem and a plan from files in UTF-8."""
    problem = full_problem()
    plan = front_desk(problem)
    (tmp_path / "problem.json").write_bytes(to_json(problem))
    (tmp_path / "plan.json").write_bytes(to_json(plan))
    assert read_problem(tmp_path / "problem.json") == problem
    assert read_plan(tmp_path / "plan.json") == plan


def test_written_numbers_are_plain():
    """Whole amounts without a point, others with all their decimals."""
    data = json.loads(to_json(full_problem()))
    (course,) = data["courses"]
    gap = course["sessions"][1]["gap"]
    assert (gap["ideal_days"], gap["penalty_per_day"]) == (3.5, 0.1)
    assert isinstance(data["weights"]["unscheduled"], int)


def test_amounts_are_exact():
    """A tenth is a tenth."""
    problem = problem_from(parse_json(to_json(full_problem())))
    gap = problem.courses[0].sessions[1].gap
    assert gap is not None
    assert gap.penalty_per_day == Decimal("0.1")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-23T09:00:00+00:00", "09:00"),
        ("2026-11-23T09:00:00Z", "09:00"),
        ("2026-11-23t09:00:00z", "09:00"),  # lower case is allowed
        ("2026-11-23 09:00:00Z", "09:00"),  # and a space
        ("2026-11-23T09:00:00.000Z", "09:00"),  # a fraction of nothing
        ("2026-11-23T09:00:00-05:00", "14:00"),
        ("2026-11-23T09:00:00+10:30", "22:30"),  # the day before
        ("2026-11-23T09:00:00+05:45", "03:15"),
        ("2026-11-23T09:00:00-00:00", "09:00"),  # offset unknown: UTC
    ],
)
def test_instants_as_rfc_3339_has_them(text, utc):
    """Any offset, any way to write it."""
    data = spoilt(lambda d: set_at(d, "patients[0].unavailable[0].from", text))
    set_at(data, "patients[0].unavailable[0].to", "2026-11-30T00:00:00Z")
    span = problem_from(data).patients[0].unavailable[0]
    assert span.from_.astimezone(UTC).strftime("%H:%M") == utc


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23T09:00:00",  # no offset
        "2026-11-23",  # a date
        "09:00",
        "2026-11-23T09:00:30Z",  # not a whole minute
        "2026-11-23T09:00:00.5Z",
        "2026-11-23T24:00:00Z",  # 24:00 is for times of day
        "2026-13-01T09:00:00Z",  # no such month
        "2026-02-29T09:00:00Z",  # no such day
        "2026-11-23T09:00:60Z",  # a leap second is no whole minute
        "2026-11-23T09:00:00+24:00",  # no such offset
        "2026-11-23T09:00:00 Z",
        "20261123T090000Z",
        "２０２６-11-23T09:00:00Z",  # digits, but not ASCII
        "0001-01-01T00:00:00+14:00",  # before the first year elsewhere
        "9999-12-31T23:59:00-11:00",  # after the last year elsewhere
        "",
        1_795_000_000,
        None,
        True,
        ["2026-11-23T09:00:00Z"],
    ],
)
def test_other_instants_are_refused(text):
    """With the path, what must hold and what came."""
    data = spoilt(lambda d: set_at(d, "practitioners[0].shifts[0].from", text))
    assert set(faults_of(data)) == {"practitioners[0].shifts[0].from"}


@pytest.mark.parametrize("text", ["00:00", "09:05", "23:59"])
def test_times_of_day(text):
    """``HH:MM`` from midnight to midnight."""
    data = spoilt(lambda d: set_at(d, "patients[0].available[0].from", text))
    assert problem_from(data).patients[0].available[0].from_ == text


@pytest.mark.parametrize(
    "text", ["24:01", "9:00", "25:00", "09:60", "0900", "09:00:00", "٠٩:٠٠", 9, None]
)
def test_other_times_of_day_are_refused(text):
    """24:00 is the last one there is."""
    data = spoilt(lambda d: set_at(d, "patients[0].available[0].from", text))
    assert set(faults_of(data)) == {"patients[0].available[0].from"}


def test_midnight_ends_a_day_as_24_00():
    """A window may reach to the end of the day."""
    data = spoilt(lambda d: set_at(d, "patients[0].available[0].to", "24:00"))
    assert problem_from(data).patients[0].available[0].to == "24:00"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("horizon.start", "2026-11-31"),  # no such date
        ("horizon.start", "23.11.2026"),
        ("horizon.start", "2026-11-23T00:00:00Z"),
        ("horizon.start", 20261123),
        ("horizon.start", "0001-01-01"),  # before any planning
        ("horizon.start", "9999-12-31"),
        ("horizon.days", 0),
        ("horizon.days", 2.5),
        ("horizon.days", "7"),
        ("horizon.days", True),
        ("horizon.days", 10**9),
        ("tick_minutes", 0),
        ("tick_minutes", -5),
        ("tick_minutes", 5.5),
        ("tick_minutes", "5"),
        ("clinics[0].equipment.led", -1),
        ("clinics[0].equipment.led", 1.5),
        ("clinics[0].timezone", "Europe/Londres"),
        ("clinics[0].timezone", "../etc/passwd"),
        ("clinics[0].timezone", ""),
        ("clinics[0].timezone", "Europe"),
        ("clinics[0].timezone", "Europe/London\x00"),
        ("clinics[0].timezone", "é" * 300),
        ("clinics[0].timezone", None),
        ("clinics[0].id", ""),
        ("clinics[0].id", 7),
        ("rooms[0].turnover_minutes", -10),
        ("rooms[0].features", "couch"),
        ("practitioners[0].max_parallel", 0),
        ("practitioners[0].max_sessions_per_day", -1),
        ("practitioners[0].licensed_until", "soon"),
        ("treatments[0].steps", []),
        ("treatments[0].steps[0].minutes", 0),
        ("treatments[0].steps[0].attended", "yes"),
        ("treatments[0].steps[0].attended", 1),
        ("patients[0].clinics[0].penalty", -1),
        ("patients[0].clinics[0].penalty", "12"),
        ("patients[0].clinics[0].penalty", True),
        ("patients[0].clinics[0].penalty", 10**10),
        ("patients[0].clinics[0].penalty", Decimal("0.1234567")),
        ("patients[0].clinics[0].penalty", Decimal("1." + "0" * 28 + "1")),
        ("patients[0].available[0].days", ["monday"]),
        ("patients[0].available[0].days", "mon"),
        ("courses[0].sessions[0].priority", 0),
        ("courses[0].sessions[0].due", None),
        ("courses[0].sessions[1].gap.ideal_days", -0.5),
        ("courses[0].sessions[1].gap.ideal_days", 10**8),
        ("courses[0].sessions[1].gap.min_days", 1.5),
        ("appointments[0].state", "confirmed"),
        ("appointments[0].staff", ["mei"]),
        ("weights.overload", None),
        ("schema", "planning-problem/2"),
        ("schema", REMOVED),
        ("weights.overload", REMOVED),
        ("courses[0].sessions[1].gap.max_days", REMOVED),
    ],
)
def test_fields_that_are_wrong_are_named(path, value):
    """The one fault has the path of the field."""
    data = spoilt(lambda d: set_at(d, path, value))
    (where,) = faults_of(data)
    assert where.startswith(path)


@pytest.mark.parametrize(
    ("path", "unknown"),
    [
        ("weight", "weight"),
        ("horizon.end", "horizon.end"),
        ("courses[0].sessions[1].gap.minimum", "courses[0].sessions[1].gap.minimum"),
        ("treatments[0].steps[0].room", "treatments[0].steps[0].room"),
        # names that only Python uses are unknown to the document
        ("travel[0].from_", "travel[0].from_"),
        ("practitioners[0].break_", "practitioners[0].break_"),
        ("schema_", "schema_"),
    ],
)
def test_unknown_fields_are_named(path, unknown):
    """An unknown field is an error, wherever it is."""
    data = spoilt(lambda d: set_at(d, path, 1))
    assert faults_of(data) == {
        unknown: "is not a field of this document; remove it or mend its name."
    }


def test_every_fault_is_reported_at_once():
    """Fields of all parts, missing, unknown and wrong."""
    data = full_data()
    wrong = {
        "tick_minutes": "five",
        "horizon.days": 0,
        "clinics[1].opening[0].to": "noon",
        "courses[0].sessions[0].gap": {"min_days": 1},
        "weights.unscheduled": -1,
        "colour": "green",
    }
    for path, value in wrong.items():
        set_at(data, path, value)
    missing = {["ideal_days", "max_days", "penalty_per_day"][k] for k in range(3)}
    expected = set(wrong) - {"courses[0].sessions[0].gap"}
    expected |= {f"courses[0].sessions[0].gap.{name}" for name in missing}
    assert set(faults_of(data)) == expected


def test_a_fault_says_what_came():
    """What must hold, and what came instead."""
    data = spoilt(lambda d: set_at(d, "horizon.start", "23/11/2026"))
    assert faults_of(data) == {
        "horizon.start": "must be a date such as 2026-11-30, got '23/11/2026'."
    }


@pytest.mark.parametrize("data", [None, [], "text", 7, True, Decimal("1.5")])
def test_documents_are_objects(data):
    """Anything else is refused as a whole."""
    with pytest.raises(DocumentError, match="must be a JSON object"):
        problem_from(data)
    with pytest.raises(DocumentError, match="must be a JSON object"):
        plan_from(data)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b'{"a": 1,}',
        b"{'a': 1}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": 1} and more',
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"a": ' + b"9" * 10_000 + b"}",
    ],
)
def test_text_that_is_not_json_is_refused(text):
    """A cut-off file, another encoding, a number JSON does not have."""
    with pytest.raises(DocumentError):
        parse_json(text)


def test_the_place_of_a_syntax_error_is_told():
    """Line and column, as an editor shows them."""
    with pytest.raises(DocumentError, match="line 2 column 8: must be JSON"):
        parse_json('{\n  "a": x\n}')


def test_cut_off_file_is_refused(tmp_path):
    """Half a download is not half a problem."""
    path = tmp_path / "problem.json"
    path.write_bytes(to_json(full_problem())[:-100])
    with pytest.raises(DocumentError, match="must be JSON"):
        read_problem(path)


def test_deeply_nested_values_are_refused_as_others():
    """However deep, a fault can be told."""
    deep: object = 1
    for _ in range(900):
        deep = [deep]
    data = spoilt(lambda d: set_at(d, "horizon.days", deep))
    assert set(faults_of(data)) == {"horizon.days"}


def test_unpaired_surrogates_are_refused():
    """JSON can spell characters that no text has."""
    data = spoilt(lambda d: set_at(d, "id", "\ud800"))
    assert set(faults_of(data)) == {"id"}


def test_instants_of_one_zone_are_kept_apart_where_clocks_change():
    """Built in Python from zoned datetimes, lengths are still real minutes."""
    zone = ZoneInfo(LONDON)
    span = make_span("00:00", "03:00", datetime(2026, 10, 25, tzinfo=zone).date())
    assert span.to - span.from_ == timedelta(hours=4)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(["2026-11-23", "2026-11-23T09:00:00Z", "09:00", "mon", "north"])
    | st.sampled_from([5, 15, 60, 1440, 100_000, 10**6, 10**9, 0.000001, 2.5]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=5,
)


@examples(100)
@given(json_values)
def test_any_json_is_a_problem_or_a_document_error(data):
    """Nothing else is raised, whatever comes."""
    for reader in (problem_from, plan_from):
        with suppress(DocumentError):
            reader(parse_json(json.dumps(data)))


def paths_of(data: object, path: str = "") -> list[str]:
    """Paths of all values inside some data."""
    found = [path] if path else []
    if isinstance(data, dict):
        for key, value in data.items():
            found += paths_of(value, f"{path}.{key}" if path else key)
    if isinstance(data, list):
        for k, value in enumerate(data):
            found += paths_of(value, f"{path}[{k}]")
    return found


PATHS = paths_of(full_data())


@examples(200)
@given(st.lists(st.tuples(st.sampled_from(PATHS), json_values), max_size=3))
def test_a_problem_with_any_values_is_planned_or_refused(changes):
    """A few values anywhere become anything: a problem, or a document error."""
    data = full_data()
    for path, value in changes:
        try:
            set_at(data, path, value)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    try:
        problem = problem_from(parse_json(text_of(data)))
    except DocumentError:
        return
    assert isinstance(problem, Problem)
    assert isinstance(front_desk(problem), Plan)


def test_problems_read_and_built_by_hand_are_the_same():
    """Python names inside, the document's names outside."""
    problem = make_problem()
    data = data_of(problem)
    assert data["schema"] == "planning-problem/1"
    assert data["practitioners"][0]["shifts"][0]["from"].startswith("2026-11-23T09:00")
    assert problem_from(data) == problem
