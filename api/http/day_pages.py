"""Days of slots as JSON, written once as long as nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from api.jsons import dump_bytes
from api.shapes.booked import slot_data
from scheduler.booking.open_slots import DaySlots
from scheduler.booking.remembered import Remembered
from scheduler.booking.slot import Slot


class DayPages:
    """The slots of a day, each as JSON, by the day they are of."""

    def __init__(self) -> None:
        self._pages: Remembered[tuple[tuple[Slot, ...], list[bytes]]] = Remembered()

    def data(self, day: DaySlots, zones: Mapping[str, ZoneInfo]) -> dict[str, Any]:
        """A day as the data of an answer; the slots are JSON already."""
        zone = zones[day.clinic]

        def write() -> tuple[tuple[Slot, ...], list[bytes]]:
            return day.whole, [dump_bytes(slot_data(s, zone)) for s in day.whole]

        if day.is_for_anybody:
            # The page holds on to the day's slots, so that their identity stays theirs.
            key = (day.clinic, id(day.whole))
            _, pages = self._pages.get(key, None, write)
        else:
            _, pages = write()
        slots = b",".join(pages[day.begin : day.end])
        return {
            "clinic": day.clinic,
            "timezone": day.timezone,
            "date": day.date,
            "slots": orjson.Fragment(b"[" + slots + b"]"),
        }
