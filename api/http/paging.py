"""Lists in pages, with cursors that mean nothing to the client."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from scheduler.errors import InvalidInput


def encode_cursor(last_id: str) -> str:
    """Give the cursor of the page after the item of that id."""
    return base64.urlsafe_b64encode(last_id.encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> str | None:
    """
    Give the id after which a page begins; None: the first page.

    Raises
    ------
    InvalidInput
        If this server never made such a cursor.
    """
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeError):
        rule = "cursor must be next_cursor of an answer before"
        raise InvalidInput.of("cursor", f"{rule}, got {cursor!r}.") from None


def page_body(items: list[Any], next_after: str | None) -> dict[str, Any]:
    """Shape one page of a list."""
    return {
        "items": items,
        "next_cursor": None if next_after is None else encode_cursor(next_after),
    }
