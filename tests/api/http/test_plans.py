"""``/v1/plans``: solve, check, follow, stop."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from api.http.services import Services
from api.jobs.job import Job
from api.jobs.pool import MOST_WAITING
from api.shapes.plans import PlanStatus
from tests.api.builders import (
    make_assignment,
    make_endless,
    make_plan,
    make_problem,
)
from tests.api.http.test_errors import must_be_problem


def ended(services: Services, plan_id: str) -> Job:
    """Wait until a job has ended."""
    job = services.jobs.get(plan_id)
    while job is not None and not job.status.is_final:
        job = services.jobs.wait_for_change(job, 60)
    assert job is not None
    return job


def begun(services: Services, plan_id: str) -> None:
    """Wait until a job has told its first figures."""
    job = services.jobs.get(plan_id)
    while job is not None and job.figures is None:
        assert not job.status.is_final
        job = services.jobs.wait_for_change(job, 60)


def test_a_problem_becomes_a_plan(client: FlaskClient, services: Services) -> None:
    """202 and a place to look; in the end the plan is there, and is right."""
    problem = make_problem(patients=3)
    options = {"time_limit_seconds": 10.5, "seed": 7}
    created = client.post("/v1/plans", json={"problem": problem, "options": options})
    assert created.status_code == 202
    first = created.get_json()
    assert created.headers["Location"] == f"/v1/plans/{first['id']}"
    assert first["status"] in {"queued", "solving"}
    assert first["plan"] is None

    ended(services, first["id"])
    last = client.get(created.headers["Location"]).get_json()
    assert (last["status"], last["problem"]) == ("done", "small")
    assert (last["total"], last["bound"], last["gap"]) == (0, 0, 0)
    assert last["unscheduled"] == 0
    assert last["options"] == {"time_limit_seconds": 10.5, "seed": 7, "workers": 1}
    assert last["plan"]["status"] == "optimal"
    assert set(last) == set(PlanStatus.model_fields)
    PlanStatus.model_validate(last)

    body = {"problem": problem, "operation": "check", "plan": last["plan"]}
    assert client.post("/v1/plans", json=body).get_json()["violations"] == []


def test_stopping_keeps_the_best_plan_so_far(
    client: FlaskClient, services: Services
) -> None:
    """DELETE ends a search early; asking again changes nothing."""
    created = client.post("/v1/plans", json={"problem": make_endless()}).get_json()
    path = f"/v1/plans/{created['id']}"
    begun(services, created["id"])
    assert client.delete(path).status_code in {200, 202}
    ended(services, created["id"])
    last = client.get(path).get_json()
    assert last["status"] == "stopped"
    assert last["plan"]["status"] == "stopped"
    assert last["plan"]["assignments"]
    again = client.delete(path)
    assert (again.status_code, again.get_json()) == (200, last)


def test_limits_of_the_server_hold(client: FlaskClient, services: Services) -> None:
    """A longer search or more workers than allowed become what is allowed."""
    options = {"time_limit_seconds": 86_400, "workers": 64}
    body = {"problem": make_endless(), "options": options}
    created = client.post("/v1/plans", json=body).get_json()
    assert created["options"] == {"time_limit_seconds": 30, "seed": 1, "workers": 1}


def test_a_full_queue_asks_for_patience(
    client: FlaskClient, services: Services
) -> None:
    """429 with Retry-After; what waits can be stopped, and then there is room."""
    body = {"problem": make_endless()}
    paths = [
        client.post("/v1/plans", json=body).headers["Location"]
        for _ in range(1 + MOST_WAITING)
    ]
    refused = client.post("/v1/plans", json=body)
    must_be_problem(refused, 429, "queue_full")
    assert int(refused.headers["Retry-After"]) > 0

    stopped = client.delete(paths[-1])
    assert stopped.status_code == 200
    assert stopped.get_json()["status"] == "stopped"
    assert stopped.get_json()["plan"] is None
    assert "before it began" in stopped.get_json()["detail"]
    assert client.post("/v1/plans", json=body).status_code == 202


def test_check_prices_a_plan_at_once(client: FlaskClient) -> None:
    """`check` answers 200 with every violation, every term and the total."""
    plan = make_plan(make_assignment("c0-1", 17))
    body = {"problem": make_problem(), "plan": plan, "operation": "check"}
    answer = client.post("/v1/plans", json=body)
    assert answer.status_code == 200
    data = answer.get_json()
    assert (data["problem"], data["total"]) == ("small", 1000)
    assert data["terms"]["unscheduled"] == 1000
    assert {v["rule"] for v in data["violations"]} == {"R05"}
    assert {v["session"] for v in data["violations"]} == {"c0-1"}
    assert all(v["message"] for v in data["violations"])


def test_the_operation_may_stand_in_the_address(client: FlaskClient) -> None:
    """`?operation=check` is the same as the field in the body."""
    body = {"problem": make_problem(), "plan": make_plan()}
    answer = client.post("/v1/plans?operation=check", json=body)
    assert answer.get_json()["total"] == 2000


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (None, "plan"),  # nothing to check
        (make_plan(problem="week"), "plan.problem"),
        (make_plan(make_assignment("zzz", 9)), "plan.assignments[0].session"),
        (make_plan(status="perfect"), "plan.status"),
    ],
)
def test_check_refuses_a_plan_of_something_else(
    client: FlaskClient, plan: dict[str, Any] | None, field: str
) -> None:
    """What the plan names must be in the problem; the field is told."""
    body = {"problem": make_problem(), "plan": plan, "operation": "check"}
    answer = client.post("/v1/plans", json=body)
    (error,) = must_be_problem(answer, 400, "invalid_input")["errors"]
    assert error["field"] == field


def test_amounts_stay_exact(client: FlaskClient) -> None:
    """Half days of cadence cost half a penalty, on the way in and out."""
    problem = make_problem(patients=1, days=5)
    last = {"date": "2026-11-28", "practitioner": "mei"}
    gap = {"min_days": 0, "ideal_days": 3.5, "max_days": 9, "penalty_per_day": 1.1}
    problem["courses"][0]["last_session"] = last
    problem["courses"][0]["sessions"][0]["gap"] = gap
    plan = make_plan(make_assignment("c0-1", 9))
    body = {"problem": problem, "plan": plan, "operation": "check"}
    answer = client.post("/v1/plans", json=body).get_json()
    assert answer["terms"]["cadence"] == 1.65


def test_a_key_answers_the_same_request_once(
    client: FlaskClient, services: Services
) -> None:
    """The same key and body: the same plan again, and no second search."""
    body = {"problem": make_endless()}
    headers = {"Idempotency-Key": "morning-1"}
    first = client.post("/v1/plans", json=body, headers=headers)
    again = client.post("/v1/plans", json=body, headers=headers)
    assert (again.status_code, again.get_data()) == (202, first.get_data())
    assert again.headers["Location"] == first.headers["Location"]

    other = client.post("/v1/plans", json={"problem": make_problem()}, headers=headers)
    must_be_problem(other, 422, "idempotency_key_reused")
    other_key = client.post("/v1/plans", json=body, headers={"Idempotency-Key": "b"})
    assert other_key.headers["Location"] != first.headers["Location"]


def test_a_key_is_free_again_after_an_error(client: FlaskClient) -> None:
    """A request that was refused did nothing, so its key may be used again."""
    headers = {"Idempotency-Key": "k"}
    body = {"problem": make_problem(), "operation": "check"}
    refused = client.post("/v1/plans", json=body, headers=headers)
    must_be_problem(refused, 400, "invalid_input")
    mended = client.post(
        "/v1/plans", json=body | {"plan": make_plan()}, headers=headers
    )
    assert mended.status_code == 200


@pytest.mark.parametrize("key", ["", "with blank", "é", "k" * 201])
def test_a_key_has_a_form(client: FlaskClient, key: str) -> None:
    """1 to 200 printable characters; an empty key is no key to rely on."""
    body = {"problem": make_problem(), "plan": make_plan(), "operation": "check"}
    answer = client.post("/v1/plans", json=body, headers={"Idempotency-Key": key})
    (error,) = must_be_problem(answer, 400, "invalid_input")["errors"]
    assert error["field"] == "Idempotency-Key"


def test_events_follow_a_plan_to_its_end(client: FlaskClient) -> None:
    """Progress at every change, then one last event named after the status."""
    body = {"problem": make_problem(patients=3)}
    created = client.post("/v1/plans", json=body).get_json()
    stream = client.get(f"/v1/plans/{created['id']}/events")
    assert stream.content_type == "text/event-stream; charset=utf-8"
    events = stream.get_data(as_text=True).strip().split("\n\n")
    names = [
        line for event in events for line in event.splitlines() if "event:" in line
    ]
    assert names[-1] == "event: done"
    assert set(names[:-1]) <= {"event: progress"}
    stream.close()


def test_only_so_many_event_streams_are_open(
    client: FlaskClient, services: Services
) -> None:
    """Streams hold threads: the one too many is refused, others still answered."""
    created = client.post("/v1/plans", json={"problem": make_endless()}).get_json()
    path = f"/v1/plans/{created['id']}/events"
    taken = 0
    while services.streams.acquire(blocking=False):
        taken += 1
    refused = client.get(path)
    must_be_problem(refused, 429, "too_many_streams")
    assert refused.headers["Retry-After"]
    services.streams.release(taken)
    with client.get(path, buffered=False) as stream:
        assert next(iter(stream.response)).startswith(b"id: ")
