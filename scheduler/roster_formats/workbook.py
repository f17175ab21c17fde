"""A weekly roster as an XLSX workbook: one sheet a practitioner or room.

Made for paper: A4 across, as wide as the page, with what a page needs to be
read alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO
from itertools import zip_longest
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

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

MOST_SHEET_NAME = 31
_REFUSED_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
# The one name that spreadsheets keep for themselves.
_RESERVED = "history"

_A4 = 9
_HEADING_ROW = 4
_COLUMN_WIDTH = 22
_LINE_HEIGHT = 15
_THIN = Side(style="thin", color="FF999999")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
# Light enough to be written on; in black and white the word still tells.
_FILLS = {
    "draft": PatternFill("solid", fgColor="FFE3F1DA"),
    "moved": PatternFill("solid", fgColor="FFFFF0C9"),
    "missed": PatternFill("solid", fgColor="FFE6E6E6"),
}


def as_xlsx(roster: WeeklyRoster) -> bytes:
    """The workbook; texts are texts even where they look like formulas."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.creator = "Meridian"
    workbook.properties.title = title(roster)
    workbook.properties.created = roster.generated_utc.replace(tzinfo=None)
    names = sheet_names([line.id for line in roster.lines])
    for line, name in zip(roster.lines, names, strict=True):
        _add_line(workbook.create_sheet(name), roster, line)
    if roster.unscheduled or not roster.lines:
        taken = [*names, "Without a place"]
        _add_unscheduled(workbook.create_sheet(sheet_names(taken)[-1]), roster)
    content = BytesIO()
    workbook.save(content)
    return content.getvalue()


def sheet_names(ids: Sequence[str]) -> list[str]:
    r"""
    A name for each sheet that spreadsheets accept, no two alike in any case.

    At most 31 characters, none of ``[ ] : * ? / \\``, no quote at either end.
    """
    names: list[str] = []
    taken = {_RESERVED}
    for id_ in ids:
        base = id_.translate(_REFUSED_IN_NAMES).strip("' ") or "sheet"
        name, count = base[:MOST_SHEET_NAME].rstrip("' "), 1
        while name.casefold() in taken:
            count += 1
            suffix = f" ({count})"
            name = base[: MOST_SHEET_NAME - len(suffix)] + suffix
        taken.add(name.casefold())
        names.append(name)
    return names


def _add_line(sheet: Worksheet, roster: WeeklyRoster, line: RosterLine) -> None:
    _set_up_page(sheet, roster, f"{line.id}  {line.name}".rstrip())
    by_day = sessions_by_day(roster, line)
    for column, day in enumerate(by_day, start=1):
        heading = f"{day_title(day)}\n{hours_on(roster, line, day)}"
        _write(sheet, _HEADING_ROW, column, heading, bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _COLUMN_WIDTH
    sheet.row_dimensions[_HEADING_ROW].height = 2 * _LINE_HEIGHT
    rows = zip_longest(*by_day.values())
    for row, sessions in enumerate(rows, start=_HEADING_ROW + 1):
        texts = [_cell(roster, each, line) if each else "" for each in sessions]
        for column, (text, session) in enumerate(
            zip(texts, sessions, strict=True), start=1
        ):
            fill = _FILLS.get(stage_word(session)) if session else None
            _write(sheet, row, column, text, fill=fill)
        num_lines = max(_num_lines(text, _COLUMN_WIDTH) for text in texts)
        sheet.row_dimensions[row].height = num_lines * _LINE_HEIGHT
    if not by_day:
        _write(sheet, _HEADING_ROW, 1, "Not here this week.")
        sheet.column_dimensions["A"].width = 2 * _COLUMN_WIDTH


def _cell(roster: WeeklyRoster, session: RosterSession, line: RosterLine) -> str:
    return "\n".join(
        (
            f"{times(roster, session)}  {stage_word(session)}",
            session.treatment_name,
            session.visit.patient,
            place(roster, session, line),
        )
    )


def _num_lines(text: str, width: int) -> int:
    """Lines that a text takes in a column so many characters wide."""
    return sum(max(1, len(wrap(line, width))) for line in text.splitlines())


def _add_unscheduled(sheet: Worksheet, roster: WeeklyRoster) -> None:
    _set_up_page(sheet, roster, "Without a place")
    columns = (
        ("Session", _COLUMN_WIDTH),
        ("Patient", _COLUMN_WIDTH),
        ("Treatment", _COLUMN_WIDTH),
        ("Due", 12),
        ("Reasons", 4 * _COLUMN_WIDTH),
    )
    for column, (heading, width) in enumerate(columns, start=1):
        _write(sheet, _HEADING_ROW, column, heading, bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, each in enumerate(roster.unscheduled, start=_HEADING_ROW + 1):
        for column, text in enumerate(_unscheduled(each), start=1):
            _write(sheet, row, column, text)
        num_lines = _num_lines("\n".join(each.reasons), 4 * _COLUMN_WIDTH)
        sheet.row_dimensions[row].height = max(1, num_lines) * _LINE_HEIGHT


def _unscheduled(each: RosterUnscheduled) -> tuple[str, ...]:
    return (
        each.session,
        each.patient,
        each.treatment_name,
        each.due.isoformat(),
        "\n".join(each.reasons),
    )


def _set_up_page(sheet: Worksheet, roster: WeeklyRoster, heading: str) -> None:
    """Heading, clinic and week on top; landscape, fitted to the page's width."""
    _write(sheet, 1, 1, heading, bold=True, is_boxed=False, size=14)
    _write(sheet, 2, 1, title(roster), is_boxed=False)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"1:{_HEADING_ROW}"
    sheet.print_options.horizontalCentered = True
    made = roster.local(roster.generated_utc.astimezone(UTC))
    footer = HeaderFooterItem()
    footer.left.text = f"As of {made:%Y-%m-%d %H:%M}"
    footer.right.text = "Page &P of &N"
    sheet.HeaderFooter.oddFooter = footer
    sheet.freeze_panes = f"A{_HEADING_ROW + 1}"


def _write(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str,
    *,
    bold: bool = False,
    is_boxed: bool = True,
    size: int = 10,
    fill: PatternFill | None = None,
) -> None:
    cell = sheet.cell(row=row, column=column, value=text or None)
    if text:
        cell.data_type = "s"  # never a formula, whatever it begins with
    cell.font = Font(bold=bold, size=size)
    if is_boxed:
        cell.border = _BORDER
        cell.alignment = _WRAPPED
    if fill is not None:
        cell.fill = fill
