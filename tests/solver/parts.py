"""
Random parts of a small problem.

Everything happens around one *hub* a day: an instant in UTC. Openings, shifts
and windows begin near it, so that they really meet, whatever the zones. Each
part has its own stream of chance, so that one more room changes no patient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from solver.problem import (
    AcceptedClinic,
    Break,
    Clinic,
    Course,
    Gap,
    LastSession,
    Patient,
    Practitioner,
    Room,
    Session,
    Shift,
    Span,
    Step,
    Travel,
    Treatment,
    WeeklyWindow,
    Weights,
)
from tests.solver.builders import EVERY_DAY

FEATURES = (
    "absences",
    "breaks",
    "clearances",
    "closures",
    "costs",
    "dates",
    "equipment",
    "gaps",
    "licences",
    "limits",
    "off grid",
    "past",
    "refusals",
    "roles",
    "scarce",
    "skills",
    "stretch",
    "travel",
    "turnover",
    "windows",
    "wishes",
)
"""What a random problem may have; without all of them it is a plain one."""
SKILLS = ("acupuncture", "care")
AMOUNTS = (1, 5, 0.1, 2.5, 13, 0)
LAMPS = ({"led": 1}, {"led": 1}, {"led": 1}, {"led": 2}, {"led": 2}, {"led": 0}, {})


@dataclass(frozen=True, slots=True)
class World:
    """What the parts of one problem share."""

    seed: int
    features: frozenset[str]
    start: date
    days: int
    tick_min: int
    hub_hour: int
    zones: tuple[str, ...]
    longest_min: int
    most_steps: int

    def random(self, part: str) -> Random:
        """The stream of chance of a part."""
        return Random(f"{self.seed} {part}")

    def has(self, feature: str, random: Random, odds: float = 0.5) -> bool:
        """Whether a part has a feature that its problem may have."""
        return feature in self.features and random.random() < odds

    def hub(self, day: int) -> datetime:
        """The instant of a day around which everything happens."""
        on = self.start + timedelta(days=day)
        return datetime.combine(on, time(self.hub_hour), tzinfo=UTC)

    def date(self, day: int) -> date:
        """A day of the horizon, or one before or after it."""
        return self.start + timedelta(days=day)


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def _some(random: Random, words: Sequence[str], least: int = 0) -> tuple[str, ...]:
    return tuple(random.sample(words, random.randint(least, len(words))))


def stretches(world: World, random: Random, day: int) -> list[Span]:
    """Stretches of a day: one around the hub; or two, touching or apart; or none."""
    if not world.has("scarce", random):
        begin = world.hub(day) - _minutes(30)
        return [Span(from_=begin, to=begin + _minutes(world.longest_min))]
    found: list[Span] = []
    for _ in range(random.choice((1, 1, 1, 2, 2, 0))):
        begin = world.hub(day) + _minutes(15 * random.randint(-2, 2))
        if found:
            begin = found[-1].to + _minutes(15 * random.randint(0, 1))
        elif world.has("off grid", random):
            begin += _minutes(3)
        length = _minutes(15 * random.randint(4, world.longest_min // 15))
        found.append(Span(from_=begin, to=begin + length))
    return found


def clock_times(
    world: World, random: Random, least_min: int, most_min: int
) -> tuple[str, str]:
    """From and to in clinic time, beginning near the hub in one of the zones."""
    begin = world.hub(0) + _minutes(15 * random.randint(-4, 6))
    local = begin.astimezone(ZoneInfo(random.choice(world.zones)))
    from_min = min(local.hour * 60 + local.minute, 1440 - least_min)
    length_min = 15 * random.randint(least_min // 15, most_min // 15)
    return _clock(from_min), _clock(min(1440, from_min + length_min))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def windows(world: World, random: Random) -> tuple[WeeklyWindow, ...]:
    """One or two weekly windows; some are whole days."""
    found = []
    for _ in range(random.randint(1, 2)):
        days = random.choice((EVERY_DAY, EVERY_DAY, _some(random, EVERY_DAY)))
        from_, to = clock_times(world, random, 45, 300)
        if random.random() < 0.5:
            from_, to = "00:00", "24:00"
        found.append(WeeklyWindow(days=days, from_=from_, to=to))
    return tuple(found)


def hole(world: World, random: Random) -> Span:
    """A closure or an absence near the hub, at any minute."""
    begin = world.hub(random.randrange(world.days))
    begin += _minutes(15 * random.randint(-4, 8) + random.randint(0, 4))
    return Span(from_=begin, to=begin + _minutes(3 * random.randint(1, 40)))


def clinic(world: World, name: str) -> Clinic:
    """A clinic in one of the zones, with some equipment."""
    random = world.random(f"clinic {name}")
    opening = [s for d in range(world.days) for s in stretches(world, random, d)]
    return Clinic(
        id=name,
        timezone=random.choice(world.zones),
        opening=tuple(opening),
        equipment=random.choice(LAMPS),
    )


def travel(world: World, names: Sequence[str]) -> tuple[Travel, ...]:
    """Minutes between two clinics, or no way between them."""
    random = world.random("travel")
    if len(names) < 2 or world.has("travel", random, 0.3):
        return ()
    minutes = random.choice((0, 1, 3, 6)) * world.tick_min
    return (Travel(from_=names[0], to=names[1], minutes=minutes),)


def room(world: World, name: str, clinic_ids: Sequence[str]) -> Room:
    """A room, with a couch or without, closed now and then."""
    random = world.random(f"room {name}")
    turnover = random.randint(1, 2) if world.has("turnover", random) else 0
    return Room(
        id=name,
        clinic=random.choice(clinic_ids),
        features=() if world.has("skills", random, 0.3) else ("couch",),
        turnover_minutes=turnover * world.tick_min,
        unavailable=(hole(world, random),) if world.has("closures", random) else (),
    )


def practitioner(world: World, name: str, clinic_ids: Sequence[str]) -> Practitioner:
    """Somebody on shift on most days, in one clinic or in both."""
    random = world.random(f"practitioner {name}")
    shifts = [
        Shift(clinic=random.choice(clinic_ids), from_=span.from_, to=span.to)
        for day in range(world.days)
        for span in stretches(world, random, day)
    ]
    pause = None
    if world.has("breaks", random, 0.8):
        minutes = random.randint(1, 3) * world.tick_min
        from_, to = clock_times(world, random, 45, 90)
        pause = Break(minutes=minutes, from_=from_, to=to)
    licensed = world.has("licences", random)
    limited = world.has("limits", random, 0.8)
    return Practitioner(
        id=name,
        skills=_some(random, SKILLS) if world.has("skills", random, 0.3) else SKILLS,
        licensed_until=world.date(random.randint(0, world.days)) if licensed else None,
        shifts=tuple(shifts),
        break_=pause,
        max_parallel=random.randint(1, 3),
        max_sessions_per_day=random.randint(0, 3) if limited else 9,
        comfortable_sessions_per_day=random.randint(0, 2) if limited else 9,
    )


def treatment(world: World, name: str) -> Treatment:
    """A treatment of a few steps, at least one of them the lead's."""
    random = world.random(f"treatment {name}")
    leads = random.randint(1, world.most_steps)
    count = random.randint(leads, world.most_steps)
    steps = [_step(world, random, k, k == leads - 1) for k in range(count)]
    features = ("couch",) if world.has("skills", random) else ()
    return Treatment(id=name, room_features=features, steps=tuple(steps))


