"""Treatments with their steps, and protocols with their phases."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from scheduler.domain.treatment import PhaseKind
from scheduler.tables.kinds import Choice
from scheduler.tables.layout import (
    ID,
    IDS,
    NUMBER,
    TEXT,
    WHOLE,
    WORD,
    WORDS,
    Column,
    Table,
)

TREATMENTS: Final = Table(
    file="treatments.csv",
    about="What is done in one session, and what the room must offer for it.",
    columns=(
        Column("id", ID, "Id of the treatment.", "facial"),
        Column("name", TEXT, "For people.", "Facial acupuncture", empty=""),
        Column("room_features", WORDS, "What the room must offer.", "bed", empty=()),
    ),
    key=("id",),
)

TREATMENT_STEPS: Final = Table(
    file="treatment_steps.csv",
    about="The steps of a treatment; `position` gives their order.",
    columns=(
        Column(
            "treatment", ID, "Id of the treatment.", "facial", refers=TREATMENTS.file
        ),
        Column("position", WHOLE, "1, 2, 3 … within the treatment.", "1"),
        Column("name", WORD, "What is done.", "needling"),
        Column("least_min", WHOLE, "Shortest length, in minutes.", "15"),
        Column("most_min", WHOLE, "Longest length, in minutes.", "15"),
        Column(
            "staff",
            WORD,
            "Role that attends the step, `lead` or another; "
            "empty: the patient rests alone.",
            "lead",
            empty="",
        ),
        Column("skill", WORD, "Skill that it takes.", "needling", empty=""),
        Column(
            "equipment",
            WORDS,
            "Kinds of equipment in use, one of each.",
            "heat-lamp",
            empty=(),
        ),
    ),
    key=("treatment", "position"),
)

PROTOCOLS: Final = Table(
    file="protocols.csv",
    about="What courses follow.",
    columns=(
        Column("id", ID, "Id of the protocol.", "classic"),
        Column("name", TEXT, "For people.", "Classic course", empty=""),
    ),
    key=("id",),
)

PROTOCOL_PHASES: Final = Table(
    file="protocol_phases.csv",
    about="The phases of a protocol; `position` gives their order: one "
    "consultation, then series, then maintenance.",
    columns=(
        Column("protocol", ID, "Id of the protocol.", "classic", refers=PROTOCOLS.file),
        Column("position", WHOLE, "1, 2, 3 … within the protocol.", "1"),
        Column("kind", Choice(PhaseKind), "What it is for.", "consultation"),
        Column(
            "sessions",
            WHOLE,
            "How many; empty (last phase only): as long as the course runs.",
            "1",
            empty=None,
        ),
        Column(
            "treatments",
            IDS,
            "Treatments of its sessions, in turn.",
            "facial",
            refers=TREATMENTS.file,
        ),
        Column("min_days", WHOLE, "Shortest gap to the session before, in days.", "3"),
        Column(
            "ideal_days", NUMBER, "Best gap, in days; half days are allowed.", "3.5"
        ),
        Column("max_days", WHOLE, "Longest gap, in days.", "7"),
        Column(
            "slack_days",
            WHOLE,
            "Days after its due date on which a session may still be held.",
            "7",
        ),
        Column(
            "gap_penalty_per_day",
            NUMBER,
            "Cost of a day's distance from the best gap.",
            "4",
            empty=Decimal(0),
        ),
        Column(
            "late_penalty_per_day",
            NUMBER,
            "Cost of a day after the due date.",
            "5",
            empty=Decimal(0),
        ),
        Column(
            "priority",
            WHOLE,
            "Weight of a session without a place.",
            "1",
            empty=1,
        ),
    ),
    key=("protocol", "position"),
)

TABLES: Final = (TREATMENTS, TREATMENT_STEPS, PROTOCOLS, PROTOCOL_PHASES)
