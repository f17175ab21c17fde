"""Patients: where and when they can come, and what must be cleared first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from scheduler.domain.calendar import LocalSpan, WeeklyWindow
from scheduler.domain.checks import Checks


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

    def __post_init__(self) -> None:
        checks = Checks(f"accepted clinic {self.clinic!r}")
        checks.identifier("clinic", self.clinic)
        checks.amount("penalty", self.penalty)
        checks.done()


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
    clearances
        Of several for one condition the longest counts.

    Raises
    ------
    InvalidInput
        If no clinic is accepted, or a clinic or condition comes twice.
    """

    id: str
    name: str = ""
    clinics: tuple[AcceptedClinic, ...] = ()
    available: tuple[WeeklyWindow, ...] = ()
    preferred: tuple[WeeklyWindow, ...] = ()
    unavailable: tuple[LocalSpan, ...] = ()
    contraindications: tuple[Contraindication, ...] = ()
    clearances: tuple[Clearance, ...] = ()

    def __post_init__(self) -> None:
        checks = Checks(f"patient {self.id!r}")
        checks.identifier("id", self.id)
        checks.line("name", self.name)
        checks.must(bool(self.clinics), "clinics", "name at least one clinic", "none")
        checks.distinct("clinics", (accepted.clinic for accepted in self.clinics))
        checks.distinct("contraindications", self.contraindications)
        checks.done()

    def cleared_until(self) -> date | None:
        """
        Last date on which the patient may be treated; None: no limit.

        ``date.min`` when a condition has no clearance at all (rule R12).
        """
        if not self.contraindications:
            return None
        until = dict.fromkeys(self.contraindications, date.min)
        for clearance in self.clearances:
            condition = clearance.contraindication
            if condition in until:
                until[condition] = max(until[condition], clearance.valid_until)
        return min(until.values())
