"""A network comes back from the database as it was written."""

import pytest
from hypothesis import given, settings

from scheduler.domain.clinic import Clinic
from scheduler.errors import InvalidInput, NotFound
from scheduler.storage import unit_of_work
from tests.scheduler.builders import (
    make_appointment,
    make_clinic,
    make_network,
    make_patient,
    make_room,
    make_roster,
    make_unplaced,
    make_visit,
)
from tests.scheduler.strategies import networks

FULL = make_network(
    appointments=(make_appointment(),),
    rosters=(make_roster(visits=(make_visit(),), unplaced=(make_unplaced(),)),),
)


def stored(engine, **options):
    """The network that another transaction reads."""
    with unit_of_work(engine, write=False) as uow:
        return uow.network(**options)


def store(engine, network):
    """Replace what is stored."""
    with unit_of_work(engine) as uow:
        uow.replace_network(network)
        uow.commit()


@settings(max_examples=15)
@given(network=networks())
def test_any_network_comes_back_as_it_was_written(engine, network):
    """Every field of every part survives, in the place of what was there before."""
    store(engine, network)
    assert stored(engine) == network


def test_network_without_its_rosters(engine):
    """Planning reads the network without the proposals of earlier runs."""
    store(engine, FULL)
    network = stored(engine, rosters=False)
    assert network.rosters == ()
    assert network.appointments == FULL.appointments


def test_replacing_leaves_nothing_of_the_network_before(engine):
    """A smaller network takes the place of a larger one completely."""
    store(engine, FULL)
    smaller = make_network(patients=(make_patient(),), courses=())
    store(engine, smaller)
    assert stored(engine) == smaller


def test_database_without_a_network_says_so(engine):
    """Before the first import there is no network, and the message says how."""
    with unit_of_work(engine, write=False) as uow:
        assert not uow.has_network()
        with pytest.raises(NotFound, match="meridian import"):
            uow.network()
        with pytest.raises(NotFound, match="meridian import"):
            uow.policy()


def test_what_is_not_committed_is_undone(engine):
    """Leaving a unit of work without commit changes nothing."""
    store(engine, FULL)
    with unit_of_work(engine) as uow:
        uow.replace_network(make_network())
    assert stored(engine) == FULL


def test_a_crash_between_leaves_nothing_behind(engine):
    """An exception after half the work undoes that half."""
    store(engine, FULL)

    def crash():
        with unit_of_work(engine) as uow:
            uow.replace_network(make_network())
            uow.appointments.put([make_appointment(number=9)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crash()
    assert stored(engine) == FULL


def test_reader_sees_one_state_while_a_writer_commits(engine):
    """A snapshot for reading waits for no writer and does not change under it."""
    store(engine, FULL)
    with unit_of_work(engine, write=False) as reader:
        before = reader.network()
        store(engine, make_network())
        assert reader.network() == before == FULL
    assert stored(engine) == make_network()


def test_policy_is_read_without_the_rest(engine):
    """The policy alone is there as soon as the network is."""
    store(engine, FULL)
    with unit_of_work(engine, write=False) as uow:
        assert uow.has_network()
        assert uow.policy() == FULL.policy


def numbered_clinics(count):
    """Clinics with ids in an order that languages and code points disagree on."""
    ids = ["Zoo", "apple", "Äther", "b-2", "b 1", "éclair", "zebra"][:count]
    return tuple(make_clinic(id=id_) for id_ in ids)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_pages_of_a_list_are_its_parts_in_order_of_id(engine, limit):
    """All pages one after another are the whole list; the last says so."""
    store(engine, make_network(clinics=(make_clinic(), *numbered_clinics(7))))
    read: list[Clinic] = []
    after = None
    with unit_of_work(engine, write=False) as uow:
        while True:
            page = uow.clinics.page(limit, after)
            assert 1 <= len(page.items) <= limit
            read += page.items
            if page.next_after is None:
                break
            after = page.next_after
        assert tuple(read) == uow.clinics.all()
    assert [clinic.id for clinic in read] == sorted(clinic.id for clinic in read)


def test_page_of_an_empty_list_is_the_last(engine):
    """A list without items is one empty page."""
    with unit_of_work(engine, write=False) as uow:
        page = uow.patients.page(10)
        assert (page.items, page.next_after) == ((), None)
        assert uow.patients.count() == 0


def test_every_part_can_be_read_by_id(engine):
    """One value by its id, with all that belongs to it."""
    store(engine, FULL)
    with unit_of_work(engine, write=False) as uow:
        for part in (
            "clinics",
            "rooms",
            "practitioners",
            "treatments",
            "protocols",
            "patients",
            "courses",
            "rosters",
        ):
            (value,) = getattr(FULL, part)
            repository = getattr(uow, part)
            assert repository.get(value.id) == value
            assert repository.count() == 1
        (appointment,) = FULL.appointments
        assert uow.appointments.get("c1-1") == appointment


def test_unknown_id_is_not_found(engine):
    """What does not exist is named by kind and id."""
    store(engine, make_network(rooms=(make_room(),)))
    with (
        unit_of_work(engine, write=False) as uow,
        pytest.raises(NotFound, match="room 'north-9'"),
    ):
        uow.rooms.get("north-9")


@pytest.mark.parametrize("id_", ["", "a\x00b", "\ud800", "x" * 10_000, "'; --"])
def test_what_can_be_no_id_is_not_found(engine, id_):
    """Anything may be asked for, also what no database could hold."""
    store(engine, FULL)
    with unit_of_work(engine, write=False) as uow:
        with pytest.raises(NotFound):
            uow.clinics.get(id_)
        uow.clinics.page(10, after=id_)
        assert uow.appointments.of_course(id_) == ()


@pytest.mark.parametrize("limit", [0, -1])
def test_page_holds_at_least_one(engine, limit):
    """A page of nothing would never come to an end."""
    with (
        unit_of_work(engine, write=False) as uow,
        pytest.raises(InvalidInput, match="limit"),
    ):
        uow.clinics.page(limit)
