"""The decision variables of the exact model, built first, by index."""

from __future__ import annotations

from collections.abc import Iterator

from ortools.sat.python import cp_model

from solver.hours import Hours
from solver.instance import Instance
from solver.patterns import LEAD
from solver.problem import Step
from solver.tasks import Line, Task

Bool = cp_model.IntVar
Int = cp_model.IntVar


class Variables:
    """
    Decision variables of an instance. Times are grains, days are day indices.

    Attributes
    ----------
    placed
        ``placed[s]``: session s has a place.
    on
        ``on[s][c, d]``: s is at clinic c on day d of its window of dates.
    at
        ``at[s][c]``: s is at clinic c.
    day, local
        ``day[s]``: day index; ``local[s]``: ticks after the clinic's midnight.
    edges
        ``edges[s][i]``: beginning of step i; the last is the session's end.
    room
        ``room[s][r]``: s is in room r.
    staff
        ``staff[s][role, p]``: p fills the role in s.
    led
        ``led[s][p, d]``: p leads s on day d.
    """

    def __init__(
        self, model: cp_model.CpModel, instance: Instance, hours: Hours
    ) -> None:
        self.model = model
        self.instance = instance
        self.hours = hours
        tasks = instance.tasks
        self.placed = [model.new_bool_var(f"placed {t.id}") for t in tasks]
        self.on = [self._on(t) for t in tasks]
        self.at = [self._at(t) for t in tasks]
        last = instance.grid.num_days - 1
        self.day = [model.new_int_var(0, last, f"day {t.id}") for t in tasks]
        self.local = [
            model.new_int_var(0, instance.grid.end, f"local {t.id}") for t in tasks
        ]
        self.edges = [self._edges(t) for t in tasks]
        self.room = [self._room(t) for t in tasks]
        self.staff = [self._staff(t) for t in tasks]
        self.led = [self._led(t) for t in tasks]

    def line(self, task: Task) -> Line:
        """The course of a session."""
        return self.instance.lines[task.course]

    def steps(self, task: Task) -> tuple[Step, ...]:
        """Steps of a session's treatment."""
        return self.instance.problem.treatments[task.treatment].steps

    def start(self, task: Task) -> Int:
        """Grain of the first step."""
        return self.edges[task.index][0]

    def end(self, task: Task) -> Int:
        """Grain after the last step."""
        return self.edges[task.index][-1]

    def leads(self, task: Task) -> Iterator[tuple[int, Bool]]:
        """Practitioners who may lead, each with its literal."""
        for (role, person), literal in self.staff[task.index].items():
            if role == LEAD:
                yield person, literal

    def days(self, task: Task) -> range:
        """Days allowed by the session's window and the horizon."""
        session = self.instance.problem.courses[task.course].sessions[task.position]
        grid = self.instance.grid
        first = max(0, grid.day_index(session.earliest))
        return range(first, min(grid.num_days, grid.day_index(session.latest) + 1))

    def _on(self, task: Task) -> dict[tuple[int, int], Bool]:
        patient = self.line(task).patient
        return {
            (c, d): self.model.new_bool_var(f"on {task.id} {c} {d}")
            for c in self.instance.penalty[patient]
            for d in self.days(task)
        }

    def _at(self, task: Task) -> dict[int, Bool]:
        clinics = self.instance.penalty[self.line(task).patient]
        return {c: self.model.new_bool_var(f"at {task.id} {c}") for c in clinics}

    def _edges(self, task: Task) -> list[Int]:
        end = self.instance.grid.end
        return [
            self.model.new_int_var(0, end, f"edge {task.id} {i}")
            for i in range(len(self.steps(task)) + 1)
        ]

    def _room(self, task: Task) -> dict[int, Bool]:
        return {
            r: self.model.new_bool_var(f"room {task.id} {r}")
            for c in self.at[task.index]
            for r in self.instance.rooms_in[c]
        }

    def _staff(self, task: Task) -> dict[tuple[str, int], Bool]:
        people = range(len(self.instance.problem.practitioners))
        roles = self.instance.problem.treatments[task.treatment].roles()
        return {
            (role, p): self.model.new_bool_var(f"{role} {task.id} {p}")
            for role in roles
            for p in people
        }

    def _led(self, task: Task) -> dict[tuple[int, int], Bool]:
        return {
            (p, d): self.model.new_bool_var(f"led {task.id} {p} {d}")
            for p, _ in self.leads(task)
            for d in self.days(task)
        }
