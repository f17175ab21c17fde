"""R13: a fixed appointment stays exactly as it is."""

from __future__ import annotations

from ortools.sat.python.cp_model import CpModel

from solver.exact.variables import Variables
from solver.translate import placement_of


def fixed(model: CpModel, variables: Variables) -> None:
    """
    R13. Every decision about a fixed appointment is taken already.

        on, room, staff and edges of s have the values of the appointment
    """
    instance = variables.instance
    for appointment in instance.problem.appointments:
        if appointment.state != "fixed":
            continue
        placement = placement_of(instance, appointment)
        s = placement.task
        model.add(variables.on[s][placement.clinic, placement.day] == 1)
        model.add(variables.room[s][placement.room] == 1)
        for role, person in placement.staff:
            model.add(variables.staff[s][role, person] == 1)
        at = placement.start
        for edge, length in zip(
            variables.edges[s], (*placement.shape.lengths, 0), strict=True
        ):
            model.add(edge == at)
            at += length
