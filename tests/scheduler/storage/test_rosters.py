"""Rosters are kept as drafts and published as a whole."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.domain.roster import AppointmentStatus, RosterStatus
from scheduler.errors import InvalidInput, NotFound, RosterConflict
from scheduler.storage import unit_of_work
from tests.scheduler.builders import (
    make_appointment,
    make_network,
    make_roster,
    make_unplaced,
    make_visit,
)

TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
NEXT_DAY = TEN + timedelta(days=1)
HOUR = timedelta(hours=1)  # a session and the turnover take 55 minutes


def statuses(uow):
    """Status of each roster by id."""
    return {roster.id: roster.status for roster in uow.rosters.all()}


@pytest.fixture
def filled(engine):
    """A database with a confirmed and two published appointments."""
    confirmed = make_appointment(
        AppointmentStatus.CONFIRMED, number=1, start_utc=TEN + HOUR
    )
    published = [
        make_appointment(number=number, start_utc=TEN + number * HOUR)
        for number in (2, 3)
    ]
    with unit_of_work(engine) as uow:
        uow.replace_network(make_network(appointments=(confirmed, *published)))
        uow.commit()
    return engine


DRAFT = make_roster(
    visits=(
        make_visit(number=1, start_utc=NEXT_DAY + HOUR),
        make_visit(number=2, start_utc=NEXT_DAY + 2 * HOUR),
        make_visit(number=4, start_utc=NEXT_DAY + 4 * HOUR),
    ),
    unplaced=(make_unplaced(number=3), make_unplaced(number=5)),
)


def test_draft_comes_back(filled):
    """The latest draft is read with its visits and its unplaced sessions."""
    with unit_of_work(filled) as uow:
        assert uow.rosters.latest_draft() is None
        uow.rosters.save_draft(DRAFT)
        uow.commit()
    with unit_of_work(filled, write=False) as uow:
        assert uow.rosters.latest_draft() == DRAFT
        assert uow.rosters.get("run-1") == DRAFT


def test_draft_supersedes_older_drafts_only(filled):
    """One draft stands at a time; what was published stays published."""
    with unit_of_work(filled) as uow:
        for number in (1, 2, 3):
            uow.rosters.save_draft(make_roster(id=f"run-{number}"))
            if number == 1:
                uow.rosters.publish("run-1")
        assert statuses(uow) == {
            "run-1": RosterStatus.PUBLISHED,
            "run-2": RosterStatus.SUPERSEDED,
            "run-3": RosterStatus.DRAFT,
        }


def test_only_a_new_draft_can_be_saved(filled):
    """A roster of another status, or of a known id, is refused."""
    with unit_of_work(filled) as uow:
        with pytest.raises(InvalidInput, match="draft"):
            uow.rosters.save_draft(replace(DRAFT, status=RosterStatus.PUBLISHED))
        uow.rosters.save_draft(DRAFT)
        with pytest.raises(InvalidInput, match="new one"):
            uow.rosters.save_draft(DRAFT)


def test_publishing_turns_visits_into_appointments(filled):
    """Added, moved, kept and dropped: the appointments after publishing."""
    with unit_of_work(filled) as uow:
        uow.rosters.save_draft(DRAFT)
        publication = uow.rosters.publish("run-1")
        uow.commit()
    assert publication.added == ("c1-4",)
    assert publication.changed == ("c1-2",)
    assert publication.dropped == ("c1-3",)
    assert publication.kept == ("c1-1",)
    with unit_of_work(filled, write=False) as uow:
        after = {
            each.visit.session: (each.status.value, each.visit.start_utc, each.revision)
            for each in uow.appointments.all()
        }
        assert statuses(uow) == {"run-1": RosterStatus.PUBLISHED}
    assert after == {
        "c1-1": ("confirmed", TEN + HOUR, 1),
        "c1-2": ("published", NEXT_DAY + 2 * HOUR, 2),
        "c1-3": ("cancelled", TEN + 3 * HOUR, 2),
        "c1-4": ("published", NEXT_DAY + 4 * HOUR, 1),
    }


def test_publishing_the_same_plan_again_changes_nothing(filled):
    """A second roster with the same visits leaves every revision as it is."""
    with unit_of_work(filled) as uow:
        uow.rosters.save_draft(DRAFT)
        uow.rosters.publish("run-1")
        before = uow.appointments.all()
        uow.rosters.save_draft(replace(DRAFT, id="run-2"))
        publication = uow.rosters.publish("run-2")
        assert publication.appointments == ()
        assert uow.appointments.all() == before


def test_what_the_roster_does_not_mention_stays(filled):
    """A roster of one session leaves the others alone."""
    with unit_of_work(filled) as uow:
        before = {each.visit.session: each for each in uow.appointments.all()}
        uow.rosters.save_draft(make_roster(visits=(make_visit(number=4),)))
        uow.rosters.publish("run-1")
        after = {each.visit.session: each for each in uow.appointments.all()}
    assert after.pop("c1-4").status is AppointmentStatus.PUBLISHED
    assert after == before


@pytest.mark.parametrize("status", [RosterStatus.PUBLISHED, RosterStatus.SUPERSEDED])
def test_only_a_draft_can_be_published(engine, status):
    """A roster that was published or superseded is a conflict."""
    with unit_of_work(engine) as uow:
        uow.replace_network(make_network(rosters=(replace(DRAFT, status=status),)))
        with pytest.raises(RosterConflict, match=status.value):
            uow.rosters.publish("run-1")


def test_unknown_roster_is_not_found(filled):
    """A roster that never was cannot be published."""
    with unit_of_work(filled) as uow, pytest.raises(NotFound, match="run-9"):
        uow.rosters.publish("run-9")


def test_roster_that_names_what_is_gone_is_a_conflict(filled):
    """Somebody who left since the run makes the draft stale, all of it."""
    stale = make_roster(visits=(make_visit(number=4, staff={"lead": "left"}),))
    with unit_of_work(filled) as uow:
        uow.rosters.save_draft(stale)
        uow.commit()
        before = uow.appointments.all()
    with unit_of_work(filled) as uow, pytest.raises(RosterConflict, match="plan again"):
        uow.rosters.publish("run-1")
    with unit_of_work(filled, write=False) as uow:
        assert uow.appointments.all() == before
        assert statuses(uow) == {"run-1": RosterStatus.DRAFT}


def test_crash_after_publishing_leaves_the_draft(filled):
    """Publishing counts once it is committed, all of it at once."""
    with unit_of_work(filled) as uow:
        uow.rosters.save_draft(DRAFT)
        uow.commit()
        before = uow.appointments.all()

    def crash():
        with unit_of_work(filled) as uow:
            uow.rosters.publish("run-1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crash()
    with unit_of_work(filled, write=False) as uow:
        assert uow.appointments.all() == before
        assert uow.rosters.latest_draft() == DRAFT


def test_latest_roster_is_the_draft_or_what_was_published_last(filled):
    """Superseded drafts are none of them."""
    older = replace(DRAFT, created_utc=DRAFT.created_utc - timedelta(days=1))
    newer = replace(DRAFT, id="run-2")
    with unit_of_work(filled) as uow:
        assert uow.rosters.latest() is None
        uow.rosters.save_draft(older)
        uow.rosters.publish(older.id)
        published = uow.rosters.latest()
        uow.rosters.save_draft(newer)
        draft = uow.rosters.latest()
        uow.commit()
    assert published == replace(older, status=RosterStatus.PUBLISHED)
    assert draft == newer
