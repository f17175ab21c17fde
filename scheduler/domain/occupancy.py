"""What a session takes, and from when to when: room, people and equipment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from scheduler.domain.place import Place, timed_steps
from scheduler.domain.treatment import Step, Treatment

_Stretch = tuple[datetime, datetime]


class UseKind(StrEnum):
    """What can be taken; of equipment a clinic may own several."""

    ROOM = "room"
    PRACTITIONER = "practitioner"
    PATIENT = "patient"
    EQUIPMENT = "equipment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """
    A stretch of time for which something is taken, half-open.

    Parameters
    ----------
    name
        Id of the room, practitioner or patient; of equipment the clinic and
        the kind, see `equipment_name`.
    """

    kind: UseKind
    name: str
    from_utc: datetime
    to_utc: datetime


def equipment_name(clinic: str, kind: str) -> str:
    """Name of a clinic's equipment of a kind; no id holds a slash."""
    return f"{clinic}/{kind}"


def uses_of(place: Place, treatment: Treatment, turnover_min: int) -> tuple[Use, ...]:
    """
    All that a session takes.

    The room until its turnover ends, the patient (if known) from start to end,
    practitioners while a step needs their roles, and one of each kind of
    equipment while a step needs it. Stretches that touch are one.

    Parameters
    ----------
    place
        A visit or a hold.
    turnover_min
        The room's, in minutes.
    """
    room_until_utc = place.end_utc + timedelta(minutes=turnover_min)
    uses = [
        Use(
            kind=UseKind.ROOM,
            name=place.room,
            from_utc=place.start_utc,
            to_utc=room_until_utc,
        )
    ]
    if place.patient is not None:
        uses.append(
            Use(
                kind=UseKind.PATIENT,
                name=place.patient,
                from_utc=place.start_utc,
                to_utc=place.end_utc,
            )
        )
    stretches = _stretches(place, treatment)
    return (*uses, *_joined(stretches))


def _stretches(
    place: Place, treatment: Treatment
) -> Mapping[tuple[UseKind, str], list[_Stretch]]:
    """When each practitioner and each kind of equipment is needed, in order."""
    found: dict[tuple[UseKind, str], list[_Stretch]] = defaultdict(list)
    for step, stretch in _timed_steps(place, treatment):
        practitioner = place.staff.get(step.staff)
        if practitioner is not None:
            found[UseKind.PRACTITIONER, practitioner].append(stretch)
        for kind in step.equipment:
            name = equipment_name(place.clinic, kind)
            found[UseKind.EQUIPMENT, name].append(stretch)
    return found


def _timed_steps(place: Place, treatment: Treatment) -> Iterator[tuple[Step, _Stretch]]:
    """
    Steps of the treatment with their times, in order.

    By position, for a treatment may name two steps alike; by name where the
    session has other steps than its treatment has by now.
    """
    names = [taken.name for taken in place.steps]
    is_alike = names == [step.name for step in treatment.steps]
    by_name = {step.name: step for step in treatment.steps}
    steps = treatment.steps if is_alike else [by_name.get(name) for name in names]
    timed = timed_steps(place.start_utc, place.steps)
    for step, (_, from_utc, to_utc) in zip(steps, timed, strict=True):
        if step is not None:
            yield step, (from_utc, to_utc)


def _joined(
    stretches: Mapping[tuple[UseKind, str], Iterable[_Stretch]],
) -> Iterator[Use]:
    """One use for each run of stretches that touch."""
    for (kind, name), in_order in stretches.items():
        runs: list[_Stretch] = []
        for from_utc, to_utc in in_order:
            if runs and runs[-1][1] == from_utc:
                from_utc = runs.pop()[0]
            runs.append((from_utc, to_utc))
        for from_utc, to_utc in runs:
            yield Use(kind=kind, name=name, from_utc=from_utc, to_utc=to_utc)
