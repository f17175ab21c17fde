"""What the protocol, a doctor or the course could allow: dates, gaps, practitioners."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from solver.explain.answer import Edit, Fix
from solver.explain.case import Case, num_days
from solver.explain.view import Option, View, best, with_line, with_task
from solver.tasks import Gap, Task

MOST_DAYS_WIDER = 7
MOST_DAYS_OF_GAP = 3


def clearance(case: Case) -> Fix | None:
    """Renew the clearance until the session's date."""
    until = case.course.cleared_until
    if until is None:
        return None
    grid = case.instance.grid
    first = max(0, grid.day_index(case.session.earliest), grid.day_index(until) + 1)
    last = min(grid.num_days - 1, grid.day_index(case.session.latest))
    view = _on_days(case, first, last)
    option = best(view.options())
    if option is None:
        return None
    day = grid.date(option.placement.day)
    sentence = f"Renew the clearance of course '{case.course.id}' until {day}."
    edit = Edit("courses", case.course.id, "cleared_until", day)
    return case.fix("clearance", sentence, option, edit)


def window(case: Case) -> Fix | None:
    """Let the window of dates be wider, by as few days as will do."""
    session, grid = case.session, case.instance.grid
    until = case.course.cleared_until
    end = grid.num_days if until is None else grid.day_index(until) + 1
    for days in range(1, MOST_DAYS_WIDER + 1):
        by = timedelta(days=days)
        sides = {"latest": session.latest + by, "earliest": session.earliest - by}
        found: list[tuple[Option, str]] = []
        for side, date in sides.items():
            day = grid.day_index(date)
            if 0 <= day < min(end, grid.num_days):
                option = best(_on_days(case, day, day).options())
                if option is not None:
                    found.append((option, side))
        if found:
            option, side = min(found, key=lambda entry: entry[0].rank())
            word = "up to" if side == "latest" else "from"
            beyond = "after" if side == "latest" else "before"
            sentence = (
                f"Allow it {word} {sides[side]}, {num_days(days)} {beyond} its window."
            )
            edit = Edit("sessions", session.id, side, sides[side])
            return case.fix("window", sentence, option, edit)
    return None


def _on_days(case: Case, first: int, last: int) -> View:
    task = replace(case.task, first_day=first, last_day=last)
    return case.view.varied(with_task(case.instance, task))


def gap(case: Case) -> Fix | None:
    """Let a gap to a neighbour be shorter or longer, by as few days as will do."""
    for days in range(1, MOST_DAYS_OF_GAP + 1):
        found = []
        for task, wider, edit, sentence in _gaps(case, days):
            other = with_task(case.instance, replace(task, gap=wider))
            if wider.min_days == 0:
                line = replace(case.line, may_share_day=True)
                other = with_line(other, line)
            option = best(case.view.varied(other).options())
            if option is not None:
                found.append((option, edit, sentence))
        if found:
            option, edit, sentence = min(found, key=lambda entry: entry[0].rank())
            return case.fix("gap", sentence, option, edit)
    return None


def _gaps(case: Case, by: int) -> Iterator[tuple[Task, Gap, Edit, str]]:
    """The gap before the session and that after it, some days shorter or longer."""
    placed = case.view.engine.timeline.placed
    later = (
        t for t in case.line.sessions if t > case.task.index and placed[t] is not None
    )
    for index in (case.task.index, *[t for t in (next(later, None),) if t is not None]):
        task = case.instance.tasks[index]
        document = case.course.sessions[task.position].gap
        if task.gap is None or document is None:
            continue
        gaps = [("max_days", document.max_days + by, task.gap.min_days)]
        if by <= document.min_days:
            gaps.append(("min_days", document.min_days - by, document.min_days - by))
        for field, value, least in gaps:
            most = value if field == "max_days" else task.gap.max_days
            wider = replace(task.gap, min_days=least, max_days=most)
            edit = Edit(
                "sessions", task.id, "gap", document.model_copy(update={field: value})
            )
            word = "only" if field == "min_days" else "up to"
            sentence = (
                f"Allow {word} {num_days(value)} between '{task.id}' and the session "
                "before it."
            )
            yield task, wider, edit, sentence


def refused(case: Case) -> Fix | None:
    """Let one refused practitioner treat after all."""
    found = []
    for person in sorted(case.line.refused):
        line = replace(case.line, refused=case.line.refused - {person})
        option = best(case.view.varied(with_line(case.instance, line)).options())
        if option is not None:
            found.append((option, case.instance.problem.practitioners[person].id))
    if not found:
        return None
    option, who = min(found, key=lambda entry: entry[0].rank())
    rest = tuple(p for p in case.course.refused_practitioners if p != who)
    sentence = f"Ask whether '{who}' may treat course '{case.course.id}' after all."
    edit = Edit("courses", case.course.id, "refused_practitioners", rest)
    return case.fix("refused", sentence, option, edit)
