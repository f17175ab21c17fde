"""``meridian slots``: what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import click

from api.database import current_settings, opened_database
from api.exits import AnswerIsNoError, BadInputError, Exit
from api.program import Command

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from scheduler.booking.open_slots import DaySlots, SlotQuery

MOST_SLOTS = 10_000
AHEAD = timedelta(days=13)
DATE = click.DateTime(["%Y-%m-%d"])


@click.command(
    "slots",
    cls=Command,
    short_help="Show open slots.",
    example=(
        "meridian slots --treatment follow-up --clinic north\n"
        "meridian slots --course course-0021 --from 2026-12-01 --to 2026-12-07\n"
    ),
)
@click.option("--treatment", metavar="ID", help="What the slots are for.")
@click.option(
    "--session",
    metavar="ID",
    help="The session they are for; its own appointment is not in the way.",
)
@click.option(
    "--course",
    metavar="ID",
    help="The course they are for: its next session without an appointment.",
)
@click.option(
    "--clinic",
    "clinics",
    multiple=True,
    metavar="ID",
    help="Look at this clinic only; may be given several times.",
)
@click.option(
    "--from",
    "first",
    type=DATE,
    metavar="DATE",
    help="First date at the clinic.  [default: today]",
)
@click.option(
    "--to",
    "last",
    type=DATE,
    metavar="DATE",
    help=f"Last date at the clinic.  [default: {AHEAD.days} days after the first]",
)
@click.option("--practitioner", metavar="ID", help="Who is to lead.")
@click.option(
    "--limit", type=click.IntRange(1, MOST_SLOTS), metavar="N", help="Most slots."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Form of the answer.",
)
def command(
    treatment: str | None,
    session: str | None,
    course: str | None,
    clinics: tuple[str, ...],
    first: datetime | None,
    last: datetime | None,
    practitioner: str | None,
    limit: int | None,
    form: str,
) -> int:
    """
    Show what is open for a treatment, a session or a course.

    For a session or a course its gaps, its window, the patient's hours, clearance
    and other appointments count. Each slot says what it would add to the roster's
    cost. Exit status 1 if nothing is open.
    """
    _must_be_one(treatment=treatment, session=session, course=course)
    from scheduler.booking.asking import Asking
    from scheduler.booking.live_book import LiveBook
    from scheduler.booking.open_slots import SlotQuery, open_slots
    from scheduler.clock import today
    from scheduler.storage import unit_of_work

    now_utc = datetime.now(UTC)
    with (
        opened_database(current_settings()) as engine,
        unit_of_work(engine, write=False) as uow,
    ):
        asking = Asking(LiveBook(), uow, now_utc)
        current = asking.current()
        on = today(current.house.network.policy.zone, now_utc)
        first_day, last_day = _dates(first, last, on)
        query = SlotQuery(
            first_day=first_day,
            last_day=last_day,
            clinics=tuple(dict.fromkeys(clinics)),
            practitioner=practitioner,
            limit=limit,
        )
        ask = asking.look(current, treatment=treatment, session=session, course=course)
        days = open_slots(current, ask, query, now_utc)
    _show(days, current.house.zones, query, form)
    return Exit.DONE if days else Exit.NO


def _must_be_one(**given: str | None) -> None:
    came = [f"--{name}" for name, value in given.items() if value is not None]
    if len(came) != 1:
        rule = "One of --treatment, --session and --course must be given"
        raise BadInputError([f"{rule}, got {' and '.join(came) or 'none'}."])


def _dates(
    first: datetime | None, last: datetime | None, today: date
) -> tuple[date, date]:
    start = today if first is None else first.date()
    if last is not None:
        return start, last.date()
    return start, min(start, date.max - AHEAD) + AHEAD


def _show(
    days: Sequence[DaySlots],
    zones: dict[str, ZoneInfo],
    query: SlotQuery,
    form: str,
) -> None:
    if form == "json":
        from api.jsons import dumps

        click.echo(dumps({"days": [_data(day, zones[day.clinic]) for day in days]}))
    elif days:
        from api.slot_tables import slot_tables

        click.echo(slot_tables(days), nl=False)
    else:
        span = f"from {query.first_day} to {query.last_day}"
        raise AnswerIsNoError(f"No slot is open {span}.")


def _data(day: DaySlots, zone: ZoneInfo) -> dict[str, object]:
    """A day in the shape that the HTTP API answers."""
    from api.shapes.booked import slot_data

    return {
        "clinic": day.clinic,
        "timezone": day.timezone,
        "date": day.date,
        "slots": [slot_data(slot, zone) for slot in day.slots],
    }
