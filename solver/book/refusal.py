"""Whether a session may be held exactly so, and if not, by which rule."""

from __future__ import annotations

from solver.candidates import posts
from solver.explain.view import View
from solver.hours import Hours
from solver.patterns import LEAD
from solver.placement import Place, Placement
from solver.sieve import OTHERS, Sieve
from solver.standing import is_legal


def refusal(view: View, placement: Placement) -> str | None:
    """
    The first rule that refuses a placement of the view's session; None: none does.

    A rule is named by its id, as in ``R02``.
    """
    if is_legal(view.engine, placement):
        return None
    return _of_place(view, placement) or _of_start(view, placement)


def _of_place(view: View, p: Placement) -> str | None:
    """A rule that refuses the lead, the clinic or the day, whatever the hour."""
    task, instance = view.task, view.instance
    if p.shape not in instance.shapes[task.treatment]:
        return "R01"
    if p.lead not in instance.skilled[task.treatment][LEAD]:
        return "R03"
    if p.lead in view.line.refused or p.day > instance.last_licensed_day[p.lead]:
        return "R03"
    if p.clinic not in instance.penalty[view.line.patient]:
        return "R10"
    if not any(
        (clinic, lead) == (p.clinic, p.lead)
        for clinic, lead, _ in posts(instance, view.hours, task)
    ):
        return "R05"
    if not task.first_day <= p.day <= task.last_day or not view.allows_day(p.day):
        return "R11"
    return None


def _of_start(view: View, p: Placement) -> str:
    """The rule that refuses the hour, the room or the other staff."""
    shape = view.instance.shapes[view.task.treatment].index(p.shape)
    bit = p.start - view.hours.base(p.clinic, p.day)
    if bit < 0 or not _is_on_grid(view.hours, bit):
        return "R01"
    place = Place(p.lead, p.clinic, p.day)
    rule = Sieve(view.engine, view.task, place, shape).refuses(bit)
    if rule is not None:
        return "R04" if rule == OTHERS else rule
    rooms = view.instance.fitting_rooms[p.clinic][view.task.treatment]
    starts = view.engine.room_starts(p.room, p.clinic, p.day, p.shape.total)
    if p.room not in rooms or not starts >> bit & 1:
        return "R02"
    # What is left is the staff chosen for the other roles.
    return "R04"


def _is_on_grid(hours: Hours, bit: int) -> bool:
    return bit % hours.grid.step == 0
