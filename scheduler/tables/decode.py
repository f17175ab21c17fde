"""From the bytes of a file to its text, without guessing an encoding."""

from __future__ import annotations

import codecs
import re

_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_BAD_BYTE = re.compile("[\udc80-\udcff]")

SAVE_AS_UTF8 = "save it as UTF-8 (in a spreadsheet: 'CSV UTF-8')"


class Undecodable(ValueError):  # noqa: N818 - says what the file is
    """The file as a whole is not text; the message completes the file's name."""


def decode(data: bytes) -> str:
    """
    Text of a file in UTF-8, or in UTF-16 with a byte order mark.

    Bytes that are not UTF-8 come through as lone surrogates, so that they can
    be reported by line and column; see ``bad_byte``.

    Raises
    ------
    Undecodable
        If it is UTF-32, UTF-16 without a mark, or UTF-16 that is cut off.
    """
    if data.startswith(_UTF_32):
        raise Undecodable(f"is UTF-32: {SAVE_AS_UTF8}.")
    for mark, encoding in _UTF_16.items():
        if data.startswith(mark):
            return _utf_16(data[len(mark) :], encoding)
    if _is_bare_utf_16(data):
        raise Undecodable(f"is UTF-16 without a byte order mark: {SAVE_AS_UTF8}.")
    return data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")


def bad_byte(text: str) -> str:
    """Sentence about the first byte that is not UTF-8; empty if all are."""
    match = _BAD_BYTE.search(text)
    if not match:
        return ""
    byte = match[0].encode("utf-8", "surrogateescape")
    meant = byte.decode("cp1252", "ignore")
    guess = f" (in Windows-1252 it would be {meant!r})" if meant else ""
    return f"byte 0x{byte[0]:02X} is not UTF-8{guess}: {SAVE_AS_UTF8}."


def _utf_16(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        # what was read before the damage is sound, and says where it lies
        line = data[: error.start].decode(encoding).count("\n") + 1
        raise Undecodable(
            f"is UTF-16 but damaged or cut off in line {line}: {SAVE_AS_UTF8}."
        ) from None


def _is_bare_utf_16(data: bytes) -> bool:
    """Whether every other byte at the beginning is NUL, as in English UTF-16."""
    start = data[:40]
    even, odd = start[::2], start[1::2]
    if len(start) < 4:
        return False
    return (all(even) and not any(odd)) or (all(odd) and not any(even))
