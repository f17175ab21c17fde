"""The database that the settings name, for commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api import logs

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from scheduler.settings import Settings


def current_settings(*, is_service: bool = False) -> Settings:
    """
    Read the settings; raises `InvalidInput` with every bad variable.

    Parameters
    ----------
    is_service
        Whether the command runs on its own and logs what it does; the others
        log what is unusual, unless the settings name a level.
    """
    from scheduler.settings import load_settings

    settings = load_settings()
    if is_service or "log_level" in settings.model_fields_set:
        logs.configure(settings.log_level)
    return settings


@contextmanager
def opened_database(
    settings: Settings, *, may_create: bool = False
) -> Iterator[Engine]:
    """
    Open the database, its schema up to date.

    Parameters
    ----------
    may_create
        Whether an SQLite file that is missing is made: who only reads leaves
        no empty one behind.

    Raises
    ------
    InvalidInput
        If there is none, or its schema is another version's.
    """
    from scheduler.storage import ensure_ready, open_engine

    engine = open_engine(settings.database_url, may_create=may_create)
    try:
        ensure_ready(engine)
        yield engine
    finally:
        engine.dispose()
