"""Patients and courses that an instance learns of one by one."""

from __future__ import annotations

from solver.fields import DAYS
from solver.hours import Hours
from solver.instance import Instance
from solver.problem import Course, Patient, WeeklyWindow
from solver.tasks import Line

ANY_TIME = WeeklyWindow(days=DAYS, from_="00:00", to="24:00")


class Guests:
    """
    Admits patients and courses to an instance, and sends courses away again.

    A patient is admitted once and keeps the number; hours and wishes may change.
    """

    def __init__(self, instance: Instance, hours: Hours) -> None:
        self.instance = instance
        self.hours = hours

    def patient(self, patient: Patient) -> int:
        """Admit a patient, or learn of other hours and wishes."""
        instance = self.instance
        index = instance.patient_of.setdefault(patient.id, len(instance.patients))
        if index == len(instance.patients):
            instance.patients.append(patient)
            instance.penalty.append({})
            self.hours.away.append([])
        elif instance.patients[index] == patient:
            return index
        instance.patients[index] = patient
        instance.penalty[index] = {
            instance.clinic_of[each.clinic]: instance.units(each.penalty)
            for each in patient.clinics
        }
        self.hours.away[index] = [
            self.hours.grid.around(span.from_, span.to) for span in patient.unavailable
        ]
        self.hours.forget_patients()
        return index

    def stranger(self, name: str) -> int:
        """Admit a patient of whom only the visits matter."""
        known = self.instance.patient_of.get(name)
        return self.patient(_anybody(name)) if known is None else known

    def course(self, course: Course) -> Line:
        """Admit a course of a patient who was admitted."""
        self.instance.add_course(course)
        line = self.instance.lines[-1]
        for task in line.sessions:
            self.instance.task_of[self.instance.tasks[task].id] = task
        return line

    def dismiss(self, line: Line) -> None:
        """Send the course away that was admitted last."""
        for task in line.sessions:
            del self.instance.task_of[self.instance.tasks[task].id]
        del self.instance.tasks[line.sessions[0] :]
        self.instance.lines.pop()
        del self.instance.courses[line.index]


def _anybody(name: str) -> Patient:
    return Patient(
        id=name, clinics=(), available=(ANY_TIME,), preferred=(), unavailable=()
    )
