"""The waitlist over HTTP."""

from __future__ import annotations


def test_from_waiting_to_an_earlier_place(desk):
    """Somebody cancels, the place is held, and a move with the hold accepts it."""
    query = {"session": "glow-1-1", "from": "2026-11-24", "to": "2026-11-24"}
    slot = desk.get("/v1/slots", query=query).json["days"][0]["slots"][0]
    mine = desk.post("/v1/appointments", {"slot": slot, "session": "glow-1-1"})
    assert mine.status_code == 201
    early = query | {"from": "2026-11-23", "to": "2026-11-23"}
    first = desk.get("/v1/slots", query=early).json["days"][0]["slots"][0]
    other = desk.post(
        "/v1/appointments", {"slot": first, "treatment": "facial", "patient": "ben"}
    ).json
    waits = desk.post("/v1/waitlist", {"session": "glow-1-1"})
    assert (waits.status_code, waits.json["hold"]) == (201, None)
    desk.post(f"/v1/appointments/{other['id']}/cancel", {})
    (listed,) = desk.get("/v1/waitlist").json["items"]
    hold = desk.get(f"/v1/holds/{listed['hold']}").json
    assert hold["slot"]["start"] == first["start"]
    moved = desk.post("/v1/appointments/glow-1-1/move", {"hold": hold["id"]})
    assert (moved.status_code, moved.json["start"]) == (200, first["start"])
    assert desk.get(waits.headers["Location"]).status_code == 404


def test_leaving_needs_the_tag(desk):
    """428 without, 412 with another, 204 with its own."""
    query = {"session": "glow-1-1", "from": "2026-11-24", "to": "2026-11-24"}
    slot = desk.get("/v1/slots", query=query).json["days"][0]["slots"][0]
    desk.post("/v1/appointments", {"slot": slot, "session": "glow-1-1"})
    waits = desk.post("/v1/waitlist", {"session": "glow-1-1"})
    path = waits.headers["Location"]
    assert desk.delete(path).status_code == 428
    assert desk.delete(path, tag='"other"').status_code == 412
    assert desk.delete(path, tag=waits.headers["ETag"]).status_code == 204
    assert desk.get(path).status_code == 404


def test_what_is_not_booked_cannot_wait(desk):
    """Nor what does not exist."""
    answer = desk.post("/v1/waitlist", {"session": "glow-1-1"})
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
