"""A diary: who has taken what, minute by minute, and what stands in the way."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from scheduler.domain.occupancy import Use
from scheduler.errors import Clash

EPOCH = datetime(1900, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

# Later than every minute there is.
_NEVER = 2**63


class Resource(NamedTuple):
    """A room, a person, or one of a clinic's equipment of a kind (from 1)."""

    kind: str
    name: str
    unit: int = 1


class Span(NamedTuple):
    """Minutes since 1900 for which a session or a hold has a resource."""

    from_min: int
    to_min: int
    holder: str
    is_hold: bool


class Piece(NamedTuple):
    """Minutes of one resource that serve a use, or a part of it."""

    resource: Resource
    from_min: int
    to_min: int


class Fit(NamedTuple):
    """How a use fits: the pieces it takes, or else what stands in the way."""

    pieces: tuple[Piece, ...]
    clashes: tuple[Clash, ...]


class Diary:
    """Spans of resources, none of which overlaps another of its resource."""

    def __init__(self) -> None:
        self._units: dict[tuple[str, str], dict[int, list[Span]]]
        self._units = defaultdict(lambda: defaultdict(list))

    def add(self, resource: Resource, span: Span) -> None:
        """Enter a span that fits."""
        kind, name, unit = resource
        insort(self._units[kind, name][unit], span)

    def fit(self, use: Use, num_units: int = 1, beside: str | None = None) -> Fit:
        """
        Find room for a use, and enter nothing.

        Of counted equipment the lowest unit that is free throughout serves, or
        several one after another: a use fits exactly if at no minute of it all
        units are taken.

        Parameters
        ----------
        beside
            A session whose own minutes serve as well and are not taken twice:
            of the appointment that a hold is to replace.
        """
        pieces: list[Piece] = []
        # a dictionary, for its order: each span once
        obstacles: dict[Span, None] = {}
        for from_min, to_min in self._rest(use, beside):
            for found in self._walk(use, num_units, from_min, to_min):
                if isinstance(found, Piece):
                    pieces.append(found)
                else:
                    obstacles |= dict.fromkeys(found)
        if obstacles:
            return Fit((), tuple(_clash(use, span) for span in obstacles))
        return Fit(tuple(pieces), ())

    def _rest(self, use: Use, beside: str | None) -> Iterator[tuple[int, int]]:
        """Stretches of a use that a session does not have already."""
        from_min, to_min = minutes_of(use)
        if beside is None:
            yield from_min, to_min
            return
        own = (
            span
            for spans in self._units[use.kind, use.name].values()
            for span in spans
            if span.holder == beside and not span.is_hold
        )
        for span in sorted(own):
            if from_min < min(span.from_min, to_min):
                yield from_min, min(span.from_min, to_min)
            from_min = max(from_min, span.to_min)
        if from_min < to_min:
            yield from_min, to_min

    def _walk(
        self, use: Use, num_units: int, from_min: int, to_min: int
    ) -> Iterator[Piece | list[Span]]:
        """Pieces of a stretch in order, or all spans at a minute without any."""
        while from_min < to_min:
            piece, spans = self._next(use, num_units, from_min, to_min)
            if piece is not None:
                yield piece
                from_min = piece.to_min
            elif spans:
                yield spans
                from_min = min(span.to_min for span in spans)
            else:
                # the clinic has none of it: nobody is in the way
                yield [Span(from_min, to_min, "", is_hold=False)]
                return

    def _next(
        self, use: Use, num_units: int, from_min: int, to_min: int
    ) -> tuple[Piece | None, list[Span]]:
        """Longest piece from a minute on, the lowest unit's if equal; spans there."""
        best: Piece | None = None
        spans = []
        for unit in range(1, num_units + 1):
            span, until_min = self._at(use, unit, from_min)
            if span is not None:
                spans.append(span)
                continue
            until_min = min(until_min, to_min)
            if best is None or until_min > best.to_min:
                best = Piece(Resource(use.kind, use.name, unit), from_min, until_min)
            if until_min == to_min:
                break  # no unit is free for longer
        return best, spans

    def _at(self, use: Use, unit: int, minute: int) -> tuple[Span | None, int]:
        """Span that a unit has at a minute; if none, the minute of its next."""
        spans = self._units[use.kind, use.name].get(unit, ())
        following = bisect_right(spans, minute, key=attrgetter("from_min"))
        if following and spans[following - 1].to_min > minute:
            return spans[following - 1], 0
        return None, spans[following].from_min if following < len(spans) else _NEVER


def minutes_of(use: Use) -> tuple[int, int]:
    """Minutes since 1900 of a use; seconds are rounded outwards."""
    # a floor division, so the end is rounded up
    return (use.from_utc - EPOCH) // MINUTE, -((EPOCH - use.to_utc) // MINUTE)


def window_of(uses: Iterable[Use]) -> tuple[int, int]:
    """First and last minute of any of the uses, of which there is one at least."""
    starts, ends = zip(*map(minutes_of, uses), strict=True)
    return min(starts), max(ends)


def _clash(use: Use, span: Span) -> Clash:
    return Clash(
        kind=use.kind,
        name=use.name,
        from_utc=EPOCH + span.from_min * MINUTE,
        to_utc=EPOCH + span.to_min * MINUTE,
        holder=span.holder,
        is_hold=span.is_hold,
    )
