"""No rule and no term is forgotten anywhere."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import solver
from solver.check import RULES
from solver.check.terms import TERMS
from solver.exact.model import HARD_RULES, OBJECTIVE
from solver.problem import Weights

RULE_IDS = [f"R{k:02}" for k in range(1, 14)]
TERM_NAMES = [
    "unscheduled",
    "lateness",
    "cadence",
    "clinic_preference",
    "time_preference",
    "practitioner_preference",
    "continuity",
    "overload",
    "disruption",
]
CHECK_TESTS = Path(__file__).parent / "check"


@pytest.mark.parametrize("register", [RULES, HARD_RULES])
def test_every_rule_is_stated_once_and_in_order(register):
    """The checker and the exact model both know R01 to R13."""
    assert [rule.id for rule in register] == RULE_IDS


def test_every_rule_has_a_file_of_tests():
    """Named after the rule and its function, with tests in it."""
    for rule, stated in zip(RULES, HARD_RULES, strict=True):
        name = rule.breaches.__name__
        assert stated.state.__name__ == name
        path = CHECK_TESTS / f"test_{rule.id.lower()}_{name}.py"
        tree = ast.parse(path.read_text())
        assert any(
            isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            for node in tree.body
        )


def test_every_rule_of_the_model_has_a_file_of_its_own():
    """One rule, one module, named alike."""
    folder = Path(solver.__file__).parent / "exact" / "rules"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == {rule.state.__name__ for rule in HARD_RULES}


def test_every_term_is_priced_by_all():
    """The checker and the exact model price the same terms."""
    assert list(TERMS) == TERM_NAMES
    assert [term.name for term in OBJECTIVE] == TERM_NAMES


def test_every_weight_has_its_place():
    """No weight is left without a term that uses it."""
    assert set(Weights.model_fields) == {
        "unscheduled",
        "time_preference",
        "practitioner_preference",
        "practitioner_change",
        "overload",
        "moved_day",
        "moved_time",
        "moved_practitioner",
        "moved_clinic",
        "dropped",
    }
