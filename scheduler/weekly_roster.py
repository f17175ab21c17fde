"""A clinic's week as a table: lines of practitioners or rooms, and sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from scheduler.clock import local_date
from scheduler.domain.intervals import Window
from scheduler.domain.roster import Stage, Visit


class By(StrEnum):
    """What the lines of a roster are."""

    PRACTITIONER = "practitioner"
    ROOM = "room"


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSession:
    """
    A session of the week.

    Parameters
    ----------
    revision
        How often its appointment changed; 0 for one that was only proposed.
    treatment_name
        Its id where the treatment has no name.
    is_missed
        Whether nobody came.
    moved_from
        Where it stands published, if the draft moves it.
    """

    visit: Visit
    stage: Stage
    revision: int
    treatment_name: str
    is_missed: bool = False
    moved_from: Visit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterUnscheduled:
    """A session of the clinic that the latest run found no place for."""

    session: str
    course: str
    patient: str
    treatment: str
    treatment_name: str
    due: date
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """
    A practitioner or a room of the week.

    Parameters
    ----------
    hours
        When on shift, or open, by date.
    sessions
        In order of start; a session with several practitioners is in the line
        of each.
    """

    id: str
    name: str
    hours: Mapping[date, tuple[Window, ...]]
    sessions: tuple[RosterSession, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyRoster:
    """
    One clinic's sessions in one ISO week.

    Parameters
    ----------
    network
        Id of the network, which makes a session's id unique in the world.
    days
        Monday to Sunday.
    sessions
        Each once, in order of start.
    unscheduled
        Due in the week, or overdue when it began to be planned.
    cancelled
        Appointments of the week that were cancelled and are not placed anew.
    figures
        Numbers by name; what there is nothing to count for is left out.
    """

    network: str
    clinic: str
    clinic_name: str
    week: str
    timezone: str
    generated_utc: datetime
    days: tuple[date, ...]
    by: By
    lines: tuple[RosterLine, ...]
    sessions: tuple[RosterSession, ...]
    unscheduled: tuple[RosterUnscheduled, ...]
    cancelled: tuple[RosterSession, ...]
    figures: Mapping[str, float]

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's time zone."""
        return ZoneInfo(self.timezone)

    def date_of(self, session: RosterSession) -> date:
        """Clinic-local date of a session."""
        return local_date(session.visit.start_utc, self.zone)

    def local(self, instant: datetime) -> datetime:
        """An instant on the clinic's clock."""
        return instant.astimezone(self.zone)
