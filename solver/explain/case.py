"""A session without a place, and all that is asked of it to find what would help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from solver.explain.answer import Edit, Fix
from solver.explain.ground import Ground
from solver.explain.view import Option, View
from solver.instance import Instance
from solver.placement import Place
from solver.problem import Assignment, Clinic, Course, Patient, Session
from solver.tasks import Line, Task
from solver.translate import assignment_of


@dataclass(frozen=True, slots=True)
class Case:
    """The session before the ground on which the plan stands."""

    ground: Ground
    view: View

    @property
    def instance(self) -> Instance:
        """Numbers for names."""
        return self.ground.instance

    @property
    def task(self) -> Task:
        """The session, by number."""
        return self.view.task

    @property
    def line(self) -> Line:
        """Its course, by number."""
        return self.view.line

    @property
    def course(self) -> Course:
        """Its course as in the document."""
        return self.instance.problem.courses[self.task.course]

    @property
    def session(self) -> Session:
        """The session as in the document."""
        return self.course.sessions[self.task.position]

    @property
    def patient(self) -> Patient:
        """Its patient as in the document."""
        return self.instance.problem.patients[self.line.patient]

    def clinic(self, place: Place) -> Clinic:
        """The clinic of a place as in the document."""
        return self.instance.problem.clinics[place.clinic]

    def assignment(
        self, option: Option, instance: Instance | None = None
    ) -> Assignment:
        """An option in the words of the document."""
        return assignment_of(instance or self.instance, option.placement)

    def fix(
        self,
        kind: str,
        sentence: str,
        option: Option,
        edit: Edit,
        instance: Instance | None = None,
    ) -> Fix:
        """An option that an edit opens, as a fix."""
        return Fix(
            kind=kind,
            sentence=sentence,
            assignment=self.assignment(option, instance),
            change=self.instance.amount(option.change),
            edit=edit,
        )


def date_words(at: datetime) -> str:
    """A date for a sentence: ``Tue 24 Nov``."""
    return f"{at:%a} {at.day} {at:%b}"


def when_words(at: datetime) -> str:
    """A start for a sentence: ``Tue 24 Nov at 16:00``."""
    return f"{date_words(at)} at {at:%H:%M}"


def num_days(days: int) -> str:
    """Days for a sentence: ``1 day``, ``2 days``."""
    return f"{days} day" if days == 1 else f"{days} days"
