"""Independent parts of a problem: clinics that share nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from solver.problem import Course, Problem


def split(problem: Problem) -> tuple[Problem, ...]:
    """
    Cut a problem into parts that cannot disturb each other.

    Clinics belong together if a practitioner works or is booked at both, or a
    patient accepts or is booked at both. Plans of the parts, put side by side, are a
    plan of the whole; costs and bounds add up. A problem in one piece is returned
    as it is.
    """
    groups = _groups(problem)
    if len(groups) <= 1:
        return (problem,)
    part_of = {clinic: k for k, group in enumerate(groups) for clinic in group}
    members = _Members(problem, part_of)
    return tuple(_part(problem, k, part_of, members) for k in range(len(groups)))


class _Members:
    """Which part each patient, course and practitioner belongs to."""

    def __init__(self, problem: Problem, part_of: dict[str, int]) -> None:
        # Who accepts no clinic is a loss in whichever part counts it.
        self.of_patient = {
            p.id: part_of[p.clinics[0].clinic] if p.clinics else 0
            for p in problem.patients
        }
        patient_of = {s.id: c.patient for c in problem.courses for s in c.sessions}
        self.of_session = {s: self.of_patient[p] for s, p in patient_of.items()}
        for appointment in problem.appointments:
            patient = patient_of[appointment.session]
            if self.of_patient[patient] != part_of[appointment.clinic]:
                self._move(problem, patient, part_of[appointment.clinic])
        self.people: dict[int, set[str]] = defaultdict(set)
        for person in problem.practitioners:
            for shift in person.shifts:
                self.people[part_of[shift.clinic]].add(person.id)
        for appointment in problem.appointments:
            self.people[part_of[appointment.clinic]].update(appointment.staff.values())
        for course in problem.courses:
            self.people[self.of_patient[course.patient]].update(_named(course))

    def _move(self, problem: Problem, patient: str, part: int) -> None:
        """Let a patient without clinics belong where something stands."""
        self.of_patient[patient] = part
        for course in problem.courses:
            if course.patient == patient:
                self.of_session.update((s.id, part) for s in course.sessions)


def _named(course: Course) -> Iterable[str]:
    if course.preferred_practitioner is not None:
        yield course.preferred_practitioner
    yield from course.refused_practitioners
    if course.last_session is not None:
        yield course.last_session.practitioner


def _part(
    problem: Problem, part: int, part_of: dict[str, int], members: _Members
) -> Problem:
    here = {clinic for clinic, k in part_of.items() if k == part}
    people = [
        person.model_copy(
            update={"shifts": tuple(s for s in person.shifts if s.clinic in here)}
        )
        for person in problem.practitioners
        if person.id in members.people[part]
    ]
    of_patient, of_session = members.of_patient, members.of_session
    return problem.model_copy(
        update={
            "clinics": tuple(c for c in problem.clinics if c.id in here),
            "travel": tuple(
                t for t in problem.travel if t.from_ in here and t.to in here
            ),
            "rooms": tuple(r for r in problem.rooms if r.clinic in here),
            "practitioners": tuple(people),
            "patients": tuple(p for p in problem.patients if of_patient[p.id] == part),
            "courses": tuple(
                c for c in problem.courses if of_patient[c.patient] == part
            ),
            "appointments": tuple(
                a for a in problem.appointments if of_session[a.session] == part
            ),
        }
    )


def _groups(problem: Problem) -> list[list[str]]:
    """Clinics that hang together, in the order of the problem."""
    leader = {clinic.id: clinic.id for clinic in problem.clinics}

    def find(clinic: str) -> str:
        while leader[clinic] != clinic:
            leader[clinic] = clinic = leader[leader[clinic]]
        return clinic

    for bond in _bonds(problem):
        first, *others = [find(clinic) for clinic in bond]
        for other in others:
            leader[other] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for clinic in problem.clinics:
        groups[find(clinic.id)].append(clinic.id)
    return list(groups.values())


def _bonds(problem: Problem) -> Iterable[set[str]]:
    """Sets of clinics that share somebody."""
    of_person: dict[str, set[str]] = defaultdict(set)
    of_patient: dict[str, set[str]] = defaultdict(set)
    for person in problem.practitioners:
        of_person[person.id].update(shift.clinic for shift in person.shifts)
    for patient in problem.patients:
        of_patient[patient.id].update(a.clinic for a in patient.clinics)
    patient_of = {s.id: c.patient for c in problem.courses for s in c.sessions}
    clinic_of = {room.id: room.clinic for room in problem.rooms}
    for appointment in problem.appointments:
        # A wrong appointment may name a room of another clinic.
        of_patient[patient_of[appointment.session]].add(clinic_of[appointment.room])
        of_patient[patient_of[appointment.session]].add(appointment.clinic)
        for who in appointment.staff.values():
            of_person[who].add(appointment.clinic)
    for clinics in (*of_person.values(), *of_patient.values()):
        if len(clinics) > 1:
            yield clinics
