"""Courses' cheapest paths at given prices, compiled: what a bound evaluates."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from solver.kernel.records import NONE, Ints

MUST = 1 << 61
"""What leaving out a session that stands would cost."""
FAR = 1 << 62


class Courses(NamedTuple):
    """
    The graphs of all courses over an empty network.

    Ragged lists are ``x_at[i] : x_at[i + 1]``. A *node* is a session at a place.

    Attributes
    ----------
    line_at, node_at
        Tasks of each course, nodes of each task.
    day, who
        Of each node; ``who`` numbers the leads of its course from 0.
    loss
        Of each task; `MUST`: it stands.
    gap_zero, gap_slope
        Cadence is ``abs(slope * days - zero)``.
    last_day, last_who
        Of each course; `NONE`, -1 without one.
    change
        One entry: the cost of another lead.
    """

    line_at: Ints
    node_at: Ints
    day: Ints
    who: Ints
    loss: Ints
    gap_min: Ints
    gap_max: Ints
    gap_zero: Ints
    gap_slope: Ints
    last_day: Ints
    last_who: Ints
    change: Ints


class Room(NamedTuple):
    """
    Room to work in, for one thread.

    Attributes
    ----------
    label, back
        Of each node: the cheapest way to it, and the node before on that way.
    by_day, by_lead
        Cheapest nodes of the session just before, by day, by lead and day.
    early, early_node
        By day: the cheapest way to a session further back, and its node.
    until, until_node
        The same, to that day or one before.
    """

    label: Ints
    back: Ints
    by_day: Ints
    by_lead: Ints
    early: Ints
    early_node: Ints
    until: Ints
    until_node: Ints


def room_for(courses: Courses) -> Room:
    """Room for the largest course."""
    nodes, days = len(courses.day), int(courses.day.max(initial=0)) + 1
    leads = int(courses.who.max(initial=0)) + 1
    return Room(
        label=np.zeros(nodes, np.int64),
        back=np.zeros(nodes, np.int64),
        by_day=np.full(days, -1, np.int64),
        by_lead=np.full((leads, days), -1, np.int64),
        early=np.zeros(days, np.int64),
        early_node=np.zeros(days, np.int64),
        until=np.zeros(days, np.int64),
        until_node=np.zeros(days, np.int64),
    )


@njit(cache=True)
def cheapest(C, R, price, cost, pick):
    """
    Cheapest path of every course at a price for each node; returns their sum.

    Out: ``cost`` of each course, ``pick`` the node of each task, -1: left out.
    """
    total = 0
    for line in range(len(C.line_at) - 1):
        cost[line], node = line_path(C, R, price, line)
        total += cost[line]
        for task in range(C.line_at[line + 1] - 1, C.line_at[line] - 1, -1):
            pick[task] = -1
            if node >= C.node_at[task]:
                pick[task] = node
                node = R.back[node]
    return total


@njit(cache=True)
def line_path(C, R, price, line):
    """Cost and last node of a course's cheapest path; node -1: nothing is held."""
    first, last = C.line_at[line], C.line_at[line + 1]
    R.early[:] = FAR
    skipped, best, best_node = 0, FAR, -1
    for task in range(first, last):
        if task > first:
            skip_one(C, R, first, task)
        reach(C, R, price, line, task, skipped)
        best = min(best + C.loss[task], FAR)
        for n in range(C.node_at[task], C.node_at[task + 1]):
            if R.label[n] < best:
                best, best_node = R.label[n], n
        skipped = min(skipped + C.loss[task], FAR)
        if skipped < best:
            best, best_node = skipped, -1
    return best, best_node


@njit(cache=True)
def skip_one(C, R, first, task):
    """Note the ways to the session just before, and those that skip it."""
    before = task - 1
    if before > first:
        for n in range(C.node_at[before - 1], C.node_at[before]):
            if R.label[n] < R.early[C.day[n]]:
                R.early[C.day[n]], R.early_node[C.day[n]] = R.label[n], n
    least, least_node = FAR, -1
    for d in range(len(R.early)):
        R.early[d] = min(R.early[d] + C.loss[before], FAR)
        if R.early[d] < least:
            least, least_node = R.early[d], R.early_node[d]
        R.until[d], R.until_node[d] = least, least_node
    R.by_day[:] = -1
    R.by_lead[:] = -1
    for n in range(C.node_at[before], C.node_at[before + 1]):
        day, who = C.day[n], C.who[n]
        if R.by_day[day] < 0 or R.label[n] < R.label[R.by_day[day]]:
            R.by_day[day] = n
        if R.by_lead[who, day] < 0 or R.label[n] < R.label[R.by_lead[who, day]]:
            R.by_lead[who, day] = n


@njit(cache=True)
def reach(C, R, price, line, task, skipped):
    """The cheapest way to each node of a session."""
    least, most = C.gap_min[task], C.gap_max[task]
    is_first = task == C.line_at[line]
    for n in range(C.node_at[task], C.node_at[task + 1]):
        day, cost, back = C.day[n], FAR, -1
        since = NONE if C.last_day[line] == NONE else day - C.last_day[line]
        if since == NONE or since >= least:
            cost = skipped
            if is_first and since != NONE:
                cost += abs(C.gap_slope[task] * since - C.gap_zero[task])
                cost += C.change[0] if C.who[n] != C.last_who[line] else 0
        if not is_first:
            low, high = max(day - most, 0), day - least
            for d in range(low, high + 1):
                if R.by_day[d] >= 0:
                    cost, back = arrive(C, R, task, n, d, cost, back)
            if high >= 0 and R.until[high] < cost:
                cost, back = R.until[high], R.until_node[high]
        R.label[n] = min(cost + price[n], FAR)
        R.back[n] = back


@njit(cache=True)
def arrive(C, R, task, n, d, cost, back):
    """The cheaper of a way known and those from the session just before on a day."""
    cadence = abs(C.gap_slope[task] * (C.day[n] - d) - C.gap_zero[task])
    way = R.label[R.by_day[d]] + cadence + C.change[0]
    if way < cost:
        cost, back = way, R.by_day[d]
    same = R.by_lead[C.who[n], d]
    if same >= 0 and R.label[same] + cadence < cost:
        cost, back = R.label[same] + cadence, same
    return cost, back


@njit(cache=True)
def add_prices(base, row_at, row, weight, dual, price):
    """Cost of each node with the duals of its rows, into ``price``."""
    for n in range(len(base)):
        price[n] = base[n]
        for k in range(row_at[n], row_at[n + 1]):
            price[n] += weight[k] * dual[row[k]]


@njit(cache=True)
def add_usage(pick, row_at, row, weight, used):
    """What picked nodes use of each row, into ``used``."""
    used[:] = 0
    for n in pick:
        if n >= 0:
            for k in range(row_at[n], row_at[n + 1]):
                used[row[k]] += weight[k]


@njit(cache=True)
def never_held(C, R, price, out):
    """Mark tasks that no path of their course can hold beside what stands."""
    for line in range(len(C.line_at) - 1):
        for task in range(C.line_at[line], C.line_at[line + 1]):
            loss = C.loss[task]
            C.loss[task] = MUST
            cost, _ = line_path(C, R, price, line)
            C.loss[task] = loss
            out[task] = cost >= MUST
