"""The course graph, compiled: a whole course back in by its shortest path."""

from __future__ import annotations

from numba import njit

from solver.kernel.dice import chance
from solver.kernel.figures import STAMP
from solver.kernel.nodes import place_price
from solver.kernel.prices import cadence, one_more
from solver.kernel.put import put_at
from solver.kernel.records import FAR, NONE


@njit(cache=True)
def insert(T, S, G, line, wanted, stamp, rng, blink, way):
    """
    Put the wanted tasks of a course, none placed, at their cheapest places.

    Placed sessions stay; unplaced ones that are not wanted stay out. ``blink`` in
    thousandths is the chance that a place is not looked at; ``way`` is how starts
    are picked.
    """
    _, node = shortest(T, S, G, line, wanted, stamp, rng, blink)
    follow(T, S, G, line, node, rng, way)


@njit(cache=True)
def fill_least(T, S, G, D, rng):
    """What each course costs at least; only the fixed appointments may stand."""
    D.figures[STAMP] += 1
    D.wanted[:] = D.figures[STAMP]
    for line in range(len(T.line_at) - 1):
        least, _ = shortest(T, S, G, line, D.wanted, D.figures[STAMP], rng, 0)
        # Where what is fixed breaks the gaps there is no way at all.
        G.least[line] = least if least < FAR else 0


@njit(cache=True)
def follow(T, S, G, line, node, rng, way):
    """Put a course down where the path to its last node leads."""
    first, last = T.line_at[line], T.line_at[line + 1]
    for k in range(last - first):
        G.picks[k] = -1
    while node >= 0:
        k = layer_of(G, node)
        G.picks[k] = G.place[node]
        node = G.back[node]
    for k in range(last - first):
        if G.picks[k] >= 0:
            put_at(T, S, G, first + k, G.picks[k], rng, way)


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
        fill_layer(T, S, G, task, k, wanted, stamp, rng, blink)
        loss = FAR if S.slot[task] >= 0 else T.loss[task]
        if k >= 1:
            if k >= 2:
                add_early(G, k - 2)
            # Whoever comes from further back has skipped the session just before.
            before = first + k - 1
            reach_back(G, FAR if S.slot[before] >= 0 else T.loss[before])
        reach_layer(T, S, G, line, task, k, skipped)
        best = min(best + loss, FAR)
        for n in range(G.layer_at[k], G.layer_at[k + 1]):
            if G.label[n] < best:
                best, best_node = G.label[n], n
        skipped = min(skipped + loss, FAR)
        if skipped < best:
            best, best_node = skipped, -1
    return best, best_node


@njit(cache=True)
def fill_layer(T, S, G, task, k, wanted, stamp, rng, blink):
    """The nodes of a session now."""
    n = G.layer_at[k]
    if S.slot[task] >= 0:
        add_node(T, G, n, -1, S.slot[task], 0)
        n += 1
    elif wanted[task] == stamp:
        for place in range(T.place_at[task], T.place_at[task + 1]):
            if blink > 0 and chance(rng, blink):
                continue
            if not S.slot_open[T.place_slot[place]]:
                continue
            price = place_price(T, S, task, place)
            if price < FAR:
                slot = T.place_slot[place]
                price += T.place_cost[place]
                price += one_more(T, S, T.slot_person[slot], T.slot_day[slot])
                add_node(T, G, n, place, slot, price)
                n += 1
    G.layer_at[k + 1] = n


@njit(cache=True)
def add_node(T, G, n, place, slot, price):
    """Write a node down."""
    G.place[n], G.price[n] = place, price
    G.day[n], G.lead[n] = T.slot_day[slot], T.slot_person[slot]


@njit(cache=True)
def add_early(G, k):
    """Let ways to layer k count as ways from further back."""
    for n in range(G.layer_at[k], G.layer_at[k + 1]):
        day = G.day[n]
        if G.label[n] < G.early[day]:
            G.early[day], G.early_node[day] = G.label[n], n


@njit(cache=True)
def reach_back(G, skip):
    """Ways from further back skip one session more; the cheapest up to each day."""
    least, node = FAR, -1
    for d in range(len(G.early)):
        G.early[d] = min(G.early[d] + skip, FAR)
        if G.early[d] < least:
            least, node = G.early[d], G.early_node[d]
        G.until[d], G.until_node[d] = least, node


@njit(cache=True)
def reach_layer(T, S, G, line, task, k, skipped):
    """The cheapest way to each node of a layer."""
    least, most = T.gap_min[task], T.gap_max[task]
    last_day, last_lead = T.last_day[line], T.last_lead[line]
    if k >= 1:
        gather(G, k - 1)
    for n in range(G.layer_at[k], G.layer_at[k + 1]):
        day, lead = G.day[n], G.lead[n]
        cost, back = FAR, -1
        if last_day == NONE or day - last_day >= least:
            cost = skipped
            if k == 0 and last_day != NONE:
                cost += cadence(T, task, day - last_day)
                if lead != last_lead:
                    cost += T.change
        if k >= 1:
            for d in range(max(day - most, 0), day - least + 1):
                m = G.day_node[d]
                if m < 0:
                    continue
                step = cadence(T, task, day - d)
                if G.label[m] + step + T.change < cost:
                    cost, back = G.label[m] + step + T.change, m
                m = G.lead_node[lead, d]
                if m >= 0 and G.label[m] + step < cost:
                    cost, back = G.label[m] + step, m
            if day >= least:
                d = min(day - least, len(G.until) - 1)
                if G.until[d] < cost:
                    cost, back = G.until[d], G.until_node[d]
        G.label[n] = min(cost + G.price[n], FAR)
        G.back[n] = back
    if k >= 1:
        scatter(G, k - 1)


@njit(cache=True)
def gather(G, k):
    """The cheapest node of a layer on each day, of anybody and of each lead."""
    for n in range(G.layer_at[k], G.layer_at[k + 1]):
        if G.label[n] < FAR:
            day, lead = G.day[n], G.lead[n]
            m = G.day_node[day]
            if m < 0 or G.label[n] < G.label[m]:
                G.day_node[day] = n
            m = G.lead_node[lead, day]
            if m < 0 or G.label[n] < G.label[m]:
                G.lead_node[lead, day] = n


@njit(cache=True)
def scatter(G, k):
    """Forget what `gather` gathered."""
    for n in range(G.layer_at[k], G.layer_at[k + 1]):
        G.day_node[G.day[n]] = -1
        G.lead_node[G.lead[n], G.day[n]] = -1
