"""What a solving process tells the server."""

from __future__ import annotations

from dataclasses import dataclass

from api.jobs.job import Effort, Figures


@dataclass(frozen=True, slots=True)
class Progressed:
    """The search goes on; these are its figures."""

    figures: Figures
    effort: Effort


@dataclass(frozen=True, slots=True)
class Planned:
    """The search ended with this plan, as JSON."""

    figures: Figures | None
    plan: bytes
    is_stopped: bool


@dataclass(frozen=True, slots=True)
class Broke:
    """The search failed; ``detail`` is a sentence for the client."""

    detail: str


Message = Progressed | Planned | Broke
STOP = "stop"
