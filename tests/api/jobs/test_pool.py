"""Jobs: order, limits, crashes and the end of the server, in real processes."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.jobs.job import Figures, Job, JobStatus, Task
from api.jobs.pool import JobPool, QueueFullError
from tests.api.builders import make_endless, make_problem

only_linux = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes are read from /proc"
)


def make_task(*, endless: bool = False, workers: int = 1) -> Task:
    """Give a task that is done at once, or one that never ends by itself."""
    problem = make_endless() if endless else make_problem()
    return Task(
        problem_id=problem["id"],
        problem=json.dumps(problem).encode(),
        start=None,
        time_limit_s=600,
        seed=1,
        workers=workers,
    )


@pytest.fixture
def pool() -> Iterator[JobPool]:
    """One worker, two tasks may wait, one finished job is remembered."""
    pool = JobPool(1, most_waiting=2, most_kept=1)
    yield pool
    pool.close()


def until_final(pool: JobPool, job: Job) -> Job:
    """Wait until a job has ended."""
    while not job.status.is_final:
        now = pool.wait_for_change(job, 60)
        assert now is not None
        job = now
    return job


def until_searching(pool: JobPool, job: Job) -> int:
    """Wait until a job's search has told something; give its process's id."""
    while job.figures is None:
        assert not job.status.is_final, job.detail
        now = pool.wait_for_change(job, 60)
        assert now is not None
        job = now
    pid = pool.pid(job.id)
    assert pid is not None
    return pid


def is_running(pid: int) -> bool:
    """Whether a process is there, and no mere entry of one that has ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_job_goes_from_queued_to_done(pool: JobPool) -> None:
    """Its times are in order, and its plan has figures."""
    job = until_final(pool, pool.submit(make_task()))
    assert job.status is JobStatus.DONE
    assert job.started_utc is not None
    assert job.finished_utc is not None
    assert job.created_utc <= job.started_utc <= job.finished_utc
    assert job.figures == Figures(total=0, bound=0, unscheduled=0)  # type: ignore[arg-type]
    assert json.loads(job.plan or b"")["status"] == "optimal"
    assert pool.pid(job.id) is None


def test_jobs_wait_for_each_other(pool: JobPool) -> None:
    """With one worker the second begins when the first has ended."""
    first = pool.submit(make_task(endless=True))
    second = pool.submit(make_task())
    assert (first.status, second.status) == (JobStatus.SOLVING, JobStatus.QUEUED)
    until_searching(pool, first)
    pool.stop(first.id)
    assert until_final(pool, first).status is JobStatus.STOPPED
    assert until_final(pool, second).status is JobStatus.DONE


def test_a_stop_before_the_search_has_begun_still_gives_a_plan(
    pool: JobPool,
) -> None:
    """The wish reaches the process when it listens."""
    job = pool.submit(make_task(endless=True))
    pool.stop(job.id)
    ended = until_final(pool, job)
    assert ended.status is JobStatus.STOPPED
    assert ended.plan


def test_only_so_many_wait(pool: JobPool) -> None:
    """One runs, two wait, the next is refused; a stop makes room."""
    jobs = [pool.submit(make_task(endless=True)) for _ in range(3)]
    with pytest.raises(QueueFullError):
        pool.submit(make_task())
    pool.stop(jobs[1].id)
    assert pool.submit(make_task()).status is JobStatus.QUEUED


def test_a_job_with_more_workers_than_there_are_runs_alone(pool: JobPool) -> None:
    """It is not left waiting for ever, nor does another run beside it."""
    wide = pool.submit(make_task(endless=True, workers=8))
    narrow = pool.submit(make_task())
    assert (wide.status, narrow.status) == (JobStatus.SOLVING, JobStatus.QUEUED)


def test_old_jobs_are_forgotten(pool: JobPool) -> None:
    """Of the finished jobs as many are remembered as were asked for."""
    first = until_final(pool, pool.submit(make_task()))
    second = until_final(pool, pool.submit(make_task()))
    assert pool.get(first.id) is None
    assert pool.get(second.id) == second
    assert pool.wait_for_change(first, 0) is None


@only_linux
def test_a_killed_process_fails_its_job_only(pool: JobPool) -> None:
    """The job says what happened; the next one is solved as ever."""
    job = pool.submit(make_task(endless=True))
    os.kill(until_searching(pool, job), signal.SIGKILL)
    failed = until_final(pool, job)
    assert failed.status is JobStatus.FAILED
    assert "SIGKILL" in failed.detail
    assert failed.plan is None
    assert until_final(pool, pool.submit(make_task())).status is JobStatus.DONE


def test_a_mistake_of_ours_fails_the_job(
    pool: JobPool, capfd: pytest.CaptureFixture[str]
) -> None:
    """The client is told no details; they are in the log."""
    broken = Task(
        problem_id="broken",
        problem=b"no JSON at all",
        start=None,
        time_limit_s=1,
        seed=1,
        workers=1,
    )
    failed = until_final(pool, pool.submit(broken))
    assert failed.status is JobStatus.FAILED
    assert "its log says what" in failed.detail
    assert "Solving problem 'broken' failed." in capfd.readouterr().err


@only_linux
def test_close_leaves_no_process(pool: JobPool) -> None:
    """What runs is ended, what waits is told, and nothing more is taken."""
    running = pool.submit(make_task(endless=True))
    waiting = pool.submit(make_task(endless=True))
    pid = until_searching(pool, running)
    pool.close()
    assert not is_running(pid)
    for job in (running, waiting):
        ended = pool.wait_for_change(job, 0)
        assert ended is None or ended.status.is_final
    with pytest.raises(QueueFullError):
        pool.submit(make_task())


def test_gap_is_the_share_above_the_bound() -> None:
    """0 when both are 0, unknown without a bound."""
    from decimal import Decimal

    def gap(total: int, bound: int | None) -> float | None:
        proven = None if bound is None else Decimal(bound)
        return Figures(total=Decimal(total), bound=proven, unscheduled=0).gap

    assert (gap(0, 0), gap(200, 150), gap(200, None)) == (0, 0.25, None)
