"""The environment, read once into one frozen value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from scheduler.env_file import file_problems, near_misses
from scheduler.errors import InvalidInput, Problem

_PREFIX = "MERIDIAN_"
_CLOCK_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)


class Settings(BaseSettings):
    """
    How an installation runs; each field is a ``MERIDIAN_*`` variable.

    Read with :func:`load_settings`, which words what is wrong.

    Parameters
    ----------
    database_url
        ``sqlite:///FILE`` or ``postgresql://USER:PASSWORD@HOST/NAME``.
    engine
        Where solves run: ``local`` processes, so far.
    nightly_at
        Time of the nightly run on the network's own clock, ``HH:MM``.
    plan_time_limit_s
        Time a planning run may take, in seconds.
    workers
        Processes a solve may use on this machine.
    host, port
        Where the HTTP server listens.
    max_body_bytes
        Largest request body that the HTTP server reads.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, env_file_encoding="utf-8", frozen=True, extra="ignore"
    )

    database_url: Annotated[str, Field(repr=False)] = "sqlite:///meridian.db"
    engine: Literal["local"] = "local"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    nightly_at: time = time(3, 30)
    plan_time_limit_s: Annotated[float, Field(gt=0, le=86_400)] = 60
    workers: Annotated[int, Field(ge=1, le=1024)] = 2
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65_535)] = 8000
    max_body_bytes: Annotated[int, Field(ge=1024)] = 32 * 1024 * 1024

    @field_validator("database_url", "host")
    @classmethod
    def _text_is_not_blank(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("must not be empty")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _log_level_in_any_case(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("nightly_at", mode="before")
    @classmethod
    def _nightly_at_is_a_clock_time(cls, value: object) -> object:
        if isinstance(value, str) and not _CLOCK_TIME.fullmatch(value):
            raise ValueError("must be a time of day such as 03:30")
        return value


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """
    Read the settings from the environment, then from ``env_file``.

    Parameters
    ----------
    env_file
        A file of ``MERIDIAN_*`` lines; it may be missing. None: read none.

    Raises
    ------
    InvalidInput
        Naming every variable with a bad value, and every line of the file that
        would set nothing.
    """
    names = setting_names()
    try:
        slips = tuple(file_problems(env_file, _PREFIX, names)) if env_file else ()
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        raise InvalidInput((*slips, *map(_problem, error.errors()))) from None
    except UnicodeDecodeError:
        raise InvalidInput.of(
            str(env_file),
            f"{env_file} must be encoded in UTF-8; save it again as such.",
        ) from None
    if slips:
        raise InvalidInput(slips)
    return settings


def setting_names() -> tuple[str, ...]:
    """Names of all variables that are settings."""
    return tuple(_PREFIX + field.upper() for field in Settings.model_fields)


def misspelt_variables(names: Iterable[str]) -> list[str]:
    """Sentences about variables whose names nearly are those of settings."""
    return near_misses(names, _PREFIX, setting_names())


def _problem(error: ErrorDetails) -> Problem:
    """Word one of pydantic's findings; a database URL is never repeated."""
    field = str(error["loc"][0])
    variable = _PREFIX + field.upper()
    what = error["msg"].removeprefix("Value error, ").removeprefix("Input should ")
    what = what if what.startswith("must ") else f"must {what}"
    came = "" if field == "database_url" else f", got {error['input']!r}"
    return Problem(variable, f"{variable} {what}{came}.")
