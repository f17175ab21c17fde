"""JSON answers, and what is added to every answer on its way out."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, request

from api.jsons import dump_bytes

JSON = "application/json"


def json_answer(
    value: Any, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """Answer with ``value`` as JSON."""
    return Response(dump_bytes(value), status, headers, content_type=JSON)


def register(app: Flask) -> None:
    """Let every answer pass through `_finish`."""
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if request.path.startswith("/v1/"):
        # People's data: a cache may keep it for its user, and must ask again.
        response.headers.setdefault("Cache-Control", "private, no-cache")
    is_whole = response.status_code == 200 and not response.is_streamed
    if request.method in {"GET", "HEAD"} and is_whole:
        response.add_etag()
        response.make_conditional(request)
    return response
