"""The course graph, compiled: a whole course back in by its shortest path."""

from __future__ import annotations

from numba import njit

from solver.kernel.dice import chance
from solver.kernel.masks import place_mask
from solver.kernel.prices import cadence, least_start_cost, one_more
from solver.kernel.put import FAR, put_at
from solver.kernel.records import NONE


@njit(cache=True)
def insert(T, S, G, line, wanted, stamp, rng, blink):
    """
    Put the wanted tasks of a course, none placed, at their cheapest places.

    Placed sessions stay; unplaced ones that are not wanted stay out. ``blink`` in
    thousandths is the chance that a place is not looked at.
    """
    first, last = T.line_at[line], T.line_at[line + 1]
    _, node = shortest(T, S, G, line, wanted, stamp, rng, blink)
    for k in range(last - first):
        G.picks[k] = -1
    while node >= 0:
        k = layer_of(G, node)
        G.picks[k] = G.place[node]
        node = G.back[node]
    for k in range(last - first):
        if G.picks[k] >= 0:
            put_at(T, S, G, first + k, G.picks[k], rng)


@njit(cache=True)
def layer_of(G, node):
    """The layer of a node."""
    k = 0
    while G.layer_at[k + 1] <= node:
        k += 1
    return k


@njit(cache=True)
def shortest(T, S, G, line, wanted, stamp, rng, blink):
    """Cost and last node of the cheapest path; node -1: nothing is held."""
    first, last = T.line_at[line], T.line_at[line + 1]
    G.layer_at[0] = 0
    for d in range(len(G.early)):
        G.early[d] = FAR
    skipped, best, best_node = 0, FAR, -1
    for k in range(last - first):
        task = first + k
        size = fill_layer(T, S, G, task, k, wanted, stamp, rng, blink)
        stands = S.slot[task] >= 0
        loss = FAR if stands else T.loss[task]
        if k >= 2:
            add_early(T, G, k - 2)
        # Whoever comes from further back has skipped the session just before.
        if k >= 1:
            before = first + k - 1
            skip = FAR if S.slot[before] >= 0 else T.loss[before]
            for d in range(len(G.early)):
                G.early[d] = min(G.early[d] + skip, FAR)
        reach_layer(T, S, G, line, task, k, skipped)
        best, best_node = min(best + loss, FAR), best_node
        for n in range(size, G.layer_at[k + 1]):
            if G.label[n] < best:
                best, best_node = G.label[n], n
        skipped = min(skipped + loss, FAR)
        if skipped < best:
            best, best_node = skipped, -1
    return best, best_node


@njit(cache=True)
def fill_layer(T, S, G, task, k, wanted, stamp, rng, blink):
    """The nodes of a session now; returns the first."""
    first = G.layer_at[k]
    n = first
    if S.slot[task] >= 0:
        G.place[n], G.slot[n], G.price[n] = -1, S.slot[task], 0
        n += 1
    elif wanted[task] == stamp:
        shapes = (
            T.form_at[T.task_treatment[task] + 1] - T.form_at[T.task_treatment[task]]
        )
        for place in range(T.place_at[task], T.place_at[task + 1]):
            if blink > 0 and chance(rng, blink):
                continue
            price = FAR
            for shape in range(shapes):
                if place_mask(T, S, task, place, shape, G.masks[0]):
                    price = min(price, least_start_cost(T, task, place, G.masks[0]))
                    if price == 0:
                        break
            if price < FAR:
                slot = T.place_slot[place]
                lead, day = T.slot_person[slot], T.cell_day[T.slot_cell[slot]]
                G.place[n], G.slot[n] = place, slot
                G.price[n] = price + T.place_cost[place] + one_more(T, S, lead, day)
                n += 1
    G.layer_at[k + 1] = n
    return first


@njit(cache=True)
def add_early(T, G, k):
    """Let ways to layer k count as ways from further back."""
    for n in range(G.layer_at[k], G.layer_at[k + 1]):
        day = T.cell_day[T.slot_cell[G.slot[n]]]
        if G.label[n] < G.early[day]:
            G.early[day], G.early_node[day] = G.label[n], n


@njit(cache=True)
def reach_layer(T, S, G, line, task, k, skipped):
    """The cheapest way to each node of a layer."""
    least, most = T.gap_min[task], T.gap_max[task]
    last_day, last_lead = T.last_day[line], T.last_lead[line]
    for n in range(G.layer_at[k], G.layer_at[k + 1]):
        slot = G.slot[n]
        day, lead = T.cell_day[T.slot_cell[slot]], T.slot_person[slot]
        cost, back = FAR, -1
        if last_day == NONE or day - last_day >= least:
            cost = skipped
            if k == 0 and last_day != NONE:
                cost += cadence(T, task, day - last_day)
                if lead != last_lead:
                    cost += T.change
        if k >= 1:
            for m in range(G.layer_at[k - 1], G.layer_at[k]):
                days = day - T.cell_day[T.slot_cell[G.slot[m]]]
                if least <= days <= most and G.label[m] < FAR:
                    way = G.label[m] + cadence(T, task, days)
                    if T.slot_person[G.slot[m]] != lead:
                        way += T.change
                    if way < cost:
                        cost, back = way, m
        for d in range(min(day - least + 1, len(G.early))):
            if G.early[d] < cost:
                cost, back = G.early[d], G.early_node[d]
        G.label[n] = min(cost + G.price[n], FAR)
        G.back[n] = back
