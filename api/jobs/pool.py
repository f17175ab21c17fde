"""The jobs of one server: a bounded queue, what runs, a bounded history."""

from __future__ import annotations

import atexit
import secrets
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from api.jobs.job import Job, JobStatus, Task
from api.jobs.messages import Message, Planned, Progressed
from api.jobs.runner import CLOSING, Runner

MOST_WAITING = 16
MOST_KEPT = 100
NEVER_STARTED = "The job was stopped before it began, so there is no plan."


class QueueFullError(Exception):
    """As many jobs are waiting as may wait."""


class JobPool:
    """
    Solves tasks in processes, in the order in which they came.

    Parameters
    ----------
    workers
        Processes that may search at the same time; a task counts as many as it
        asks for, and runs alone if it asks for more.
    most_waiting
        Tasks that may wait beside those that run.
    most_kept
        Finished jobs that are remembered; the oldest is forgotten first.
    """

    def __init__(
        self,
        workers: int,
        *,
        log_level: str = "WARNING",
        most_waiting: int = MOST_WAITING,
        most_kept: int = MOST_KEPT,
        now_utc: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._workers = workers
        self._log_level = log_level
        self._most_waiting = most_waiting
        self._most_kept = most_kept
        self._now_utc = now_utc
        self._changed = threading.Condition()
        self._jobs: dict[str, Job] = {}
        self._finished: OrderedDict[str, None] = OrderedDict()
        self._waiting: deque[str] = deque()
        self._running: dict[str, Runner] = {}
        self._is_closed = False
        # Runs before multiprocessing's own hook, which would wait for a solver.
        atexit.register(self.close)

    def submit(self, task: Task) -> Job:
        """
        Queue a task.

        Raises
        ------
        QueueFullError
            If too many wait already, or the server is ending.
        """
        with self._changed:
            if self._is_closed or len(self._waiting) >= self._most_waiting:
                raise QueueFullError
            job = Job(
                id=secrets.token_hex(8),
                task=task,
                status=JobStatus.QUEUED,
                created_utc=self._now_utc(),
            )
            self._jobs[job.id] = job
            self._waiting.append(job.id)
            self._start_what_fits()
            return self._jobs[job.id]

    @property
    def is_full(self) -> bool:
        """Whether `submit` would refuse now."""
        with self._changed:
            return len(self._waiting) >= self._most_waiting

    @property
    def is_closed(self) -> bool:
        """Whether the server is ending."""
        return self._is_closed

    def get(self, job_id: str) -> Job | None:
        """Give the job as it stands; None: unknown, or forgotten."""
        with self._changed:
            return self._jobs.get(job_id)

    def pid(self, job_id: str) -> int | None:
        """Id of the process that solves the job, while it runs."""
        with self._changed:
            runner = self._running.get(job_id)
        return runner.pid if runner else None

    def wait_for_change(self, job: Job, timeout_s: float) -> Job | None:
        """
        Wait until the job differs from ``job``, or the server is ending.

        None: it was forgotten. The same job: nothing changed in time.
        """

        def has_changed() -> bool:
            now = self._jobs.get(job.id)
            return self._is_closed or now is None or now.version != job.version

        with self._changed:
            self._changed.wait_for(has_changed, timeout_s)
            return self._jobs.get(job.id)

    def stop(self, job_id: str) -> Job | None:
        """Ask a job to end with the best plan so far; a finished one stays."""
        with self._changed:
            if job_id in self._waiting:
                self._waiting.remove(job_id)
                self._finish(job_id, status=JobStatus.STOPPED, detail=NEVER_STARTED)
            elif job_id in self._running:
                self._running[job_id].stop()
            return self._jobs.get(job_id)

    def close(self) -> None:
        """End all jobs and their processes; nothing is left running."""
        atexit.unregister(self.close)
        with self._changed:
            self._is_closed = True
            while self._waiting:
                waiting = self._waiting.popleft()
                self._finish(waiting, status=JobStatus.STOPPED, detail=CLOSING)
            runners = tuple(self._running.values())
            self._changed.notify_all()
        # Not under the lock: a runner tells its last message on its way out.
        for runner in runners:
            runner.close()

    def _start_what_fits(self) -> None:
        while self._waiting and not self._is_closed:
            job = self._jobs[self._waiting[0]]
            in_use = sum(self._jobs[j].task.workers for j in self._running)
            if self._running and in_use + job.task.workers > self._workers:
                return
            self._waiting.popleft()
            runner = Runner(job.task, partial(self._hear, job.id), self._log_level)
            self._running[job.id] = runner
            self._change(job.id, status=JobStatus.SOLVING, started_utc=self._now_utc())
            runner.start()

    def _hear(self, job_id: str, message: Message) -> None:
        with self._changed:
            if isinstance(message, Progressed):
                self._change(job_id, figures=message.figures, effort=message.effort)
                return
            del self._running[job_id]
            if isinstance(message, Planned):
                status = JobStatus.STOPPED if message.is_stopped else JobStatus.DONE
                self._finish(
                    job_id, status=status, figures=message.figures, plan=message.plan
                )
            else:
                self._finish(job_id, status=JobStatus.FAILED, detail=message.detail)
            self._start_what_fits()

    def _finish(self, job_id: str, **changes: Any) -> None:
        self._change(job_id, finished_utc=self._now_utc(), **changes)
        self._finished[job_id] = None
        while len(self._finished) > self._most_kept:
            forgotten, _ = self._finished.popitem(last=False)
            del self._jobs[forgotten]

    def _change(self, job_id: str, **changes: Any) -> None:
        job = self._jobs[job_id]
        self._jobs[job_id] = replace(job, version=job.version + 1, **changes)
        self._changed.notify_all()
