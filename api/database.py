"""The database that the settings name, for commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api import logs

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from scheduler.settings import Settings


def current_settings() -> Settings:
    """Read the settings; raises `InvalidInput` with every bad variable."""
    from scheduler.settings import load_settings

    settings = load_settings()
    logs.configure(settings.log_level)
    return settings


@contextmanager
def opened_database(settings: Settings) -> Iterator[Engine]:
    """
    Open the database, its schema up to date.

    Raises
    ------
    InvalidInput
        If there is none, or its schema is another version's.
    """
    from scheduler.storage import ensure_ready, open_engine

    engine = open_engine(settings.database_url)
    try:
        ensure_ready(engine)
        yield engine
    finally:
        engine.dispose()
