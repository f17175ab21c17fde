"""Requests that change something: one transaction, the answer kept in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import Response, request

from api.http.problems import (
    KEY_REUSED,
    PRECONDITION_FAILED,
    PRECONDITION_REQUIRED,
    ApiError,
)
from api.http.services import services
from scheduler.booking.bookings import Bookings
from scheduler.storage.answers import Answer

KEPT_HEADERS = ("Content-Type", "ETag", "Location")


def change(
    act: Callable[[Bookings], Response],
    *,
    key: str | None = None,
    dry_run: bool = False,
) -> Response:
    """
    Act in a transaction of its own and commit; after an error nothing is changed.

    The same key with the same request gets the same answer again, even after a crash:
    the answer is committed together with what it tells.

    Parameters
    ----------
    dry_run
        Whether everything is undone again, the answer being the same.

    Raises
    ------
    ApiError
        422, if the key came with another request.
    """
    known = services()
    now_utc = known.now_utc()
    with known.database.writing() as uow:
        if key is not None and (answer := uow.answers.get(key)) is not None:
            return _again(answer)
        response = act(Bookings(known.book, uow, now_utc))
        if dry_run:
            return response
        if key is not None:
            uow.answers.keep(
                Answer(
                    key=key,
                    fingerprint=_fingerprint(),
                    status=response.status_code,
                    headers={
                        name: response.headers[name]
                        for name in KEPT_HEADERS
                        if name in response.headers
                    },
                    body=response.get_data(),
                    created_utc=now_utc,
                )
            )
        uow.commit()
    return response


def must_match(tag: str, if_match: str | None, *, required: bool) -> None:
    """
    Make sure that the client knows what it changes as it is.

    Raises
    ------
    ApiError
        428 without the header where it is required; 412 if it names another state.
    """
    if if_match is None:
        if required:
            detail = "If-Match must name the ETag of what is changed, got none."
            raise ApiError(PRECONDITION_REQUIRED, detail)
        return
    given = [part.strip() for part in if_match.split(",")]
    if "*" not in given and f'"{tag}"' not in given:
        detail = f'If-Match must be "{tag}", the state now, got {if_match}.'
        raise ApiError(PRECONDITION_FAILED, detail)


def _again(answer: Answer) -> Response:
    if answer.fingerprint != _fingerprint():
        detail = (
            f"Idempotency-Key '{answer.key}' was used for another request; a new "
            "request needs a new key."
        )
        raise ApiError(KEY_REUSED, detail)
    return Response(answer.body, answer.status, answer.headers)


def _fingerprint() -> str:
    target = f"{request.method} {request.full_path}\n".encode()
    return hashlib.sha256(target + request.get_data()).hexdigest()
