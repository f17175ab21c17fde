"""The waitlist as the API shows and takes it."""

from __future__ import annotations

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.shapes.bookings import MOST_ID


class WaitRequest(BaseModel):
    """Which session waits."""

    model_config = ConfigDict(extra="forbid")

    session: str = Field(max_length=2 * MOST_ID)


class WaitingAnswer(BaseModel):
    """A booked session that waits for an earlier place."""

    id: str
    session: str
    course: str
    created_at: AwareDatetime
    hold: str | None = Field(description="What was offered last; it may be over.")


class WaitingPage(BaseModel):
    """Some of those that wait, in order of id."""

    items: list[WaitingAnswer]
    next_cursor: str | None
