"""A weekly roster as plain text for a terminal."""

from __future__ import annotations

from io import StringIO
from itertools import zip_longest

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scheduler.roster_formats.wording import (
    day_title,
    hours_on,
    place,
    sessions_by_day,
    stage_word,
    times,
    title,
)
from scheduler.weekly_roster import (
    RosterLine,
    RosterSession,
    RosterUnscheduled,
    WeeklyRoster,
)

WIDTH = 100
GAP = 2
LEAST_COLUMNS = 5

# One letter beside the time: the stage.
_MARKS = {
    "history": " ",
    "missed": "x",
    "frozen": "=",
    "published": "-",
    "draft": "+",
    "moved": ">",
}
LEGEND = "= fixed   - published   + draft   > moved by the draft   x missed"


def as_table(roster: WeeklyRoster, width: int = WIDTH) -> str:
    """
    One block a practitioner or room, days as columns, sessions below.

    Parameters
    ----------
    width
        Columns of the terminal; no line is longer.
    """
    text = StringIO()
    console = Console(file=text, width=width, color_system=None, highlight=False)
    console.print(Text(title(roster)))
    console.print(Text(LEGEND))
    for line in roster.lines:
        console.print()
        _print_line(console, roster, line, width)
    if roster.unscheduled:
        console.print()
        console.print(Text(f"Without a place: {len(roster.unscheduled)}"))
        for each in roster.unscheduled:
            console.print(Text(_unscheduled(each), overflow="fold"))
    console.print()
    console.print(Text(_figures(roster)))
    lines = (line.rstrip() for line in text.getvalue().splitlines())
    return "\n".join(lines) + "\n"


def _print_line(
    console: Console, roster: WeeklyRoster, line: RosterLine, width: int
) -> None:
    name = f"{line.id}  {line.name}".rstrip()
    num = len(line.sessions)
    console.print(Text(f"{name}  ({num} session{'' if num == 1 else 's'})"))
    by_day = sessions_by_day(roster, line)
    if not by_day:
        return
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
    column_width = width // max(len(by_day), LEAST_COLUMNS) - GAP
    for day in by_day:
        table.add_column(
            Text(f"{day_title(day)}\n{hours_on(roster, line, day)}"),
            width=column_width,
            overflow="fold",
        )
    for row in zip_longest(*by_day.values()):
        table.add_row(
            *(_cell(roster, session, line) if session else "" for session in row)
        )
    console.print(table)


def _cell(roster: WeeklyRoster, session: RosterSession, line: RosterLine) -> Text:
    mark = _MARKS[stage_word(session)]
    lines = (
        f"{mark}{times(roster, session)}",
        f" {session.visit.patient}",
        f" {session.visit.treatment}",
        f" {place(roster, session, line)}",
    )
    return Text("\n".join(lines))


def _unscheduled(each: RosterUnscheduled) -> str:
    reason = each.reasons[0] if each.reasons else "No reason was noted."
    return (
        f"  {each.session}  {each.patient}  {each.treatment_name}  due {each.due}: "
        f"{reason}"
    )


def _figures(roster: WeeklyRoster) -> str:
    return ", ".join(_figure(name, value) for name, value in roster.figures.items())


def _figure(name: str, value: float) -> str:
    words = name.replace("_", " ")
    if name.endswith("_percent"):
        return f"{words.removesuffix(' percent')} {value:.1f} %"
    return f"{words} {value:.0f}"
