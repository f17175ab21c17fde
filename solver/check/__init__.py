"""The independent checker: every rule and term again, in plain arithmetic.

It reads the two documents and shares nothing with any search, so that a mistake
there cannot hide here.
"""

from solver.check.report import Report, Violation, check
from solver.check.rules import RULES

__all__ = ["RULES", "Report", "Violation", "check"]
