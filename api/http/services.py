"""What the views of one application share: settings, database, jobs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from flask import Flask, current_app
from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from api.http.idempotency import Answers
from api.http.problems import DATABASE_UNAVAILABLE, ApiError
from api.jobs.pool import JobPool
from scheduler.errors import InvalidInput
from scheduler.settings import Settings
from scheduler.storage import UnitOfWork, open_engine, unit_of_work

EXTENSION = "meridian"


class Database:
    """
    The network's database, opened at the first use.

    It may be away for a while: each use tries anew, and the server goes on.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._engine: Engine | None = None
        self._lock = threading.Lock()

    def engine(self) -> Engine:
        """
        Give the engine, opened if need be.

        Raises
        ------
        ApiError
            503, if the database does not answer.
        """
        with self._lock:
            if self._engine is None:
                try:
                    self._engine = open_engine(self._url)
                except InvalidInput as error:
                    raise ApiError(DATABASE_UNAVAILABLE, str(error)) from error
            return self._engine

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """Open a consistent snapshot to read from; 503 if there is none."""
        engine = self.engine()
        try:
            with unit_of_work(engine, write=False) as uow:
                yield uow
        except (OperationalError, InterfaceError) as error:
            detail = "The database does not answer; GET /ready says when it does."
            raise ApiError(DATABASE_UNAVAILABLE, detail) from error

    def close(self) -> None:
        """Let go of all connections."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None


@dataclass(frozen=True, slots=True)
class Services:
    """
    What the views call.

    Parameters
    ----------
    streams
        One permit for each event stream that may be open at once.
    """

    settings: Settings
    database: Database
    jobs: JobPool
    streams: threading.BoundedSemaphore
    answers: Answers = field(default_factory=Answers)
    now_utc: Callable[[], datetime] = lambda: datetime.now(UTC)

    def close(self) -> None:
        """End all jobs and let go of the database."""
        self.jobs.close()
        self.database.close()


def services_of(app: Flask) -> Services:
    """Give the services of an application made by `create_app`."""
    return cast(Services, app.extensions[EXTENSION])


def services() -> Services:
    """Give the services of the application that answers this request."""
    return services_of(current_app)
