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
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from api.http.day_pages import DayPages
from api.http.idempotency import Answers
from api.http.problems import DATABASE_UNAVAILABLE, MIGRATIONS_PENDING, ApiError
from api.jobs.pool import JobPool
from scheduler.booking.live_book import LiveBook
from scheduler.errors import InvalidInput
from scheduler.settings import Settings
from scheduler.storage import (
    SchemaState,
    UnitOfWork,
    open_engine,
    schema_state,
    unit_of_work,
)

EXTENSION = "meridian"
PATIENCE_S = 2.0
NO_ANSWER = "The database does not answer; GET /ready says when it does."


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
        # While one request waits for a database that is away, others need not.
        if not self._lock.acquire(timeout=PATIENCE_S):
            raise ApiError(DATABASE_UNAVAILABLE, NO_ANSWER)
        try:
            if self._engine is None:
                self._engine = open_engine(self._url)
            return self._engine
        except InvalidInput as error:
            raise ApiError(DATABASE_UNAVAILABLE, str(error)) from error
        finally:
            self._lock.release()

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """Open a consistent snapshot to read from; 503 if there is none."""
        with self._unit(write=False) as uow:
            yield uow

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        """Open a transaction, once all other writers are done; 503 if there is none."""
        with self._unit(write=True) as uow:
            yield uow

    @contextmanager
    def _unit(self, *, write: bool) -> Iterator[UnitOfWork]:
        engine = self.engine()
        try:
            with unit_of_work(engine, write=write) as uow:
                yield uow
        except DBAPIError as error:
            # A table that is missing and a server that is away look alike to some
            # drivers: asking for the schema tells them apart.
            self.must_be_ready()
            if isinstance(error, OperationalError | InterfaceError):
                raise ApiError(DATABASE_UNAVAILABLE, NO_ANSWER) from error
            raise

    def must_be_ready(self) -> SchemaState:
        """
        Give the state of the schema, which is up to date.

        Raises
        ------
        ApiError
            503, if the database does not answer or has another schema.
        """
        try:
            state = schema_state(self.engine())
        except DBAPIError as error:
            raise ApiError(DATABASE_UNAVAILABLE, NO_ANSWER) from error
        if not state.is_current:
            rule = f"The database must be at migration {state.head}"
            detail = f"{rule}, got {state.current}; {state.remedy}."
            raise ApiError(MIGRATIONS_PENDING, detail)
        return state

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
    book
        The appointment book, one for all requests of this process.
    day_pages
        Days of slots as they were answered.
    """

    settings: Settings
    database: Database
    jobs: JobPool
    streams: threading.BoundedSemaphore
    answers: Answers = field(default_factory=Answers)
    book: LiveBook = field(default_factory=LiveBook)
    day_pages: DayPages = field(default_factory=DayPages)
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
