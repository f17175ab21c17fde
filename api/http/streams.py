"""A job as server-sent events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flask import Response

from api.http.problems import TOO_MANY_STREAMS, ApiError
from api.http.services import Services, services
from api.jobs.job import Job
from api.jsons import dumps

HEARTBEAT_S = 10.0
RETRY_AFTER_S = 10


def event_stream(job: Job, shown: Callable[[Job], dict[str, Any]]) -> Response:
    """
    Stream every change of a job until it has ended.

    A stream holds a thread of the server, so that only so many may be open.

    Raises
    ------
    ApiError
        429, if they are.
    """
    known = services()
    if not known.streams.acquire(blocking=False):
        detail = "Too many event streams are open; poll the plan instead, or wait."
        headers = {"Retry-After": str(RETRY_AFTER_S)}
        raise ApiError(TOO_MANY_STREAMS, detail, headers=headers)
    stream = _events(known, job, shown)
    response = Response(stream, content_type="text/event-stream; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    response.call_on_close(known.streams.release)
    return response


def _events(
    known: Services, job: Job, shown: Callable[[Job], dict[str, Any]]
) -> Iterator[str]:
    yield _event(job, shown)
    while not job.status.is_final and not known.jobs.is_closed:
        now = known.jobs.wait_for_change(job, HEARTBEAT_S)
        if now is None:
            return
        # A comment keeps proxies from closing a silent stream, and finds out
        # whether anybody still listens.
        yield ": still here\n\n" if now.version == job.version else _event(now, shown)
        job = now


def _event(job: Job, shown: Callable[[Job], dict[str, Any]]) -> str:
    name = job.status.value if job.status.is_final else "progress"
    data = dumps(shown(job), indent=False)
    return f"id: {job.version}\nevent: {name}\ndata: {data}\n\n"
