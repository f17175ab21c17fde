"""Rooms as rows."""

from __future__ import annotations

from scheduler.domain.room import Room
from scheduler.storage.mapping import Mapping, Row, Rows
from scheduler.storage.mappings.calendar import children, span, span_row
from scheduler.storage.tables import room_closures, rooms


def _to_rows(room: Room) -> Rows:
    closures = map(span_row, room.closures)
    return {
        rooms: [
            {
                "id": room.id,
                "clinic": room.clinic,
                "name": room.name,
                "features": room.features,
                "turnover_min": room.turnover_min,
            }
        ],
        room_closures: children("room", room.id, closures),
    }


def _from_rows(row: Row, rows: Rows) -> Room:
    return Room(**row, closures=tuple(map(span, rows[room_closures])))


ROOMS = Mapping(
    kind="room",
    table=rooms,
    children=(room_closures,),
    to_rows=_to_rows,
    from_rows=_from_rows,
)