def _step(world: World, random: Random, k: int, is_lead: bool) -> Step:
    staff = "lead" if is_lead else random.choice(("lead", None, None, "therapist"))
    if staff == "therapist" and "roles" not in world.features:
        staff = None
    ticks = random.randint(1, 2)
    longer = random.randint(1, 2) if world.has("stretch", random) else 0
    return Step(
        name=f"step-{k}",
        minutes=ticks * world.tick_min,
        max_minutes=(ticks + longer) * world.tick_min,
        attended=staff is not None,
        staff=staff,
        skill=staff and random.choice(SKILLS),
        equipment=("led",) if world.has("equipment", random, 0.3) else (),
    )


def patient(world: World, name: str, clinic_ids: Sequence[str]) -> Patient:
    """A patient of one clinic or both, with or without a wish."""
    random = world.random(f"patient {name}")
    return Patient(
        id=name,
        clinics=tuple(
            AcceptedClinic(clinic=clinic, penalty=_amount(world, random))
            for clinic in random.choice((clinic_ids, _some(random, clinic_ids, 1)))
        ),
        available=windows(world, random)
        if world.has("windows", random)
        else (WeeklyWindow(days=EVERY_DAY, from_="00:00", to="24:00"),),
        preferred=windows(world, random) if world.has("wishes", random, 0.8) else (),
        unavailable=(hole(world, random),) if world.has("absences", random) else (),
    )


def _amount(world: World, random: Random) -> float:
    return random.choice(AMOUNTS) if "costs" in world.features else 1


def _session(
    world: World, random: Random, name: str, kinds: Sequence[Treatment]
) -> Session:
    earliest, latest = -1, world.days
    if world.has("dates", random):
        earliest = random.randint(-1, world.days - 1)
        latest = random.randint(earliest, world.days)
    gap = None
    if world.has("gaps", random, 0.8):
        least = random.randint(0, 1)
        gap = Gap(
            min_days=least,
            ideal_days=random.randint(0, 5) / 2,
            max_days=random.randint(least, 3),
            penalty_per_day=_amount(world, random),
        )
    return Session(
        id=name,
        treatment=random.choice(kinds).id,
        earliest=world.date(earliest),
        due=world.date(random.randint(-1, world.days)),
        latest=world.date(latest),
        priority=random.randint(1, 2),
        late_penalty_per_day=_amount(world, random),
        gap=gap,
    )


def course(
    world: World,
    name: str,
    patient_id: str,
    people: Sequence[str],
    kinds: Sequence[Treatment],
    num_sessions: int,
) -> Course:
    """A course of a patient: a few sessions, with a past or without."""
    random = world.random(f"course {name}")
    last = None
    if world.has("past", random):
        on = world.date(random.randint(-2, 0))
        last = LastSession(date=on, practitioner=random.choice(people))
    cleared = world.has("clearances", random, 0.3)
    return Course(
        id=name,
        patient=patient_id,
        preferred_practitioner=random.choice((None, *people)),
        refused_practitioners=_some(random, people)
        if world.has("refusals", random, 0.3)
        else (),
        cleared_until=world.date(random.randint(0, world.days)) if cleared else None,
        last_session=last,
        sessions=tuple(
            _session(world, random, f"{name}-{k + 1}", kinds)
            for k in range(num_sessions)
        ),
    )


def weights(world: World) -> Weights:
    """Weights, some of them not whole, some of them zero."""
    random = world.random("weights")
    names = [name for name in Weights.model_fields if name != "unscheduled"]
    values = {name: random.choice(AMOUNTS) for name in names}
    return Weights(unscheduled=random.choice((100, 1000.5, 30)), **values)
