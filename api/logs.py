"""Logs: to standard error, one line an event, never a patient's name."""

from __future__ import annotations

import logging
import sys

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
# They tell every step of what works as it should.
TALKATIVE = ("alembic", "apscheduler", "sqlalchemy", "waitress")
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def configure(level: str) -> None:
    """Send logs of ``level`` and above to standard error; unknown: INFO."""
    known = level.upper() if level.upper() in LEVELS else "INFO"
    logging.basicConfig(level=known, format=FORMAT, stream=sys.stderr, force=True)
    for name in TALKATIVE:
        quiet = logging.NOTSET if known == "DEBUG" else logging.WARNING
        logging.getLogger(name).setLevel(quiet)
