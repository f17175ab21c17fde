"""The diary against a count of every minute."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scheduler.domain.diary import EPOCH, MINUTE, Diary, Resource, Span, minutes_of
from scheduler.domain.occupancy import Use, UseKind

MOST_MINUTE = 12

stretches = st.tuples(st.integers(0, MOST_MINUTE), st.integers(1, 6))


def use_of(from_min: int, to_min: int) -> Use:
    """Use of a clinic's lamps."""
    return Use(
        kind=UseKind.EQUIPMENT,
        name="north/lamp",
        from_utc=EPOCH + from_min * MINUTE,
        to_utc=EPOCH + to_min * MINUTE,
    )


@given(st.integers(0, 3), st.lists(stretches, max_size=12))
def test_use_fits_exactly_if_no_minute_has_all_units_taken(num_units, wanted):
    """Whatever came before, counted equipment is never refused while one is left."""
    diary, taken = Diary(), dict.fromkeys(range(2 * MOST_MINUTE), 0)
    for from_min, length_min in wanted:
        minutes = range(from_min, from_min + length_min)
        fit = diary.fit(use_of(from_min, from_min + length_min), num_units)
        assert bool(fit.pieces) is all(taken[each] < num_units for each in minutes)
        assert bool(fit.pieces) is not bool(fit.clashes)
        for piece in fit.pieces:
            span = Span(piece.from_min, piece.to_min, "c1-1", is_hold=False)
            diary.add(piece.resource, span)
        covered = [each for piece in fit.pieces for each in range(*piece[1:])]
        assert covered == (list(minutes) if fit.pieces else [])
        for each in covered:
            taken[each] += 1


@given(st.lists(stretches, max_size=8), stretches)
def test_pieces_never_overlap_what_a_unit_has(wanted, last):
    """Each piece lies where its own unit is free."""
    diary, spans = Diary(), []
    for from_min, length_min in (*wanted, last):
        for piece in diary.fit(use_of(from_min, from_min + length_min), 2).pieces:
            minutes = {(piece.resource, each) for each in range(*piece[1:])}
            assert not any(minutes & other for other in spans)
            spans.append(minutes)
            span = Span(piece.from_min, piece.to_min, "c1-1", is_hold=False)
            diary.add(piece.resource, span)


def test_lowest_unit_that_is_free_throughout_serves():
    """The second unit is free for longer, but the third need not be touched."""
    diary = Diary()
    lamp = Resource("equipment", "north/lamp", 1)
    diary.add(lamp, Span(5, 10, "c1-1", is_hold=False))
    (piece,) = diary.fit(use_of(0, 6), 3).pieces
    assert piece == (lamp._replace(unit=2), 0, 6)


def test_clashes_name_who_is_there_when_none_is_left():
    """Only those who share a minute in which all units are taken."""
    diary = Diary()
    for unit, from_min, to_min, holder in (
        (1, 0, 5, "early"),
        (1, 5, 9, "c1-1"),
        (2, 7, 12, "c2-1"),
    ):
        resource = Resource("equipment", "north/lamp", unit)
        diary.add(resource, Span(from_min, to_min, holder, is_hold=False))
    clashes = diary.fit(use_of(0, 10), 2).clashes
    assert {clash.holder for clash in clashes} == {"c1-1", "c2-1"}


def test_what_a_clinic_does_not_own_is_taken_by_nobody():
    """The clash names the use itself, and no holder."""
    (clash,) = Diary().fit(use_of(3, 7), 0).clashes
    assert (clash.holder, clash.from_utc) == ("", EPOCH + 3 * MINUTE)
    assert str(clash).endswith("but there is none")


def test_own_minutes_of_a_session_are_not_taken_twice():
    """A hold beside an appointment takes what the appointment does not have."""
    diary = Diary()
    lamp = Resource("equipment", "north/lamp", 1)
    diary.add(lamp, Span(4, 8, "c1-1", is_hold=False))
    pieces = diary.fit(use_of(2, 10), 1, beside="c1-1").pieces
    assert [piece[1:] for piece in pieces] == [(2, 4), (8, 10)]
    assert diary.fit(use_of(2, 10), 1, beside="c1-2").clashes


def test_seconds_are_rounded_outwards():
    """A use of part of a minute takes the minute."""
    use = use_of(2, 3)
    late = Use(
        kind=use.kind,
        name=use.name,
        from_utc=use.from_utc + MINUTE / 2,
        to_utc=use.to_utc + MINUTE / 60,
    )
    assert minutes_of(late) == (2, 4)
