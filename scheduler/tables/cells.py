"""What every cell goes through: trimming, and the guard against formulas.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@``. Texts
that do are written behind an apostrophe, which no spreadsheet runs and which
reading takes off again. The same holds after a semicolon, where spreadsheets of
many countries begin a new cell.
"""

from __future__ import annotations

import re

# Spreadsheets and web forms leave these around a text; str.strip() does not
# count them as blanks.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_LONGEST_SHOWN = 40

# The full-width forms are run by spreadsheets set to Japanese.
_BEFORE_FORMULA = re.compile(r"""(^|;)([\s"]*)('*)(?=[=+\-@＝＋－＠])""")


class Unreadable(ValueError):  # noqa: N818 - says what the cell is
    """
    The text of a cell is none of its column's values.

    Parameters
    ----------
    hint
        What seems to have happened and the way out, to follow a semicolon;
        may be empty.
    """

    def __init__(self, hint: str = "") -> None:
        self.hint = hint
        super().__init__(hint)


def trim(text: str) -> str:
    """Text without the blanks around it, no-break and zero-width ones included."""
    trimmed = text.strip()
    while trimmed != (inner := trimmed.strip(_INVISIBLE).strip()):
        trimmed = inner
    return trimmed


def quote(text: str) -> str:
    """Text that is empty or has blanks around it, in double quotes of its own."""
    return f'"{text}"' if _needs_quotes(text) else text


def unquote(text: str) -> str:
    """Undo ``quote``."""
    if _is_quoted(text) and _needs_quotes(text[1:-1]):
        return text[1:-1]
    return text


def guard(text: str) -> str:
    """Text as a cell holds it: no formula, and no blanks around it."""
    return _BEFORE_FORMULA.sub(r"\1\2'\3", quote(text))


def unguard(cell: str) -> str:
    """Undo ``guard``; every other text, such as ``'t Hooft``, stays as it is."""
    return unquote(_BEFORE_FORMULA.sub(_take_apostrophe, cell))


def shown(text: str) -> str:
    """Text for a message: quoted, blanks and controls visible, cut when long."""
    if len(text) > _LONGEST_SHOWN:
        text = text[:_LONGEST_SHOWN] + "…"
    return repr(text)


def _take_apostrophe(match: re.Match[str]) -> str:
    return match[1] + match[2] + match[3][1:]


def _is_quoted(text: str) -> bool:
    return len(text) > 1 and text[0] == text[-1] == '"'


def _needs_quotes(text: str) -> bool:
    # A text that looks quoted already is quoted once more, so that taking one
    # pair off always gives back what was written.
    if not text or text != trim(text):
        return True
    return _is_quoted(text) and _needs_quotes(text[1:-1])
