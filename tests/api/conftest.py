"""The program in this process and in one of its own; the application."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.cli import main
from api.http.app import Application, create_app
from api.http.services import Services, services_of
from scheduler.settings import Settings

Run = Callable[..., "Ended"]


@dataclass(frozen=True)
class Ended:
    """How a run of the program ended, and what it wrote."""

    status: int
    out: str
    err: str

    def data(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable and no .env file of the machine reaches a test."""
    for name in list(os.environ):
        if name.startswith("MERIDIAN_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def meridian(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    """Run the program in this process."""
    root = logging.getLogger()
    handlers = list(root.handlers)

    def run(*words: object) -> Ended:
        status = main([str(word) for word in words])
        out, err = capfd.readouterr()
        return Ended(int(status), out, err)

    yield run
    root.handlers[:] = handlers


@pytest.fixture
def on_database(monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> str:
    """Let the program use a migrated SQLite database without a network."""
    monkeypatch.setenv("MERIDIAN_DATABASE_URL", sqlite_url)
    return sqlite_url


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, Any], Path]:
    """Write data as JSON, or text as it is, to a file of that name."""

    def written(name: str, content: Any) -> Path:
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start the program in a process of its own; it is ended with the test."""
    processes: list[subprocess.Popen[str]] = []

    def started(*words: object, **options: Any) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "api", *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )
        processes.append(process)
        return process

    yield started
    for process in processes:
        with process:
            process.kill()


@pytest.fixture
def settings(sqlite_url: str) -> Settings:
    """Settings with a migrated SQLite database and small limits."""
    return Settings(
        _env_file=None,
        database_url=sqlite_url,
        max_body_bytes=100_000,
        plan_time_limit_s=30,
        workers=1,
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Application]:
    """The application over an empty database."""
    app = create_app(settings)
    yield app
    services_of(app).close()


@pytest.fixture
def services(app: Application) -> Services:
    """What the views of the application call."""
    return services_of(app)


@pytest.fixture
def client(app: Application) -> FlaskClient:
    """A client of the application."""
    return app.test_client()
