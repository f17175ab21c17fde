"""Patients: accepted clinics and clearances."""

from datetime import date
from decimal import Decimal

import pytest

from scheduler.domain.patient import AcceptedClinic, Clearance, Contraindication
from scheduler.errors import InvalidInput
from tests.scheduler.builders import make_patient

THINNERS = Contraindication.BLOOD_THINNERS
PREGNANCY = Contraindication.PREGNANCY
MAY = date(2026, 5, 31)
JUNE = date(2026, 6, 30)


def cleared(contraindication, valid_until):
    """Clearance of one condition."""
    return Clearance(contraindication=contraindication, valid_until=valid_until)


@pytest.mark.parametrize(
    ("conditions", "clearances", "until"),
    [
        ((), (), None),  # nothing to clear
        ((), (cleared(THINNERS, MAY),), None),  # cleared without need
        ((THINNERS,), (), date.min),  # never cleared
        ((THINNERS,), (cleared(THINNERS, MAY),), MAY),
        ((THINNERS,), (cleared(PREGNANCY, MAY),), date.min),  # another condition
        ((THINNERS, PREGNANCY), (cleared(THINNERS, MAY),), date.min),  # half
        (
            (THINNERS, PREGNANCY),
            (cleared(THINNERS, MAY), cleared(PREGNANCY, JUNE)),
            MAY,  # the first to expire
        ),
        (
            (THINNERS,),
            (cleared(THINNERS, JUNE), cleared(THINNERS, MAY)),
            JUNE,  # renewed: the longest counts, in whatever order
        ),
    ],
)
def test_cleared_until_the_first_condition_expires(conditions, clearances, until):
    """Every condition needs a clearance; the earliest expiry is the limit."""
    patient = make_patient(contraindications=conditions, clearances=clearances)
    assert patient.cleared_until() == until


@pytest.mark.parametrize(
    ("overrides", "field"),
    [
        ({"clinics": ()}, "clinics"),  # accepts none
        ({"clinics": (AcceptedClinic(clinic="north"),) * 2}, "clinics"),
        ({"contraindications": (THINNERS, THINNERS)}, "contraindications"),
        ({"id": "a;b"}, "id"),
    ],
)
def test_patient_names_the_field_that_is_wrong(overrides, field):
    """A patient accepts clinics, each once."""
    with pytest.raises(InvalidInput) as caught:
        make_patient(**overrides)
    assert [problem.field for problem in caught.value.problems] == [field]


def test_name_of_a_patient_never_appears_in_a_message():
    """A name that is refused is not repeated."""
    with pytest.raises(InvalidInput) as caught:
        make_patient(name="Ada\nLovelace")
    assert "Ada" not in str(caught.value)


@pytest.mark.parametrize("penalty", [Decimal(-1), Decimal("NaN"), Decimal(1_000_001)])
def test_penalty_of_a_clinic_is_a_finite_cost(penalty):
    """A clinic's penalty lies between nothing and a million."""
    with pytest.raises(InvalidInput):
        AcceptedClinic(clinic="north", penalty=penalty)
