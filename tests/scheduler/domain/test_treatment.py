"""Treatments and protocols check themselves."""

from decimal import Decimal

import pytest

from scheduler.domain.treatment import PhaseKind
from scheduler.errors import InvalidInput
from tests.scheduler.builders import (
    make_consultation,
    make_phase,
    make_protocol,
    make_recovery,
    make_step,
    make_treatment,
)

CONSULTATION = make_consultation()
SERIES = make_phase()
OPEN_SERIES = make_phase(sessions=None)
MAINTENANCE = make_phase(kind=PhaseKind.MAINTENANCE)
OPEN_MAINTENANCE = make_phase(kind=PhaseKind.MAINTENANCE, sessions=None)


def fields_of(caught):
    """Fields of all problems in an InvalidInput."""
    return [problem.field for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("overrides", "field"),
    [
        ({"least_min": 0}, "least_min"),
        ({"least_min": 26}, "most_min"),  # above the longest
        ({"most_min": 1441}, "most_min"),  # above a day
        ({"skill": ""}, "skill"),  # attended without a skill
        ({"staff": ""}, "skill"),  # a skill that nobody brings
        ({"name": ""}, "name"),
        ({"equipment": ("lamp", "lamp")}, "equipment"),
    ],
)
def test_step_names_the_field_that_is_wrong(overrides, field):
    """A step has a length, and staff with a skill or neither."""
    with pytest.raises(InvalidInput) as caught:
        make_step(**overrides)
    assert fields_of(caught) == [field]


@pytest.mark.parametrize(
    "steps",
    [
        (),  # nothing to do
        (make_recovery(),),  # nobody attends
        (make_step(staff="assistant"),),  # staff, but no lead
    ],
)
def test_treatment_has_a_step_of_the_lead(steps):
    """A treatment without a lead is refused."""
    with pytest.raises(InvalidInput) as caught:
        make_treatment(steps=steps)
    assert fields_of(caught) == ["steps"]


def test_treatment_fits_a_day():
    """Steps that together exceed a day are refused."""
    steps = (make_step(), make_recovery(most_min=1440))
    with pytest.raises(InvalidInput) as caught:
        make_treatment(steps=steps)
    assert fields_of(caught) == ["steps"]


@pytest.mark.parametrize(
    ("overrides", "field"),
    [
        ({"sessions": 0}, "sessions"),
        ({"treatments": ()}, "treatments"),
        ({"min_days": -1}, "min_days"),
        ({"min_days": 8, "ideal_days": Decimal(8)}, "max_days"),  # gap cannot fit
        ({"ideal_days": Decimal("1.5")}, "ideal_days"),  # below the least
        ({"ideal_days": Decimal("7.5")}, "ideal_days"),  # above the most
        ({"ideal_days": Decimal("3.25")}, "ideal_days"),  # a quarter day
        ({"ideal_days": Decimal("NaN")}, "ideal_days"),
        ({"slack_days": -1}, "slack_days"),
        ({"gap_penalty_per_day": Decimal(-1)}, "gap_penalty_per_day"),
        ({"late_penalty_per_day": Decimal("Infinity")}, "late_penalty_per_day"),
        ({"priority": 0}, "priority"),
    ],
)
def test_phase_names_the_field_that_is_wrong(overrides, field):
    """A phase whose numbers contradict one another is refused by name."""
    with pytest.raises(InvalidInput) as caught:
        make_phase(**overrides)
    assert fields_of(caught) == [field]


@pytest.mark.parametrize("ideal_days", [Decimal(2), Decimal("3.5"), Decimal(7)])
def test_ideal_gap_lies_between_the_least_and_the_most(ideal_days):
    """Both ends are allowed, and half days between."""
    make_phase(ideal_days=ideal_days)


@pytest.mark.parametrize(
    ("phases", "field"),
    [
        ((CONSULTATION,), None),  # a consultation alone
        ((CONSULTATION, SERIES, SERIES, MAINTENANCE, OPEN_MAINTENANCE), None),
        ((CONSULTATION, OPEN_SERIES), None),  # without end, but last
        ((CONSULTATION, MAINTENANCE), None),  # no series
        ((), "phases"),
        ((SERIES, MAINTENANCE), "phases"),  # no consultation
        ((CONSULTATION, CONSULTATION), "phases[1].kind"),
        ((CONSULTATION, MAINTENANCE, SERIES), "phases[2].kind"),
        ((make_consultation(sessions=2), SERIES), "phases[0].sessions"),
        ((CONSULTATION, OPEN_SERIES, MAINTENANCE), "phases[1].sessions"),
    ],
)
def test_protocol_goes_from_consultation_to_maintenance(phases, field):
    """One consultation, then series, then maintenance; only the last has no end."""
    if field is None:
        make_protocol(phases=phases)
    else:
        with pytest.raises(InvalidInput) as caught:
            make_protocol(phases=phases)
        assert fields_of(caught) == [field]
