"""Whatever a client makes up, the answer is one that the contract describes."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.http.desk import Desk
from tests.solver.strategies import examples

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(
        [
            "",
            "\x00",
            "\ud800",
            "x" * 101,
            "2026-11-23T10:00:00",
            "2026-11-23T10:00:00.5+00:00",
            "2026-11-23T10:00:00+14:00",
            "0001-01-01T00:00:00+12:00",
            "9999-12-31T23:59:59-12:00",
            "2026-11-23",
            "glow-1-1",
            "glow-1-2",
            "ada",
            "cyd",
            "laser",
            "south-1",
            "sol",
        ]
    ),
    st.lists(st.integers(0, 1), max_size=2),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)
IDS = st.sampled_from(["glow-1-1", "glow-1-9", "none", "-", "hold-1", "a b", "\x00"])
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "key": st.sampled_from(["k1", "k2", "k3"]) | st.text("k !é~", max_size=3),
        "tag": st.sampled_from(['"glow-1-1.1"', "*", "", "W/*", '"', ","]),
    },
)
DRY_RUN = st.sampled_from([None, "true", "false", "1", "perhaps", ""])


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Each container in a body, with each of its keys."""
    if isinstance(data, dict | list):
        pairs = data.items() if isinstance(data, dict) else enumerate(data)
        for key, value in list(pairs):
            yield data, key
            yield from places(value)


@st.composite
def bodies(draw: st.DrawFn, whole: dict[str, Any]) -> Any:
    """A good body, in which up to two values are junk, gone or too many."""
    body = copy.deepcopy(whole)
    for _ in range(draw(st.integers(0, 2))):
        spots = list(places(body))
        if not spots:
            return {draw(st.text(max_size=5)): draw(JUNK)}
        container, key = draw(st.sampled_from(spots))
        match draw(st.sampled_from(["junk", "gone", "more"])):
            case "gone":
                del container[key]
            case "more" if isinstance(container, dict):
                container[draw(st.text(max_size=5))] = draw(JUNK)
            case _:
                container[key] = draw(JUNK)
    return body


@pytest.fixture
def offered(desk: Desk) -> list[dict[str, Any]]:
    """What is open before anything is booked."""
    return desk.slots(limit=40)


@examples(120)
@given(data=st.data())
def test_every_answer_to_a_change_is_described(
    desk: Desk, offered: list[dict[str, Any]], data: st.DataObject
) -> None:
    """
    Status in the contract, a problem if it is an error, and never one of the server.

    What is done is kept, so that later requests meet holds and appointments.
    """
    slot = data.draw(st.sampled_from(offered))
    wanted = data.draw(
        st.sampled_from(
            [
                {"treatment": "facial", "patient": "ben"},
                {"treatment": "facial"},
                {"session": "glow-1-1"},
                {"session": "glow-1-2", "patient": "ada"},
            ]
        )
    )
    session = quote(data.draw(IDS))
    path, whole = data.draw(
        st.sampled_from(
            [
                ("/v1/holds", {"slot": slot, **wanted, "minutes": 5}),
                ("/v1/appointments", {"slot": slot, **wanted}),
                ("/v1/appointments", {"hold": "hold-1", "patient": "ben"}),
                (f"/v1/appointments/{session}/move", {"slot": slot, "scope": "this"}),
                (f"/v1/appointments/{session}/move", {"hold": "hold-1"}),
                (f"/v1/appointments/{session}/cancel", {"scope": "this"}),
                (f"/v1/appointments/{session}/check-in", {}),
                (f"/v1/appointments/{session}/complete", {}),
                (f"/v1/appointments/{session}/no-show", {}),
                ("/v1/waitlist", {"session": "glow-1-1"}),
                ("/v1/quotes", {"patient": "ada", "protocol": "glow", "sessions": 1}),
                ("/v1/courses", {"quote": "quote-1"}),
            ]
        )
    )
    headers = data.draw(HEADERS)
    dry_run = data.draw(DRY_RUN)
    query = {} if dry_run is None else {"dry_run": dry_run}
    desk.post(path, data.draw(bodies(whole)), query=query, **headers)
    desk.delete(f"/v1/holds/{session}", query=query, **headers)


@examples(80)
@given(
    query=st.dictionaries(
        st.sampled_from(
            ["treatment", "session", "course", "clinic", "practitioner", "limit", "x"]
        ),
        st.sampled_from(
            ["facial", "laser", "glow-1", "glow-1-1", "north", "mei", "3", "", "\x00"]
        ),
        max_size=4,
    ),
    dates=st.tuples(*[st.sampled_from(["2026-11-23", "2026-12-23", "x", ""])] * 2),
    path=st.sampled_from(["/v1/slots", "/v1/holds/{}", "/v1/appointments/{}"]),
    id_=IDS,
)
def test_every_answer_to_a_question_is_described(
    desk: Desk, query: dict[str, str], dates: tuple[str, str], path: str, id_: str
) -> None:
    """Slots, holds and appointments by any id and with any parameters."""
    asked = {"from": dates[0], "to": dates[1], **query}
    desk.get(path.format(quote(id_)), query=asked)
