"""Patients: where and when they can come, and what must be cleared first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from scheduler.domain.calendar import LocalSpan, WeeklyWindow


class Contraindication(StrEnum):
    """Conditions for which a doctor's clearance is needed before needling."""

    BLOOD_THINNERS = "blood-thinners"
    BLEEDING_DISORDER = "bleeding-disorder"
    PREGNANCY = "pregnancy"
    SKIN_INFECTION = "skin-infection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """A doctor's clearance of one condition, valid to a date inclusive."""

    contraindication: Contraindication
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedClinic:
    """A clinic the patient comes to, and what using it costs the plan."""

    clinic: str
    penalty: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """
    A patient.

    Parameters
    ----------
    clinics
        Accepted clinics, the usual one first.
    available
        Weekly hours in which the patient can come; empty: any time.
    preferred
        Weekly hours the patient would rather have; empty: no wish.
    unavailable
        Dated exceptions, on the clock of the first accepted clinic.
    """

    id: str
    name: str = ""
    clinics: tuple[AcceptedClinic, ...] = ()
    available: tuple[WeeklyWindow, ...] = ()
    preferred: tuple[WeeklyWindow, ...] = ()
    unavailable: tuple[LocalSpan, ...] = ()
    contraindications: tuple[Contraindication, ...] = ()
    clearances: tuple[Clearance, ...] = ()

    def cleared_until(self) -> date | None:
        """
        Last date on which the patient may be treated; None: no limit.

        ``date.min`` when a condition has no clearance at all (rule R12).
        """
        if not self.contraindications:
            return None
        until = {c.contraindication: c.valid_until for c in self.clearances}
        return min(until.get(c, date.min) for c in self.contraindications)
