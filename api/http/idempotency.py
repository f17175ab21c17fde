"""Idempotency keys: the same request again gets the same answer again."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, request

from api.http.problems import KEY_REUSED, ApiError

MOST_KEPT = 1000


@dataclass(frozen=True, slots=True)
class _Answer:
    fingerprint: bytes
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Answers:
    """The answers that were given to keys, the latest thousand of them."""

    def __init__(self, most_kept: int = MOST_KEPT) -> None:
        self._most_kept = most_kept
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, _Answer] = OrderedDict()

    def once(self, key: str | None, act: Callable[[], Response]) -> Response:
        """
        Act on this request, unless its key was answered before.

        Only what was done is remembered: after an error the key is free.

        Parameters
        ----------
        key
            The client's; None: each request is one of its own.

        Raises
        ------
        ApiError
            422, if the key came with another request.
        """
        if key is None:
            return act()
        fingerprint = _fingerprint()
        # Two requests with one key may come together: one acts, one repeats.
        with self._lock:
            if (known := self._kept.get(key)) is not None:
                return _again(key, known, fingerprint)
            response = act()
            if response.status_code < 300:
                self._keep(key, response, fingerprint)
            return response

    def _keep(self, key: str, response: Response, fingerprint: bytes) -> None:
        headers = tuple(response.headers.items())
        body = response.get_data()
        self._kept[key] = _Answer(fingerprint, response.status_code, headers, body)
        if len(self._kept) > self._most_kept:
            self._kept.popitem(last=False)


def _again(key: str, known: _Answer, fingerprint: bytes) -> Response:
    if known.fingerprint != fingerprint:
        detail = (
            f"Idempotency-Key '{key}' was used for another request; "
            "a new request needs a new key."
        )
        raise ApiError(KEY_REUSED, detail)
    return Response(known.body, known.status, list(known.headers))


def _fingerprint() -> bytes:
    target = f"{request.method} {request.full_path}\n".encode()
    return hashlib.sha256(target + request.get_data()).digest()
