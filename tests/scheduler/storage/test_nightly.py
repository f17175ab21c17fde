"""The ledger of nights: each is planned once, and taken up again after a crash."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context

import pytest

from scheduler.domain.nightly import NightlyStatus
from scheduler.storage import open_engine, unit_of_work

NIGHT = date(2026, 11, 23)
NOW_UTC = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
LEASE_S = 600
EXPIRY_UTC = NOW_UTC + timedelta(seconds=LEASE_S)
CLAIMERS = 8


def claim(engine, now_utc=NOW_UTC, night=NIGHT, **options):
    """Claim a night in a transaction of its own."""
    with unit_of_work(engine) as uow:
        run = uow.nightly.claim(night, now_utc, LEASE_S, **options)
        uow.commit()
    return run


def claim_by_url(url):
    """Claim the night from a process that knows nothing but the URL."""
    engine = open_engine(url)
    try:
        run = claim(engine)
        return None if run is None else run.attempt
    finally:
        engine.dispose()


def end(engine, run, *, roster=None, message=""):
    """Finish a run with a roster, or fail it without."""
    with unit_of_work(engine) as uow:
        if roster is None:
            is_ours = uow.nightly.fail(run, NOW_UTC, message)
        else:
            is_ours = uow.nightly.finish(run, NOW_UTC, roster, message)
        uow.commit()
    return is_ours


def entry(engine):
    """The night as others read it."""
    with unit_of_work(engine, write=False) as uow:
        return uow.nightly.get(NIGHT)


def test_first_claim_gets_the_night(engine):
    """A night that nobody claimed is given, and everybody can read by when."""
    assert entry(engine) is None
    run = claim(engine)
    assert (run.status, run.attempt) == (NightlyStatus.RUNNING, 1)
    assert (run.started_utc, run.lease_until_utc) == (NOW_UTC, EXPIRY_UTC)
    assert entry(engine) == run


@pytest.mark.parametrize(
    ("now_utc", "attempt"),
    [
        (NOW_UTC, None),  # at the same instant
        (EXPIRY_UTC - timedelta(seconds=1), None),  # a second before it runs out
        (EXPIRY_UTC, 2),  # exactly when it does
    ],
)
def test_running_night_is_free_when_its_lease_runs_out(engine, now_utc, attempt):
    """A crashed attempt is taken up again, a living one is left alone."""
    claim(engine)
    run = claim(engine, now_utc)
    assert (run and run.attempt) == attempt


def test_finished_night_is_never_given_again(engine):
    """However late somebody asks, a finished night is finished."""
    assert end(engine, claim(engine), roster="run-1", message="Planned.")
    assert claim(engine, EXPIRY_UTC + timedelta(days=1)) is None
    run = entry(engine)
    assert (run.status, run.roster) == (NightlyStatus.FINISHED, "run-1")
    assert (run.finished_utc, run.message) == (NOW_UTC, "Planned.")


def test_failed_night_is_given_again_at_once(engine):
    """A failure need not wait for the lease; the new attempt starts clean."""
    assert end(engine, claim(engine), message="No clinic is open.")
    assert entry(engine).message == "No clinic is open."
    run = claim(engine)
    assert (run.attempt, run.message, run.finished_utc) == (2, "", None)


def test_night_is_given_up_after_some_attempts(engine):
    """A night that always fails is left for people to look at."""
    for _ in range(2):
        end(engine, claim(engine, most_attempts=2), message="It failed.")
    assert claim(engine, most_attempts=2) is None
    assert claim(engine, most_attempts=3).attempt == 3


def test_attempt_that_lost_its_lease_cannot_end_the_night(engine):
    """Whoever was overtaken is told so, and the entry is the other's."""
    late = claim(engine)
    current = claim(engine, EXPIRY_UTC)
    assert not end(engine, late, roster="run-late")
    assert not end(engine, late, message="Too late.")
    assert entry(engine) == current
    assert end(engine, current, roster="run-2")
    assert not end(engine, current, roster="run-3")  # once only


def test_nights_are_independent_and_the_latest_come_first(engine):
    """Each date has its own entry."""
    nights = [NIGHT + timedelta(days=n) for n in range(3)]
    for night in nights:
        assert claim(engine, night=night).local_date == night
    with unit_of_work(engine, write=False) as uow:
        latest = [run.local_date for run in uow.nightly.latest(2)]
    assert latest == nights[:0:-1]


def test_one_of_many_threads_gets_the_night(engine):
    """Of all that claim at once exactly one wins."""
    with ThreadPoolExecutor(CLAIMERS) as pool:
        runs = list(pool.map(lambda _: claim(engine), range(CLAIMERS)))
    assert sum(run is not None for run in runs) == 1


def test_one_of_many_threads_takes_up_an_expired_night(engine):
    """An expired lease, too, goes to exactly one."""
    claim(engine)
    with ThreadPoolExecutor(CLAIMERS) as pool:
        runs = list(pool.map(lambda _: claim(engine, EXPIRY_UTC), range(CLAIMERS)))
    assert [run.attempt for run in runs if run] == [2]


def test_one_of_many_processes_gets_the_night(database_url):
    """The database decides, not the process."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        attempts = list(pool.map(claim_by_url, [database_url] * CLAIMERS))
    assert sorted(filter(None, attempts)) == [1]
