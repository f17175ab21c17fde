"""What is open on a clinic-day, and what each opening would cost."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from solver.bits import comb, positions
from solver.candidates import posts
from solver.explain.cost import TERM_OF, Units
from solver.explain.view import Option, View
from solver.placement import Place, Placement
from solver.settling import settle


@dataclass(frozen=True, slots=True)
class Opening:
    """
    A session's place in full, and what it would add to the objective.

    Attributes
    ----------
    cost
        In cost units: the sum of the terms.
    terms
        Terms of the objective that it adds to, in cost units; none is 0.
    """

    placement: Placement
    cost: int
    terms: Units


@dataclass(frozen=True, slots=True)
class _Choice:
    """A start with one lead, before room and other staff are chosen."""

    start: int
    cost: int
    load: int
    place: Place
    shape: int


def openings(
    view: View, clinic: int, day: int, *, every: int, leads: Collection[int] = ()
) -> Iterator[Opening]:
    """
    What is open to a session on a clinic-day, in order of start.

    Of all feasible starts those are offered that lie on a coarse grid, and those
    that leave no gap: the first and the last of each stretch of feasible starts
    touch what stands, or the end of opening or shift. Each with the cheapest lead,
    among equals the one who has least to do that day.

    Parameters
    ----------
    every
        Grains between two starts of the coarse grid, from the clinic's midnight.
    leads
        Whose openings are wanted; empty: everybody's.
    """
    task = view.task
    if not task.first_day <= day <= task.last_day or not view.allows_day(day):
        return
    choices = [
        choice
        for at, lead, last in posts(view.instance, view.hours, task)
        if at == clinic and day <= last and (not leads or lead in leads)
        for choice in _choices(view, Place(lead, clinic, day), every)
    ]
    choices.sort(key=lambda c: (c.start, c.cost, c.load, c.place.lead))
    for _, same in groupby(choices, key=attrgetter("start")):
        for choice in same:
            opening = _settled(view, choice)
            if opening is not None:
                yield opening
                break


def _choices(view: View, place: Place, every: int) -> Iterator[_Choice]:
    masks = view.masks(place)
    feasible = 0
    for mask in masks:
        feasible |= mask
    if not feasible:
        return
    load = _load(view, place)
    for start in positions(feasible & _offered(feasible, view, every)):
        shape = next(k for k, mask in enumerate(masks) if mask >> start & 1)
        cost = _priced(view, place, shape, start).change
        yield _Choice(start, cost, load, place, shape)


def _offered(feasible: int, view: View, every: int) -> int:
    """Starts on the coarse grid, and both ends of each stretch on the fine one."""
    step = view.instance.grid.step
    ends = feasible & ~(feasible << step) | feasible & ~(feasible >> step)
    return ends | comb(feasible.bit_length(), every)


def _load(view: View, place: Place) -> int:
    """Grains that a lead attends on the day."""
    lead, clinic, day = place
    attended = view.engine.timeline.attended[lead] >> view.hours.base(clinic, day)
    return (attended & view.hours.full(clinic, day)).bit_count()


def _priced(view: View, place: Place, shape: int, start: int) -> Option:
    """What a start costs; room and other staff make no difference."""
    lead, clinic, day = place
    form = view.instance.shapes[view.task.treatment][shape]
    grain = view.hours.base(clinic, day) + start
    bare = Placement(view.task.index, clinic, day, lead, form, grain, -1, ())
    return view.priced(bare)


def _settled(view: View, choice: _Choice) -> Opening | None:
    placement = settle(
        view.engine, view.task.index, choice.place, choice.shape, choice.start
    )
    return None if placement is None else opening_at(view, placement)


def opening_at(view: View, placement: Placement) -> Opening:
    """A placement as an opening."""
    terms: Units = {}
    for name, units in view.priced(placement).terms.items():
        term = TERM_OF.get(name, name)
        if units:
            terms[term] = terms.get(term, 0) + units
    return Opening(placement, sum(terms.values()), terms)
