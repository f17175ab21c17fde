"""What is taken: checked in memory, and once more by the database itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, Connection, bindparam, delete, func, select
from sqlalchemy.exc import IntegrityError

from scheduler.domain.diary import Diary, Piece, Resource, Span, window_of
from scheduler.domain.occupancy import Use, UseKind
from scheduler.domain.place import Place
from scheduler.errors import Clash, Occupied
from scheduler.storage.needs import read_needs
from scheduler.storage.resources import (
    give_numbers,
    key_of,
    known_numbers,
    minute_of,
)
from scheduler.storage.tables import holds
from scheduler.storage.tables import occupancy as table

_FROM = bindparam("from", type_=BigInteger)
_TO = bindparam("to", type_=BigInteger)

# Rows never overlap: whatever reaches into a range begins inside it, or is the
# last one to begin before. So the key alone finds them.
_LAST_BEFORE = (
    select(func.max(table.c.from_key)).where(table.c.from_key <= _FROM)
).scalar_subquery()
_REACHING = select(table).where(
    table.c.from_key >= func.coalesce(_LAST_BEFORE, _FROM),
    table.c.from_key < _TO,
    table.c.to_key > _FROM,
)
_RELEASE = delete(table).where(
    table.c.is_hold == bindparam("kind"), table.c.holder == bindparam("released")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """
    What a session or a hold wants to take.

    Parameters
    ----------
    beside
        A session whose own minutes are not in the way, nor taken twice.
    """

    holder: str
    uses: tuple[Use, ...]
    is_hold: bool = False
    beside: str | None = None


class OccupancyRepository:
    """Who has which room, person and equipment, minute by minute."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(
        self,
        holder: str,
        uses: Iterable[Use],
        *,
        stock: Mapping[str, int],
        is_hold: bool = False,
        beside: str | None = None,
    ) -> None:
        """
        Take all uses or none.

        Parameters
        ----------
        stock
            How many there are of equipment, by the name of its use.
        beside
            As in `Claim`.

        Raises
        ------
        Occupied
            Naming everything in the way.
        """
        claim = Claim(holder=holder, uses=tuple(uses), is_hold=is_hold, beside=beside)
        self.take_all([claim], stock)

    def take_all(
        self,
        claims: Sequence[Claim],
        stock: Mapping[str, int],
        *,
        leaves_out: bool = False,
    ) -> tuple[str, ...]:
        """
        Take all uses of many claims, in their order.

        Parameters
        ----------
        leaves_out
            Whether a use that clashes is left out, instead of all refused.

        Returns
        -------
        tuple[str, ...]
            Whose uses were left out, in the order of their claims.

        Raises
        ------
        Occupied
            Naming everything in the way, of which the claims themselves may be
            a part; nothing is taken then.
        """
        numbers = self._numbers(claims)
        fitted = _fitted(self._diary(claims, numbers), claims, stock)
        if fitted.clashes and not leaves_out:
            raise Occupied(fitted.clashes)
        try:
            with self._connection.begin_nested():
                self._insert(fitted.rows, numbers)
        except IntegrityError:
            # written meanwhile by somebody who does not queue for the lock
            diary = self._diary(claims, self._numbers(claims))
            raise Occupied(_fitted(diary, claims, stock).clashes) from None
        return fitted.left_out

    def clashes(
        self,
        uses: Iterable[Use],
        *,
        stock: Mapping[str, int],
        now_utc: datetime,
        beside: str | None = None,
    ) -> tuple[Clash, ...]:
        """
        Look what stands in the way of uses, and take nothing.

        Holds that are over at ``now_utc`` do not; the rest is as in `take`.
        """
        claim = Claim(holder="", uses=tuple(uses), beside=beside)
        numbers = self._numbers([claim])
        diary = self._diary([claim], numbers, passing_over=self.expired(now_utc))
        return _fitted(diary, [claim], stock).clashes

    def clashes_of(
        self, place: Place, now_utc: datetime, beside: str | None = None
    ) -> tuple[Clash, ...]:
        """Look what stands in the way of a place, as `clashes` does."""
        needs = read_needs(self._connection, [place])
        uses = needs.uses_of(place)
        return self.clashes(uses, stock=needs.stock, now_utc=now_utc, beside=beside)

    def release(self, *holders: str, is_hold: bool = False) -> None:
        """Free all that these sessions, or holds, have taken."""
        if holders:
            parameters = [{"kind": is_hold, "released": holder} for holder in holders]
            self._connection.execute(_RELEASE, parameters)

    def expired(self, now_utc: datetime) -> frozenset[str]:
        """Holds that are over and have not been released yet."""
        over = (
            select(table.c.holder)
            .join(holds, holds.c.id == table.c.holder)
            .where(table.c.is_hold, holds.c.expires_utc <= now_utc)
        )
        return frozenset(self._connection.execute(over).scalars())

    def _numbers(self, claims: Iterable[Claim]) -> dict[Resource, int]:
        """Numbers of all that is claimed and has been taken before."""
        uses = (use for claim in claims for use in claim.uses)
        return known_numbers(self._connection, {(use.kind, use.name) for use in uses})

    def _diary(
        self,
        claims: Iterable[Claim],
        numbers: Mapping[Resource, int],
        passing_over: frozenset[str] = frozenset(),
    ) -> Diary:
        """What is taken of all that is claimed, as far as the claims reach."""
        wanted: dict[tuple[str, str], list[Use]] = defaultdict(list)
        for claim in claims:
            for use in claim.uses:
                wanted[use.kind, use.name].append(use)
        windows = {name: window_of(uses) for name, uses in wanted.items()}
        diary = Diary()
        for resource, number in numbers.items():
            from_min, to_min = windows[resource.kind, resource.name]
            for span in self._spans(number, from_min, to_min):
                if not (span.is_hold and span.holder in passing_over):
                    diary.add(resource, span)
        return diary

    def _spans(self, number: int, from_min: int, to_min: int) -> Iterable[Span]:
        """Spans of a resource that reach into some minutes."""
        keys = {"from": key_of(number, from_min), "to": key_of(number, to_min)}
        for from_key, to_key, holder, is_hold in self._connection.execute(
            _REACHING, keys
        ):
            yield Span(minute_of(from_key), minute_of(to_key), holder, is_hold)

    def _insert(
        self, rows: list[tuple[Claim, Piece]], known: Mapping[Resource, int]
    ) -> None:
        if not rows:
            return
        numbers = dict(known)
        lacking = {piece.resource for _, piece in rows}.difference(known)
        if lacking:
            numbers |= give_numbers(self._connection, sorted(lacking))
        values = [
            {
                "from_key": key_of(numbers[piece.resource], piece.from_min),
                "to_key": key_of(numbers[piece.resource], piece.to_min),
                "holder": claim.holder,
                "is_hold": claim.is_hold,
            }
            for claim, piece in rows
        ]
        self._connection.execute(table.insert(), values)


class _Fitted(NamedTuple):
    """Pieces that claims take, whose uses have none, and all in their way."""

    rows: list[tuple[Claim, Piece]]
    left_out: tuple[str, ...]
    clashes: tuple[Clash, ...]


def _fitted(diary: Diary, claims: Iterable[Claim], stock: Mapping[str, int]) -> _Fitted:
    """Fit claims one after another, and enter them in the diary."""
    rows: list[tuple[Claim, Piece]] = []
    # dictionaries, for their order: everything comes once
    left_out: dict[str, None] = {}
    clashes: dict[Clash, None] = {}
    for claim in claims:
        for use in claim.uses:
            num_units = stock.get(use.name, 0) if use.kind is UseKind.EQUIPMENT else 1
            fit = diary.fit(use, num_units, claim.beside)
            if fit.clashes:
                clashes |= dict.fromkeys(fit.clashes)
                left_out[claim.holder] = None
            for piece in fit.pieces:
                rows.append((claim, piece))
                span = Span(piece.from_min, piece.to_min, claim.holder, claim.is_hold)
                diary.add(piece.resource, span)
    return _Fitted(rows, tuple(left_out), tuple(clashes))
