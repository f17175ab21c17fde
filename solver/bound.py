"""A proven bound for the whole problem: each course alone, in an empty network."""

from __future__ import annotations

from solver.search.roster import Roster


def floor(roster: Roster) -> int:
    """
    Sum of every course's best plan when only fixed appointments stand.

    What courses cost each other (overload, scarce rooms and hours) is left out,
    so no plan costs less. In cost units. The roster must hold the fixed
    appointments and nothing else.
    """
    return sum(
        roster.shortest(line, line.sessions).cost for line in roster.instance.lines
    )
