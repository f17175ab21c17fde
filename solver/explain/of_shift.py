"""What somebody on shift could be asked: to start sooner or to stay on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from solver.bits import positions
from solver.explain.answer import Edit, Fix
from solver.explain.case import Case, date_words
from solver.explain.ground import MOST_EXTRA_MIN
from solver.explain.view import Option, View, with_problem
from solver.patterns import LEAD, Shape
from solver.placement import Place


class Ask(NamedTuple):
    """
    A shift that would be longer.

    Attributes
    ----------
    extra
        How much longer, in grains.
    number
        Of the shift among those of the person at the clinic.
    edge
        Grain of its new beginning (``side`` is ``"from_"``) or end (``"to"``).
    """

    extra: int
    person: int
    clinic: int
    number: int
    side: str
    edge: int


def shift(case: Case) -> Fix | None:
    """Let somebody's shift be longer, by as little as will do."""
    asks: dict[Ask, set[Place]] = defaultdict(set)
    wide = case.view.before(case.ground.longer_at_work)
    for place in wide.places():
        if wide.allows_day(place.day):
            for ask in _asks(case, place, wide.masks(place)):
                asks[ask].add(place)
    for _, alike in groupby(sorted(asks), key=lambda ask: ask.extra):
        found: list[tuple[Option, Ask, Edit]] = []
        for ask in alike:
            edit = _edit(case, ask)
            view = _view(case, ask, edit)
            options = view.options(sorted(asks[ask]))
            found += [(option, ask, edit) for option in options]
        if found:
            option, ask, edit = min(found, key=lambda entry: entry[0].rank())
            return case.fix("shift", _sentence(case, ask), option, edit)
    return None


def _asks(case: Case, place: Place, masks: list[int]) -> Iterator[Ask]:
    """Whose shift would have to be longer for some starts of a place."""
    shapes = case.instance.shapes[case.task.treatment]
    lead, clinic, day = place
    base = case.ground.bench.hours.base(clinic, day)
    for shape, mask in enumerate(masks):
        total = shapes[shape].total
        led = case.ground.bench.hours.shift_runs(lead, clinic, day, total)
        for start in positions(mask & ~led):
            yield from _longer(case, lead, clinic, base + start, base + start + total)
        for person, from_, to in _others(case, place, shapes[shape]):
            for start in positions(mask & led):
                at = base + start
                yield from _longer(case, person, clinic, at + from_, at + to)


def _others(case: Case, place: Place, form: Shape) -> Iterator[tuple[int, int, int]]:
    """Who else may take part, and from when to when, from the start on."""
    _, clinic, day = place
    engine, treatment = case.view.engine, case.task.treatment
    for role, parts in form.steps_of.items():
        if role == LEAD:
            continue
        for person in engine.role_candidates(clinic, day, treatment, role):
            if person not in case.line.refused:
                yield person, parts[0][0], sum(parts[-1])


def _longer(case: Case, person: int, clinic: int, from_: int, to: int) -> Iterator[Ask]:
    """Shifts that one end keeps from holding a stretch."""
    most = MOST_EXTRA_MIN // case.instance.grid.grain_min
    shifts = case.ground.bench.hours.shifts[person].get(clinic, [])
    for number, (begins, ends) in enumerate(shifts):
        if begins <= from_ and ends < to <= ends + most:
            yield Ask(to - ends, person, clinic, number, "to", to)
        if from_ < begins <= from_ + most and to <= ends:
            yield Ask(begins - from_, person, clinic, number, "from_", from_)


def _edit(case: Case, ask: Ask) -> Edit:
    person = case.instance.problem.practitioners[ask.person]
    clinic = case.instance.problem.clinics[ask.clinic].id
    shifts, edge = list(person.shifts), case.instance.grid.instant(ask.edge)
    here = [k for k, shift in enumerate(shifts) if shift.clinic == clinic]
    k = here[ask.number]
    shifts[k] = shifts[k].model_copy(update={ask.side: edge})
    return Edit("practitioners", person.id, "shifts", tuple(shifts))


def _view(case: Case, ask: Ask, edit: Edit) -> View:
    """The session before the longer shift, and the break that may come with it."""
    instance = with_problem(case.instance, edit.apply(case.instance.problem))
    hours = case.ground.bench.hours.with_shifts(instance, ask.person)
    return case.view.before(case.view.engine.seen_by(instance, hours))


def _sentence(case: Case, ask: Ask) -> str:
    grid = case.instance.grid
    at = grid.instant(ask.edge).astimezone(grid.zones[ask.clinic])
    who = case.instance.problem.practitioners[ask.person].id
    where = case.instance.problem.clinics[ask.clinic].id
    does = "stay until" if ask.side == "to" else "start at"
    return f"Ask '{who}' to {does} {at:%H:%M} on {date_words(at)} at '{where}'."
