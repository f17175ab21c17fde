"""What recovery gives: sessions led side by side, and sessions that stretch."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from solver.fields import Count, Document, Whole
from solver.held import Held
from solver.stretches import Stretch, length_min, merged

ManyMinutes = Annotated[Whole, Field(ge=0)]


class Recovery(Document):
    """
    What the time in which patients rest was good for.

    ``led_in_parallel``: sessions during which their lead attends a step of another
    one; ``waiting_used_minutes``: minutes in which a practitioner attends a session
    while another that they lead is under way, counted once however many are;
    ``stretched``: sessions longer than the shortest shape of their treatment, and
    ``stretched_minutes`` by how much.
    """

    led_in_parallel: Count
    waiting_used_minutes: ManyMinutes
    stretched: Count
    stretched_minutes: ManyMinutes


Attendance = tuple[Stretch, str]
"""When a practitioner attends a step, and the session it belongs to."""


def recovery_of(held: Iterable[Held], counted: Iterable[Held]) -> Recovery:
    """
    Count what recovery gives the counted sessions.

    Parameters
    ----------
    held
        Everything that takes place: a lead may attend any of it meanwhile.
    """
    counted = tuple(counted)
    attended: dict[str, list[Attendance]] = defaultdict(list)
    for each in held:
        for who, stretch in each.attended:
            attended[who].append((stretch, each.session))
    used = {
        (lead, session): stretches
        for lead, sessions in _by_lead(counted).items()
        for session, stretches in _used(sessions, attended[lead]).items()
    }
    excess = [length_min([each.under_way]) - each.shortest_min for each in counted]
    return Recovery(
        led_in_parallel=len(used),
        waiting_used_minutes=_once(used),
        stretched=sum(minutes > 0 for minutes in excess),
        stretched_minutes=sum(minutes for minutes in excess if minutes > 0),
    )


def _by_lead(sessions: Iterable[Held]) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = defaultdict(list)
    for each in sorted(sessions, key=lambda session: session.under_way):
        if each.lead:
            found[each.lead].append(each)
    return found


def _used(
    led: Sequence[Held], attended: Iterable[Attendance]
) -> dict[str, list[Stretch]]:
    """
    By session, when its lead attends others; sessions without such time are left.

    Parameters
    ----------
    led
        Sessions of one lead, in order of time.
    """
    used: dict[str, list[Stretch]] = defaultdict(list)
    ahead, under_way = deque(led), list[Held]()
    for (begin, end), attends in sorted(attended):
        while ahead and ahead[0].under_way[0] < end:
            under_way.append(ahead.popleft())
        under_way = [each for each in under_way if each.under_way[1] > begin]
        for each in under_way:
            both = max(begin, each.under_way[0]), min(end, each.under_way[1])
            if each.session != attends and both[0] < both[1]:
                used[each.session].append(both)
    return used


def _once(used: Mapping[tuple[str, str], list[Stretch]]) -> int:
    by_lead: dict[str, list[Stretch]] = defaultdict(list)
    for (lead, _), stretches in used.items():
        by_lead[lead] += stretches
    return sum(length_min(merged(stretches)) for stretches in by_lead.values())
