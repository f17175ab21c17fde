"""``/v1/plans``: a problem in, a plan out, with no database involved."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from api.http.answers import json_answer
from api.http.documented import problems
from api.http.problems import QUEUE_FULL, ApiError
from api.http.services import services
from api.http.streams import event_stream
from api.jobs.job import Job, Task
from api.jobs.pool import QueueFullError
from api.shapes.base import IdPath
from api.shapes.plans import (
    Operation,
    PlanCheck,
    PlanHeader,
    PlanOptions,
    PlanQuery,
    PlanRequest,
    PlanStatus,
)
from scheduler.errors import InvalidInput, NotFound, Problem
from solver.check import check
from solver.check.report import faults_of_plan
from solver.reading import to_json

RETRY_AFTER_S = 10

blueprint = APIBlueprint(
    "plans",
    __name__,
    url_prefix="/v1",
    abp_tags=[Tag(name="Plans", description="Problems to solve, plans to check.")],
)


@blueprint.post(
    "/plans",
    operation_id="createPlan",
    summary="Solve a problem, or check a plan",
    description="`solve` answers 202 and where to look for the plan; `check` answers "
    "200 with what the plan costs and which rules it breaks. With the header "
    "`Idempotency-Key` the same request again gets the same answer again.",
    responses={
        200: PlanCheck,
        202: PlanStatus,
        **problems(413, 415, 422, 429),
    },
)
def create(header: PlanHeader, query: PlanQuery, body: PlanRequest) -> Response:
    """Solve the problem, or check the plan."""
    _must_belong(body)
    if (query.operation or body.operation) is Operation.CHECK:
        # Before the answers' lock is taken: it may last.
        answer = _checked(body)
        return services().answers.once(header.idempotency_key, lambda: answer)
    return services().answers.once(header.idempotency_key, lambda: _submitted(body))


@blueprint.get(
    "/plans/<id>",
    operation_id="getPlan",
    summary="How far a plan is, and the plan when it is done",
    responses={200: PlanStatus, **problems(404)},
)
def read(path: IdPath) -> Response:
    """Give the plan's status."""
    return json_answer(as_data(_job(path.id)))


@blueprint.get(
    "/plans/<id>/events",
    operation_id="followPlan",
    summary="Follow a plan as server-sent events",
    description="An event `progress` at every change, and one named `done`, "
    "`failed` or `stopped` at the end, each with the status but without the plan.",
    responses={
        200: {
            "description": "Events",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        **problems(404, 429),
    },
)
def events(path: IdPath) -> Response:
    """Follow the plan until it has ended."""
    return event_stream(_job(path.id), as_summary)


@blueprint.delete(
    "/plans/<id>",
    operation_id="stopPlan",
    summary="Stop a search; the best plan so far is kept",
    description="202 while the search is still ending, 200 when it has ended. "
    "Asking again changes nothing, so that no `If-Match` is needed.",
    responses={200: PlanStatus, 202: PlanStatus, **problems(404)},
)
def stop(path: IdPath) -> Response:
    """Stop the search."""
    job = services().jobs.stop(path.id) or _job(path.id)
    return json_answer(as_data(job), 200 if job.status.is_final else 202)


def as_data(job: Job) -> dict[str, Any]:
    """Shape a job as `PlanStatus`, the plan included."""
    plan = orjson.Fragment(job.plan) if job.plan else None
    return {**as_summary(job), "plan": plan}


def as_summary(job: Job) -> dict[str, Any]:
    """Shape a job as `PlanStatus`, all but the plan."""
    figures, effort, task = job.figures, job.effort, job.task
    return {
        "id": job.id,
        "status": job.status,
        "problem": task.problem_id,
        "options": {
            "time_limit_seconds": task.time_limit_s,
            "seed": task.seed,
            "workers": task.workers,
        },
        "created_at": job.created_utc,
        "started_at": job.started_utc,
        "finished_at": job.finished_utc,
        "total": figures and figures.total,
        "bound": figures and figures.bound,
        "gap": figures and figures.gap,
        "unscheduled": figures and figures.unscheduled,
        "progress": effort,
        "detail": job.detail or None,
    }


def _must_belong(body: PlanRequest) -> None:
    if body.plan is None:
        return
    if faults := tuple(faults_of_plan(body.problem, body.plan)):
        raise InvalidInput(Problem(f"plan.{f.path}", f.message) for f in faults)


def _checked(body: PlanRequest) -> Response:
    if body.plan is None:
        raise InvalidInput.of("plan", "is required by operation 'check'.")
    report = check(body.problem, body.plan)
    return json_answer(
        {
            "operation": Operation.CHECK,
            "problem": body.problem.id,
            "violations": [
                {"rule": v.rule, "session": v.session, "message": v.message}
                for v in report.violations
            ],
            "terms": report.terms,
            "total": report.total,
        }
    )


def _submitted(body: PlanRequest) -> Response:
    try:
        job = services().jobs.submit(_task(body, body.options))
    except QueueFullError:
        detail = f"Too many plans are waiting; try again in {RETRY_AFTER_S} s."
        headers = {"Retry-After": str(RETRY_AFTER_S)}
        raise ApiError(QUEUE_FULL, detail, headers=headers) from None
    return json_answer(as_data(job), 202, {"Location": f"/v1/plans/{job.id}"})


def _task(body: PlanRequest, options: PlanOptions) -> Task:
    settings = services().settings
    most_s = settings.plan_time_limit_s
    asked_s = options.time_limit_seconds
    return Task(
        problem_id=body.problem.id,
        problem=to_json(body.problem),
        start=to_json(body.plan) if body.plan else None,
        time_limit_s=most_s if asked_s is None else min(asked_s, most_s),
        seed=options.seed,
        workers=min(options.workers, settings.workers),
    )


def _job(job_id: str) -> Job:
    job = services().jobs.get(job_id)
    if job is None:
        raise NotFound(f"There is no plan '{job_id}', or it was forgotten.")
    return job
