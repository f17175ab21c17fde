"""What a run plans: the whole network, or the patients of some clinics."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from scheduler.domain.network import Network
from scheduler.domain.patient import AcceptedClinic, Patient
from scheduler.domain.roster import Visit
from scheduler.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """
    The clinics that a run plans.

    A patient belongs to the first accepted clinic, the usual one. Those of the
    clinics are planned, at these clinics alone; everything else stays as it
    stands and takes up its rooms and practitioners.

    Parameters
    ----------
    clinics
        None: the whole network.
    """

    clinics: frozenset[str] | None = None

    def covers(self, clinic: str) -> bool:
        """Whether sessions may be placed at a clinic."""
        return self.clinics is None or clinic in self.clinics

    def plans(self, patient: Patient) -> bool:
        """Whether a patient's courses are planned."""
        if self.clinics is None:
            return True
        return bool(patient.clinics) and patient.clinics[0].clinic in self.clinics

    def accepted(self, patient: Patient) -> tuple[AcceptedClinic, ...]:
        """The accepted clinics at which a patient may be placed."""
        return tuple(each for each in patient.clinics if self.covers(each.clinic))

    def touches(self, visit: Visit, staff: frozenset[str]) -> bool:
        """Whether a visit takes up a planned clinic or one of its staff."""
        return self.covers(visit.clinic) or bool(
            staff.intersection(visit.staff.values())
        )


def scope_of(network: Network, clinics: Collection[str] | None) -> Scope:
    """
    The scope of a run over some clinics; None or none named: over all.

    Raises
    ------
    NotFound
        Naming every clinic that the network does not have.
    """
    if not clinics:
        return Scope()
    known = {clinic.id for clinic in network.clinics}
    if unknown := sorted(set(clinics) - known):
        has = ", ".join(sorted(known)) or "none"
        raise NotFound(
            f"clinic must be one of the network ({has}), got {', '.join(unknown)}."
        )
    return Scope(clinics=frozenset(clinics))
