"""Plans that clients send to be solved or checked."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api.shapes.documents import named
from solver.options import MOST_WORKERS
from solver.plan import Plan
from solver.problem import Problem
from solver.reading import plan_from, problem_from

MOST_SECONDS = 86_400
MOST_SEED = 2**31 - 1


class Operation(StrEnum):
    """What to do with a problem: plan it, or check a plan of it."""

    SOLVE = "solve"
    CHECK = "check"


class PlanQuery(BaseModel):
    """The operation, for clients that rather put it in the address."""

    model_config = ConfigDict(extra="forbid")

    operation: Operation | None = Field(
        default=None, description="As `operation` in the body, which it overrides."
    )


def _float_of(value: Any) -> Any:
    # Numbers with a point arrive as exact decimals.
    return float(value) if isinstance(value, Decimal) else value


def _plan_or_nothing(value: Any) -> Any:
    return None if value is None else plan_from(value)


class PlanHeader(BaseModel):
    """What a request that creates something may carry in its header."""

    idempotency_key: str | None = Field(
        default=None,
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,200}$",
        description="Made up by the client; the same key with the same request gets "
        "the same answer again, with another request 422.",
    )


class PlanOptions(BaseModel):
    """How long and how to search."""

    model_config = ConfigDict(extra="forbid", strict=True)

    time_limit_seconds: Annotated[float | None, BeforeValidator(_float_of)] = Field(
        default=None,
        ge=0,
        le=MOST_SECONDS,
        description="Seconds that the search may take; the server has a limit of "
        "its own, which is also the default. The answer says what holds.",
    )
    seed: int = Field(default=1, ge=0, le=MOST_SEED)
    workers: int = Field(
        default=1,
        ge=1,
        le=MOST_WORKERS,
        description="Processes that search at once; the server has a limit.",
    )


class PlanRequest(BaseModel):
    """A problem to solve, or a plan to check."""

    model_config = ConfigDict(extra="forbid")

    problem: Annotated[Problem, BeforeValidator(problem_from), named(Problem)]
    options: PlanOptions = PlanOptions()
    operation: Operation = Operation.SOLVE
    plan: Annotated[
        Annotated[Plan, named(Plan)] | None, BeforeValidator(_plan_or_nothing)
    ] = Field(
        default=None,
        description="With `check` the plan to check; with `solve` one to start from.",
    )


class ChosenOptions(BaseModel):
    """The options that hold, after the server's limits."""

    time_limit_seconds: float
    seed: int
    workers: int


class SearchProgress(BaseModel):
    """How far the search has come."""

    seconds: float
    moves: int
    phase: str


class PlanStatus(BaseModel):
    """A plan that was asked for, and what is known about it now."""

    id: str
    status: str = Field(description="`queued|solving|done|failed|stopped`.")
    problem: str = Field(description="Id of the problem.")
    options: ChosenOptions
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    total: float | None = Field(description="Cost of the best plan so far.")
    bound: float | None = Field(description="Proven: no plan costs less.")
    gap: float | None = Field(description="`(total - bound) / total`.")
    unscheduled: int | None = Field(description="Sessions without a place.")
    progress: SearchProgress | None
    detail: str | None = Field(description="Why there is no plan, if there is none.")
    plan: Annotated[Plan, named(Plan)] | None = Field(
        description="The plan, once the search has ended."
    )


class Violation(BaseModel):
    """A rule that a plan breaks."""

    rule: str = Field(description="`R01` to `R13`.")
    session: str | None
    message: str


class PlanCheck(BaseModel):
    """What the independent checker says of a plan."""

    operation: Operation
    problem: str
    violations: list[Violation]
    terms: dict[str, float] = Field(description="Cost by term.")
    total: float
