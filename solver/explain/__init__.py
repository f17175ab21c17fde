"""
Why a session is where it is or nowhere, what else there is, and what would help.

Arithmetic on what stands, not infeasibility cores. `Explainer` lays a plan down
once and answers about any number of its sessions.
"""

from solver.explain.answer import Alternative, Edit, Explanation, Fix
from solver.explain.explainer import Explainer, explain, explain_all

__all__ = [
    "Alternative",
    "Edit",
    "Explainer",
    "Explanation",
    "Fix",
    "explain",
    "explain_all",
]
