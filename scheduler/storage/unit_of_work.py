"""A transaction, and all that can be read and written in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from scheduler.domain.network import Network, Policy
from scheduler.errors import NotFound
from scheduler.storage.answers import AnswerRepository
from scheduler.storage.appointments import AppointmentRepository
from scheduler.storage.changes import ChangeFeed
from scheduler.storage.courses import CourseRepository
from scheduler.storage.engine import connect
from scheduler.storage.holds import HoldRepository
from scheduler.storage.mappings import (
    CLINICS,
    PATIENTS,
    PRACTITIONERS,
    PROTOCOLS,
    ROOMS,
    TREATMENTS,
)
from scheduler.storage.network import read_network, read_policy, replace_network
from scheduler.storage.nightly import NightlyLedger
from scheduler.storage.occupancy import OccupancyRepository
from scheduler.storage.quotes import QuoteRepository
from scheduler.storage.repository import Repository
from scheduler.storage.rosters import RosterRepository
from scheduler.storage.waiting import WaitingRepository


class UnitOfWork:
    """
    What is done between opening and commit: all of it or nothing.

    Attributes
    ----------
    clinics, rooms, practitioners, treatments, protocols, patients, courses
        The parts of the network, read by id or in pages.
    appointments, rosters, holds, quotes, waiting
        Also written.
    occupancy
        Who has which room, person and equipment; appointments and holds write
        their own.
    changes
        The feed of what appointments and holds have written.
    answers
        What requests were answered, by their keys.
    nightly
        The ledger of nightly runs.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.clinics = Repository(connection, CLINICS)
        self.rooms = Repository(connection, ROOMS)
        self.practitioners = Repository(connection, PRACTITIONERS)
        self.treatments = Repository(connection, TREATMENTS)
        self.protocols = Repository(connection, PROTOCOLS)
        self.patients = Repository(connection, PATIENTS)
        self.courses = CourseRepository(connection)
        self.appointments = AppointmentRepository(connection)
        self.rosters = RosterRepository(connection)
        self.holds = HoldRepository(connection)
        self.quotes = QuoteRepository(connection)
        self.waiting = WaitingRepository(connection)
        self.occupancy = OccupancyRepository(connection)
        self.changes = ChangeFeed(connection)
        self.answers = AnswerRepository(connection)
        self.nightly = NightlyLedger(connection)

    def has_network(self) -> bool:
        """Whether a network was imported."""
        return read_policy(self._connection) is not None

    def policy(self) -> Policy:
        """
        Read how the network plans.

        Raises
        ------
        NotFound
            If nothing was imported yet.
        """
        policy = read_policy(self._connection)
        if policy is None:
            raise NotFound(
                "The database holds no network yet; run `meridian import DIR` first."
            )
        return policy

    def network(self, *, rosters: bool = True) -> Network:
        """
        Read the whole network.

        Parameters
        ----------
        rosters
            Whether the rosters of all runs so far are wanted as well.

        Raises
        ------
        NotFound
            If nothing was imported yet.
        """
        return read_network(self._connection, self.policy(), rosters=rosters)

    def replace_network(self, network: Network) -> None:
        """Write a network in the place of everything that was there."""
        replace_network(self._connection, network)

    def commit(self) -> None:
        """Make what was written last, for everybody to see."""
        self._connection.commit()


@contextmanager
def unit_of_work(engine: Engine, *, write: bool = True) -> Iterator[UnitOfWork]:
    """
    Open a transaction; what is not committed at the end is undone.

    Parameters
    ----------
    write
        False: for reading only, a consistent state that waits for no writer.
    """
    with connect(engine, write=write) as connection:
        if write:
            # At once: whoever then waits for a lock of this process already has the
            # database, and nobody waits for the two in the other order.
            connection.begin()
        yield UnitOfWork(connection)
