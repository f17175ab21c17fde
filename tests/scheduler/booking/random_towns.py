"""Small random networks in one time zone, with something standing around a date."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from scheduler.domain.calendar import LocalSpan, Weekday
from scheduler.domain.clinic import Clinic, Travel
from scheduler.domain.network import Network, Policy
from scheduler.domain.patient import AcceptedClinic, Patient
from scheduler.domain.practitioner import Break, Practitioner
from scheduler.domain.room import Room
from scheduler.domain.roster import Appointment, AppointmentStatus, StepTime
from scheduler.domain.treatment import Treatment
from tests.scheduler.builders import (
    make_appointment,
    make_clinic,
    make_course,
    make_network,
    make_patient,
    make_practitioner,
    make_room,
    make_shift,
    make_step,
    make_treatment,
    make_window,
)

EVERY_DAY = tuple(Weekday)
DAY = timedelta(days=1)
TICK_MIN = 5

OPENINGS = (
    ((0, 0), (7, 0)),  # the hours in which clocks change
    ((1, 15), (5, 50)),
    ((9, 0), (13, 0)),
    ((13, 0), (18, 0)),  # begins in the afternoon
    ((20, 0), (0, 0)),  # until midnight
)
PATIENT = "ada"
STRANGER = "ben"


class Town:
    """
    A network of one or two clinics, drawn from a seed.

    Parameters
    ----------
    day
        Around which something stands; others are as busy or less.
    """

    def __init__(self, seed: int, timezone: str, day: date) -> None:
        self.random = Random(seed)
        self.timezone = timezone
        self.day = day
        clinics = ["north", "south"][: self.random.choice((1, 2, 2))]
        self.hours = self.random.choice(OPENINGS)
        self.clinics = tuple(map(self._clinic, clinics))
        self.rooms = tuple(
            self._room(clinic, n)
            for clinic in clinics
            for n in range(self.random.randint(1, 2))
        )
        self.people = tuple(self._person(name, clinics) for name in ("mei", "noa"))
        self.treatments = (self._facial(), self._mask())
        self.travel = self._travel(clinics)

    def network(self) -> Network:
        """Everything, appointments included."""
        accepted = self.random.choice(self.clinics)
        patients = (
            self._patient(PATIENT, accepted.id),
            make_patient(
                id=STRANGER,
                clinics=tuple(AcceptedClinic(clinic=c.id) for c in self.clinics),
            ),
        )
        return make_network(
            policy=Policy(id="town", timezone=self.timezone, tick_min=TICK_MIN),
            clinics=self.clinics,
            travel=self.travel,
            rooms=self.rooms,
            practitioners=self.people,
            treatments=self.treatments,
            patients=patients,
            courses=tuple(
                make_course(id=f"{p.id}-c", patient=p.id, starts_on=self.day - 9 * DAY)
                for p in patients
            ),
            appointments=tuple(
                self._appointment(n, self.random.choice((PATIENT, STRANGER)))
                for n in range(1, 1 + self.random.randint(0, 6))
            ),
        )

    def _likely(self, share: float) -> bool:
        return self.random.random() < share

    def _time(self) -> time:
        """A time of day in the opening."""
        (from_hour, _), (to_hour, _) = self.hours
        hour = self.random.randrange(from_hour, to_hour or 24)
        return time(hour, self.random.randrange(0, 60, 5))

    def _span(self) -> LocalSpan:
        """Half an hour or so of the date."""
        from_ = self._time()
        to = (datetime.combine(self.day, from_) + timedelta(minutes=35)).time()
        return LocalSpan(
            first_day=self.day,
            last_day=self.day if to == time(0) or to > from_ else self.day + DAY,
            from_local=from_,
            to_local=to,
        )

    def _clinic(self, name: str) -> Clinic:
        (from_, to), random = self.hours, self.random
        windows = [
            make_window(days=EVERY_DAY, from_local=time(*from_), to_local=time(*to))
        ]
        if to != (0, 0) and self._likely(0.3):
            # hours that touch are one stretch
            late = time(to[0] + 1)
            windows.append(
                make_window(days=EVERY_DAY, from_local=time(*to), to_local=late)
            )
        return make_clinic(
            id=name,
            timezone=self.timezone,
            hours=tuple(windows),
            closures=(self._span(),) if self._likely(0.2) else (),
            equipment={"lamp": random.randint(0, 2)},
        )

    def _room(self, clinic: str, number: int) -> Room:
        return make_room(
            id=f"{clinic}-{number}",
            clinic=clinic,
            features=("couch",) if self._likely(0.8) else (),
            turnover_min=self.random.choice((0, 5, 10, 20)),
            closures=(self._span(),) if self._likely(0.3) else (),
        )

    def _person(self, name: str, clinics: list[str]) -> Practitioner:
        (from_, to), random = self.hours, self.random
        half = self._time()
        shifts = [
            make_shift(
                clinic=random.choice(clinics),
                days=EVERY_DAY,
                from_local=time(*from_),
                to_local=time(*to),
            )
        ]
        if half > time(*from_) and self._likely(0.5):
            # two shifts that touch, often at two clinics
            ends = ((time(*from_), half), (half, time(*to)))
            shifts = [
                make_shift(
                    clinic=random.choice(clinics),
                    days=EVERY_DAY,
                    from_local=a,
                    to_local=b,
                )
                for a, b in ends
            ]
        # Who may fill two roles has no break: of those who could fill one of them, the
        # book asks a single one, and a break that this one loses closes the start.
        skills = ("acupuncture", "massage") if self._likely(0.6) else ("acupuncture",)
        has_break = len(skills) == 1 and self._likely(0.6)
        return make_practitioner(
            id=name,
            skills=skills,
            licensed_until=self.day - DAY if self._likely(0.05) else None,
            shifts=tuple(shifts),
            absences=(self._span(),) if self._likely(0.2) else (),
            max_parallel=random.randint(1, 2),
            max_sessions_per_day=random.choice((2, 3, 14)),
            comfortable_sessions_per_day=1,
            break_=self._break() if has_break else None,
        )

    def _break(self) -> Break:
        (from_hour, _), (to_hour, _) = self.hours
        middle = (from_hour + (to_hour or 24)) // 2
        return Break(
            break_min=self.random.choice((20, 30)),
            from_local=time(middle),
            to_local=time(middle + 1, self.random.choice((0, 15))),
        )

    def _facial(self) -> Treatment:
        lamp = ("lamp",) if self._likely(0.3) else ()
        return make_treatment(
            steps=(
                make_step(least_min=15, most_min=15),
                make_step(
                    name="rest",
                    least_min=20,
                    most_min=30,
                    staff="",
                    skill="",
                    equipment=lamp,
                ),
                make_step(name="out", least_min=5, most_min=5),
            )
        )

    def _mask(self) -> Treatment:
        return make_treatment(
            id="mask",
            room_features=(),
            steps=(
                make_step(least_min=10, most_min=10),
                make_step(
                    name="mask",
                    least_min=15,
                    most_min=20,
                    staff="aide",
                    skill="massage",
                ),
            ),
        )

    def _travel(self, clinics: list[str]) -> tuple[Travel, ...]:
        if len(clinics) < 2 or self._likely(0.3):
            return ()
        way = self.random.choice((0, 10, 12, 25))
        return (Travel(clinic_a="north", clinic_b="south", travel_min=way),)

    def _patient(self, name: str, clinic: str) -> Patient:
        (from_, to) = self.hours
        hours = make_window(days=EVERY_DAY, from_local=time(*from_), to_local=time(*to))
        half = self._time()
        if half > hours.from_local and self._likely(0.5):
            hours = make_window(days=EVERY_DAY, from_local=half, to_local=time(*to))
        return make_patient(
            id=name,
            clinics=(AcceptedClinic(clinic=clinic),),
            available=(hours,) if self._likely(0.6) else (),
            unavailable=(self._span(),) if self._likely(0.3) else (),
        )

    def _appointment(self, number: int, patient: str) -> Appointment:
        """Somewhere in the opening; nobody asked whether it fits."""
        room = self.random.choice(self.rooms)
        treatment = self.random.choice(self.treatments)
        roles = {step.staff for step in treatment.steps if step.staff}
        from_ = datetime.combine(
            self.random.choice((self.day, self.day, self.day, self.day - DAY)),
            self._time(),
            tzinfo=self.clinics[0].zone,
        )
        return make_appointment(
            AppointmentStatus.CONFIRMED,
            course=f"{patient}-c",
            number=number,
            patient=patient,
            treatment=treatment.id,
            clinic=room.clinic,
            room=room.id,
            staff={role: self.random.choice(self.people).id for role in sorted(roles)},
            start_utc=from_.astimezone(UTC),
            steps=tuple(
                StepTime(
                    name=step.name,
                    length_min=self.random.choice((step.least_min, step.most_min)),
                )
                for step in treatment.steps
            ),
        )
