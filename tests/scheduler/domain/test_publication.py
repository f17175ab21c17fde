"""What publishing a roster does to each session."""

from datetime import UTC, datetime

import pytest

from scheduler.domain.publication import publication_of
from scheduler.domain.roster import AppointmentStatus
from tests.scheduler.builders import (
    make_appointment,
    make_roster,
    make_unplaced,
    make_visit,
)

ELEVEN = datetime(2026, 11, 23, 11, tzinfo=UTC)
MOVED = make_visit(start_utc=ELEVEN)


def sessions_by_outcome(publication):
    """The outcomes that happened, each with its sessions."""
    outcomes = ("added", "changed", "unchanged", "dropped", "kept")
    found = {outcome: getattr(publication, outcome) for outcome in outcomes}
    return {outcome: sessions for outcome, sessions in found.items() if sessions}


@pytest.mark.parametrize(
    ("standing", "outcome", "revision"),
    [
        ([], "added", 1),  # new
        ([make_appointment(revision=3)], "changed", 4),  # moved to eleven
        ([make_appointment(revision=3, start_utc=ELEVEN)], "unchanged", None),
        ([make_appointment(AppointmentStatus.CANCELLED, 3)], "added", 4),  # again
        ([make_appointment(AppointmentStatus.CONFIRMED, 3)], "kept", None),
        ([make_appointment(AppointmentStatus.DONE, 3)], "kept", None),
        ([make_appointment(AppointmentStatus.MISSED, 3)], "kept", None),
    ],
)
def test_publishing_a_visit(standing, outcome, revision):
    """A visit is written unless nothing changes or its session is fixed."""
    publication = publication_of(make_roster(visits=(MOVED,)), standing)
    assert sessions_by_outcome(publication) == {outcome: ("c1-1",)}
    if revision is None:
        assert publication.appointments == ()
    else:
        (written,) = publication.appointments
        assert written.visit == MOVED
        assert written.status is AppointmentStatus.PUBLISHED
        assert written.revision == revision


@pytest.mark.parametrize(
    ("status", "is_dropped"),
    [
        (AppointmentStatus.PUBLISHED, True),
        (AppointmentStatus.CONFIRMED, False),
        (AppointmentStatus.DONE, False),
        (AppointmentStatus.MISSED, False),
        (AppointmentStatus.CANCELLED, False),
    ],
)
def test_publishing_without_a_place(status, is_dropped):
    """A published session that lost its place is cancelled, others stay."""
    before = make_appointment(status, revision=2)
    roster = make_roster(unplaced=(make_unplaced(number=1),))
    publication = publication_of(roster, [before])
    if is_dropped:
        assert sessions_by_outcome(publication) == {"dropped": ("c1-1",)}
        (written,) = publication.appointments
        assert written.visit == before.visit
        assert (written.status, written.revision) == (AppointmentStatus.CANCELLED, 3)
    else:
        assert publication.appointments == ()
