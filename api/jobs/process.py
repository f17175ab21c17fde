"""The inside of a solving process."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from multiprocessing.connection import Connection

from api import logs
from api.jobs.job import Effort, Figures, Task
from api.jobs.messages import Broke, Message, Planned, Progressed
from api.jsons import dump_bytes
from solver.plan import Plan, Status
from solver.reading import parse_json, plan_from, problem_from
from solver.solve import Options, Progress, solve

logger = logging.getLogger(__name__)

REPORT_EVERY_S = 0.2
BROKE = "Something failed in Meridian while this problem was solved; its log says what."


def work(connection: Connection, task: Task, log_level: str) -> None:
    """
    Solve ``task`` and tell the server over ``connection``.

    Ends by itself, with all its own processes, when the server is gone.
    """
    _lead_own_group()
    logs.configure(log_level)
    stop = threading.Event()
    threading.Thread(target=_listen, args=(connection, stop), daemon=True).start()
    try:
        message: Message = _solve(connection, task, stop)
    except Exception:
        logger.exception("Solving problem '%s' failed.", task.problem_id)
        message = Broke(BROKE)
    connection.send(message)


def _lead_own_group() -> None:
    # Ctrl-C in a terminal reaches the whole group: the server decides what then.
    if hasattr(os, "setpgrp"):
        os.setpgrp()
    else:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _listen(connection: Connection, stop: threading.Event) -> None:
    try:
        connection.recv()
        stop.set()
        connection.recv()
    except (EOFError, OSError):
        _die()


def _die() -> None:
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _solve(connection: Connection, task: Task, stop: threading.Event) -> Planned:
    next_report_s = time.monotonic()

    def report(progress: Progress) -> None:
        nonlocal next_report_s
        now_s = time.monotonic()
        if now_s >= next_report_s:
            next_report_s = now_s + REPORT_EVERY_S
            connection.send(_progressed(progress))

    plan = solve(
        problem_from(parse_json(task.problem)),
        Options(time_limit_s=task.time_limit_s, seed=task.seed, workers=task.workers),
        start=plan_from(parse_json(task.start)) if task.start else None,
        on_progress=report,
        stop=stop.is_set,
    )
    stopped = plan.status == Status.STOPPED
    return Planned(_figures(plan), dump_bytes(plan), is_stopped=stopped)


def _progressed(progress: Progress) -> Progressed:
    figures = Figures(
        total=progress.total, bound=progress.bound, unscheduled=progress.unscheduled
    )
    effort = Effort(
        seconds=progress.seconds, moves=progress.moves, phase=progress.phase
    )
    return Progressed(figures, effort)


def _figures(plan: Plan) -> Figures | None:
    if plan.objective is None:
        return None
    return Figures(
        total=plan.objective.total,
        bound=plan.bound,
        unscheduled=len(plan.unscheduled),
    )
