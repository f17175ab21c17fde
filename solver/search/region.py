"""Regions: clinics of one part that several searches work on at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from solver.kernel.records import Ints
from solver.kernel.rows import FORM, OTHERS, SLOT
from solver.kernel.search import CompiledSearch


@dataclass(frozen=True, slots=True)
class Region:
    """
    One group of clinics out of several that together are all of them.

    Searches of different regions of one map change nothing that another looks at:
    each practitioner's day and each patient belongs to one region, as do the rooms
    and the equipment of its clinics.

    Attributes
    ----------
    region_of
        Region of each clinic.
    index
        Which of the regions this is.
    """

    region_of: tuple[int, ...]
    index: int


def draw_map(sizes: Sequence[int], num_regions: int, random: Random) -> tuple[int, ...]:
    """Deal clinics out to regions of about equal size, anew each time."""
    order = list(range(len(sizes)))
    random.shuffle(order)
    loads = [0] * num_regions
    region_of = [0] * len(sizes)
    for clinic in order:
        region = loads.index(min(loads))
        region_of[clinic] = region
        loads[region] += max(sizes[clinic], 1)
    return tuple(region_of)


def enter(search: CompiledSearch, region: Region) -> None:
    """Restrict a search to a region, by what stands in it."""
    clinics = np.array(region.region_of, np.int64)
    is_open = _open_slots(search, clinics, region.index)
    search.restrict(is_open, _movable(search, is_open, clinics, region.index))


def _open_slots(search: CompiledSearch, region_of: Ints, index: int) -> Ints:
    """Slots of the region's clinics whose person belongs to the region that day."""
    tables = search.tables
    region = region_of[tables.cell_clinic[tables.slot_cell]]
    person_day = tables.slot_person, tables.slot_day
    # Who works in two regions on a day belongs to the first of them.
    owner = np.full(search.state.led.shape, len(region_of), np.int64)
    np.minimum.at(owner, person_day, region)
    mine: Ints = ((region == index) & (owner[person_day] == index)).astype(np.int64)
    return mine


def _movable(
    search: CompiledSearch, is_open: Ints, region_of: Ints, index: int
) -> Ints:
    """Tasks of patients of whom all that can move stands in the region."""
    instance, rows = search.instance, search.rows()
    patient = np.array([instance.lines[t.course].patient for t in instance.tasks])
    home = _homes(search, region_of)
    held = rows[:, SLOT] >= 0
    held[search.locked] = False
    outside = held & ~_is_inside(search, rows, is_open)
    has_any = np.zeros(len(home), bool)
    has_any[patient[held]] = True
    is_mine = np.where(has_any, True, home == index)
    is_mine[patient[outside]] = False
    movable: Ints = is_mine[patient].astype(np.int64)
    return movable


def _homes(search: CompiledSearch, region_of: Ints) -> Ints:
    """Region of each patient's first clinic; -1: none."""
    penalty = search.instance.penalty
    first = [next(iter(clinics), -1) for clinics in penalty]
    return np.array([region_of[c] if c >= 0 else -1 for c in first], np.int64)


def _is_inside(search: CompiledSearch, rows: Ints, is_open: Ints) -> Ints:
    """Whether everybody whom a session needs is open to the region."""
    tables = search.tables
    slot, form = rows[:, SLOT], rows[:, FORM]
    inside = is_open[slot] == 1
    cell = tables.slot_cell[slot]
    num_parts = np.diff(tables.part_at)[form]
    for k in range(rows.shape[1] - OTHERS):
        needed = num_parts > k
        slot_there = tables.slot_of[rows[:, OTHERS + k], cell]
        inside &= ~needed | ((slot_there >= 0) & (is_open[slot_there] == 1))
    result: Ints = inside
    return result
