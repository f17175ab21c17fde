"""The one other session that could make room by moving."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from solver.explain.answer import Fix
from solver.explain.case import Case, when_words
from solver.explain.in_the_way import in_the_way
from solver.explain.view import Option, View, best
from solver.placement import Placement
from solver.problem import Assignment
from solver.translate import assignment_of


class Swap(NamedTuple):
    """A session moved to make room: the change of the total, and who goes where."""

    change: int
    inserted: Option
    moved: Option
    was: Placement


def swap(case: Case) -> Fix | None:
    """Move one other session that is not fixed, at the least cost in all."""
    found: Swap | None = None
    for least, was, options in _chances(case):
        if found is not None and least >= found.change:
            break
        found = _better(case, was, options, found)
    return None if found is None else _fix(case, found)


def _chances(case: Case) -> list[tuple[int, Placement, list[Option]]]:
    """
    Sessions that would make room if they were gone, most promising first.

    Each with what the swap costs at least, and where this session would go.
    """
    chances = []
    for was, places in in_the_way(case):
        with _lifted(case, was) as other:
            options = sorted(case.view.options(places), key=Option.rank)
            if options:
                costs = other.task.loss + other.priced(was).change
                least = options[0].change - costs  # if the other one moves for nothing
                chances.append((least, was, options))
    return sorted(chances, key=lambda chance: (chance[0], chance[1].task))


@contextmanager
def _lifted(case: Case, was: Placement) -> Iterator[View]:
    """Another session, taken out for a while."""
    engine = case.ground.engine
    engine.remove(was.task)
    try:
        yield case.ground.view(case.instance.tasks[was.task])
    finally:
        engine.add(was)


def _better(
    case: Case, was: Placement, options: Iterable[Option], found: Swap | None
) -> Swap | None:
    """The cheapest swap with one session, if it beats the one found."""
    engine = case.ground.engine
    with _lifted(case, was) as other:
        stays = other.priced(was).change
        places = [(other.costs.place(other.task, p), p) for p in other.places()]
        for option in options:
            # A place by itself is the least that the other one then costs.
            least = option.change - other.task.loss - stays
            places = [
                (cost, place)
                for cost, place in places
                if found is None or least + cost < found.change
            ]
            if not places:
                break
            engine.add(option.placement)
            moved = best(other.options(place for _, place in places))
            engine.remove(case.task.index)
            if moved is not None:
                change = option.change + moved.change - stays
                if found is None or change < found.change:
                    found = Swap(change, option, moved, was)
    return found


def _fix(case: Case, found: Swap) -> Fix:
    moved = assignment_of(case.instance, found.moved.placement)
    beside = case.instance.amount(found.change - found.inserted.change)
    return Fix(
        kind="swap",
        sentence=f"Move session '{moved.session}' {_where(case, found, moved)} "
        f"({beside:+}).",
        assignment=case.assignment(found.inserted),
        change=case.instance.amount(found.change),
        moves=(moved,),
    )


def _where(case: Case, found: Swap, moved: Assignment) -> str:
    was, now = found.was, found.moved.placement
    told = [f"to {when_words(moved.start)}"] if was.start != now.start else ["to be"]
    if was.clinic != now.clinic:
        told.append(f"at '{moved.clinic}'")
    if was.lead != now.lead:
        told.append(f"with '{moved.staff['lead']}'")
    if told == ["to be"]:
        is_room = was.room != now.room
        told = [f"to '{moved.room}'" if is_room else "to other staff or lengths"]
    return " ".join(told)
