"""What sessions need, from the treatments, rooms and clinics as stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from scheduler.domain.occupancy import Use, equipment_name, uses_of
from scheduler.domain.place import Place
from scheduler.domain.treatment import Treatment
from scheduler.storage.batches import batches
from scheduler.storage.mapping import fetch
from scheduler.storage.mappings import TREATMENTS
from scheduler.storage.tables import clinic_equipment, rooms, treatments


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """
    All that says what some places take.

    Parameters
    ----------
    stock
        How many there are of equipment, by the name of its use.
    """

    treatments: dict[str, Treatment]
    turnover_min: dict[str, int]
    stock: dict[str, int]

    def uses_of(self, place: Place) -> tuple[Use, ...]:
        """All that a place takes; it must be one of those it was read for."""
        treatment = self.treatments[place.treatment]
        return uses_of(place, treatment, self.turnover_min[place.room])


def read_needs(connection: Connection, places: Iterable[Place]) -> Needs:
    """Read what is needed for places whose references are known to hold."""
    places = tuple(places)
    of_treatments = sorted({place.treatment for place in places})
    of_rooms = sorted({place.room for place in places})
    of_clinics = sorted({place.clinic for place in places})
    return Needs(
        treatments={
            treatment.id: treatment
            for some in batches(of_treatments)
            for treatment in fetch(connection, TREATMENTS, treatments.c.id.in_(some))
        },
        turnover_min={
            room: turnover_min
            for some in batches(of_rooms)
            for room, turnover_min in connection.execute(
                select(rooms.c.id, rooms.c.turnover_min).where(rooms.c.id.in_(some))
            )
        },
        stock={
            equipment_name(clinic, kind): count
            for some in batches(of_clinics)
            for clinic, kind, count in connection.execute(
                select(clinic_equipment).where(clinic_equipment.c.clinic.in_(some))
            )
        },
    )
