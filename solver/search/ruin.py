"""Which sessions to take out together, so that putting them back can gain."""

from __future__ import annotations

from random import Random

from solver.placement import Place
from solver.search.roster import Roster

MOST_SESSIONS = 14
"""Sessions that make a ruin whole; courses taken whole may exceed it a little."""
WHOLE_COURSE_SHARE = 0.8
"""How often a neighbour brings its whole course."""


class Ruin:
    """
    Chooses related sessions: those that could make room for each other.

    A session without a place (or any session) is the seed; one of its places is
    looked at, and what is led there that day, or held in that clinic then, is
    taken out, some of it with its whole course.
    """

    def __init__(self, roster: Roster, random: Random) -> None:
        self.roster = roster
        self.random = random
        tasks = roster.instance.tasks
        self.candidates = [roster.candidates.of(task) for task in tasks]
        self.movable = [
            task.index
            for task in tasks
            if self.candidates[task.index] and task.index not in roster.locked
        ]

    def choose(self) -> list[int]:
        """Movable tasks to take out, placed or not, the seed first."""
        if not self.movable:
            return []
        seed = self._seed()
        chosen = dict.fromkeys(self._course(seed))
        place = self.random.choice(self.candidates[seed]).place
        most = self.random.randint(3, MOST_SESSIONS)
        for task in self._neighbours(place):
            if len(chosen) >= most:
                break
            whole = self.random.random() < WHOLE_COURSE_SHARE
            chosen.update(dict.fromkeys(self._course(task) if whole else [task]))
        return list(chosen)

    def _seed(self) -> int:
        if self.random.random() < 0.5:
            for _ in range(20):
                task = self.random.choice(self.movable)
                if self.roster.placed[task] is None:
                    return task
        return self.random.choice(self.movable)

    def _course(self, task: int) -> list[int]:
        line = self.roster.instance.lines[self.roster.instance.tasks[task].course]
        locked = self.roster.locked
        return [t for t in line.sessions if t not in locked and self.candidates[t]]

    def _neighbours(self, place: Place) -> list[int]:
        """Movable sessions of the lead's day, or of the clinic's, near in time."""
        of_lead = self.random.random() < 0.6
        here = [
            p
            for p in self.roster.on_day(place.clinic, place.day)
            if p.task not in self.roster.locked
            and (not of_lead or any(who == place.lead for _, who in p.staff))
        ]
        if not here:
            return []
        centre = self.random.choice(here).start
        here.sort(key=lambda p: abs(p.start - centre))
        return [p.task for p in here]
