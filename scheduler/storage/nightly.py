"""The ledger of nightly runs: a night is planned once, whoever is awake."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, Update, and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from scheduler.domain.nightly import NightlyRun, NightlyStatus
from scheduler.storage.tables import nightly_runs as table

MOST_ATTEMPTS = 3


class NightlyLedger:
    """One row a night; what is written counts once it is committed."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(
        self,
        local_date: date,
        now_utc: datetime,
        lease_s: float,
        most_attempts: int = MOST_ATTEMPTS,
    ) -> NightlyRun | None:
        """
        Take a night, or None if it is not to be had.

        Of many that claim at once exactly one gets it. A night is given again
        when its attempt failed or its lease ran out, up to ``most_attempts``
        times; a night that finished never is.

        Parameters
        ----------
        lease_s
            How long the attempt may take, in seconds.
        """
        values = {
            "status": NightlyStatus.RUNNING.value,
            "lease_until_utc": now_utc + timedelta(seconds=lease_s),
            "started_utc": now_utc,
            "finished_utc": None,
            "roster": None,
            "message": "",
        }
        is_free = or_(
            table.c.status == NightlyStatus.FAILED.value,
            and_(
                table.c.status == NightlyStatus.RUNNING.value,
                table.c.lease_until_utc <= now_utc,
            ),
        )
        statement = (
            self._upsert()
            .values(local_date=local_date, attempt=1, **values)
            .on_conflict_do_update(
                index_elements=[table.c.local_date],
                set_=values | {"attempt": table.c.attempt + 1},
                where=and_(is_free, table.c.attempt < most_attempts),
            )
            .returning(*table.columns)
        )
        row = self._connection.execute(statement).mappings().first()
        return None if row is None else _run(row)

    def finish(
        self, run: NightlyRun, now_utc: datetime, roster: str, message: str = ""
    ) -> bool:
        """
        Note that a run finished with a draft.

        Returns
        -------
        bool
            False: the lease had run out and another attempt took over.
        """
        return self._end(
            run, NightlyStatus.FINISHED, now_utc, roster=roster, message=message
        )

    def fail(self, run: NightlyRun, now_utc: datetime, message: str) -> bool:
        """Note that a run failed, so that it can be taken up again; as finish."""
        return self._end(run, NightlyStatus.FAILED, now_utc, message=message)

    def get(self, local_date: date) -> NightlyRun | None:
        """Read a night's entry, if there is one."""
        one = select(table).where(table.c.local_date == local_date)
        row = self._connection.execute(one).mappings().first()
        return None if row is None else _run(row)

    def latest(self, limit: int) -> tuple[NightlyRun, ...]:
        """Read the latest nights, the last one first."""
        latest = select(table).order_by(table.c.local_date.desc()).limit(limit)
        return tuple(map(_run, self._connection.execute(latest).mappings()))

    def _end(
        self, run: NightlyRun, status: NightlyStatus, now_utc: datetime, **values: Any
    ) -> bool:
        ours: Update = update(table).where(
            table.c.local_date == run.local_date,
            table.c.attempt == run.attempt,
            table.c.status == NightlyStatus.RUNNING.value,
        )
        ended = ours.values(status=status.value, finished_utc=now_utc, **values)
        return self._connection.execute(ended).rowcount == 1

    def _upsert(self) -> sqlite.Insert | postgresql.Insert:
        """The database's own INSERT, which knows ON CONFLICT."""
        if self._connection.dialect.name == "sqlite":
            return sqlite.insert(table)
        return postgresql.insert(table)


def _run(row: RowMapping) -> NightlyRun:
    values = dict(row) | {"status": NightlyStatus(row["status"])}
    return NightlyRun(**values)
