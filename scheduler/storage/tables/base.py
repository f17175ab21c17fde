"""What all tables share: one metadata, and columns that come in several."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Integer, MetaData, String, Time

from scheduler.storage.columns import Identifier, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def id_column() -> Column[str]:
    """Primary key that the network's own people chose."""
    return Column("id", Identifier, primary_key=True)


def name_column() -> Column[str]:
    """Name for people; may be empty."""
    return Column("name", String, nullable=False)


def reference(name: str, table: str, *, nullable: bool = False) -> Column[str]:
    """Column that names a row of another table by its id."""
    target = ForeignKey(f"{table}.id")
    return Column(name, Identifier, target, nullable=nullable)


def owner(name: str, table: str) -> Column[str]:
    """First column of a child table: the owner, with which the row goes."""
    target = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name, Identifier, target, primary_key=True)


def position() -> Column[int]:
    """Place of a child among its owner's, from 0."""
    return Column("position", Integer, primary_key=True, autoincrement=False)


def window_columns() -> list[Column[Any]]:
    """Columns of a weekly window."""
    return [
        Column("days", Words, nullable=False),
        Column("from_local", Time, nullable=False),
        Column("to_local", Time, nullable=False),
    ]


def span_columns() -> list[Column[Any]]:
    """Columns of a dated span."""
    return [
        Column("first_day", Date, nullable=False),
        Column("last_day", Date, nullable=False),
        Column("from_local", Time),
        Column("to_local", Time),
        Column("reason", String, nullable=False),
    ]
