"""The records of the compiled search: integer arrays under their names."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
NONE = -(10**6)
"""A day before all days: no session before."""
FAR = 1 << 60
"""A cost that no roster has: there is no way."""


class Tables(NamedTuple):
    """
    An instance for the compiled search; ``-1`` stands for none.

    Ragged lists are ``x_at[i] : x_at[i + 1]`` into ``x``. A *slot* is somebody at a
    clinic on a day, a *cell* a clinic-day, a *form* a treatment in one shape, a
    *part* a role of a form other than the lead's, a *post* a practitioner at a
    clinic. ``away``: days around a session whose masks it may change.
    """

    frame: int
    away: int
    # cells
    cell_lo: Ints
    cell_nw: Ints
    cell_clinic: Ints
    cell_day: Ints
    cell_of: Ints
    # slots
    slot_person: Ints
    slot_cell: Ints
    slot_day: Ints
    slot_post: Ints
    slot_of: Ints
    pause_at: Ints
    pause_from: Ints
    pause_to: Ints
    # people
    max_parallel: Ints
    max_a_day: Ints
    comfortable: Ints
    pause_len: Ints
    post_at: Ints
    post_clinic: Ints
    way: Ints
    # forms
    form_at: Ints
    form_treatment: Ints
    form_total: Ints
    lead_at: Ints
    lead_off: Ints
    lead_len: Ints
    part_at: Ints
    part_seg_at: Ints
    part_off: Ints
    part_len: Ints
    part_static: Words
    able_at: Ints
    able: Ints
    use_at: Ints
    use_kind: Ints
    use_off: Ints
    use_len: Ints
    stock: Ints
    # rooms
    fit_at: Ints
    fit: Ints
    turnover: Ints
    # tasks
    task_line: Ints
    task_treatment: Ints
    loss: Ints
    gap_min: Ints
    gap_max: Ints
    gap_zero: Ints
    gap_slope: Ints
    shown_day: Ints
    shown_start: Ints
    place_at: Ints
    place_slot: Ints
    place_cost: Ints
    place_wish: Ints
    place_static_at: Ints
    place_static: Words
    wish: Words
    # lines
    line_at: Ints
    line_patient: Ints
    last_day: Ints
    last_lead: Ints
    shares_day: Ints
    refused_at: Ints
    refused: Ints
    # weights
    change: int
    wish_cost: int
    moved_time: int
    overload: int


class State(NamedTuple):
    """
    What stands; arrays that the compiled functions change in place.

    Attributes
    ----------
    slot, form, start, room, staff
        Of each task; slot -1: not placed. ``staff[t, k]``: who fills part k.
    led
        ``led[p, d]``: sessions that p leads on day d.
    here
        ``here[x, n]``: tasks placed in cell x; ``where[t]`` their position.
    person_stamp, cell_stamp
        Versions of a person's day and of a cell: what is kept about one holds as
        long as it has the same.
    person_base, cell_base
        The versions before the round; a round that is undone brings them back.
    lead_kept, cell_kept
        Masks of a slot's lead and of a cell by form: of the version before the
        round and of the one in hand, side by side.
    log
        Persons' days, then cells, that the round touched; ``clock`` tells how many
        of each, and the last version given.
    locked, slot_open
        Tasks that never move; slots that may be used.
    """

    slot: Ints
    form: Ints
    start: Ints
    room: Ints
    staff: Ints
    room_busy: Words
    patient_busy: Words
    attended: Words
    attended_at: Words
    visits: Ints
    under_way: Words
    in_use: Words
    led: Ints
    here: Ints
    num_here: Ints
    where: Ints
    person_stamp: Ints
    cell_stamp: Ints
    person_base: Ints
    cell_base: Ints
    log: Ints
    clock: Ints
    lead_kept: Words
    lead_kept_at: Ints
    cell_kept: Words
    cell_kept_at: Ints
    scratch: Words
    locked: Ints
    slot_open: Ints


class Graph(NamedTuple):
    """
    Room for one course's graph: nodes layer by layer, a layer a session.

    Attributes
    ----------
    place, day, lead, price, label, back
        Of each node: its place (-1: it stands), its day and lead, its cost, the
        cheapest way to it and the node before on that way.
    layer_at
        Nodes of layer k are ``layer_at[k] : layer_at[k + 1]``.
    early, early_node
        By day: the cheapest way to a session two or more before, and its node.
    until, until_node
        The same, on that day or any before it.
    day_node, lead_node
        The cheapest node of the layer before by day, and by lead and day; or -1.
    least
        What each course of the instance costs alone beside the fixed appointments.
    """

    place: Ints
    day: Ints
    lead: Ints
    price: Ints
    label: Ints
    back: Ints
    layer_at: Ints
    early: Ints
    early_node: Ints
    until: Ints
    until_node: Ints
    day_node: Ints
    lead_node: Ints
    masks: Words
    picks: Ints
    least: Ints


class Desk(NamedTuple):
    """
    What rounds of search write on.

    Attributes
    ----------
    wanted, line_mark
        Stamps: which tasks and courses belong to the round.
    tasks, lines
        The ruin, and its courses in the order of putting back.
    old
        Slot, form, start, room and staff of the ruin's tasks before the round.
    best
        The same five of every task in the best roster.
    figures
        Cost now, best cost, stamp, rounds, tasks in the ruin, lines in it.
    movable
        Tasks that have places and are not locked.
    tries
        Rounds that sought room for a task in vain since it last had a place.
    """

    wanted: Ints
    line_mark: Ints
    tasks: Ints
    lines: Ints
    old: Ints
    best: Ints
    figures: Ints
    movable: Ints
    tries: Ints
    near: Ints
    keys: Ints
