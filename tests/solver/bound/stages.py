"""What tests of the bound share: the optimum, and problems whose days are scarce."""

from __future__ import annotations

from random import Random

from solver.exact.small import Settled, settle_small
from solver.options import never
from solver.problem import Problem
from solver.standing import put_standing
from solver.workbench import Workbench
from tests.solver.builders import (
    MONDAY,
    make_break,
    make_clinic,
    make_course,
    make_hours,
    make_patient,
    make_practitioner,
    make_problem,
    make_rest,
    make_room,
    make_session,
    make_shifts,
    make_step,
    make_treatment,
    make_window,
)
from tests.solver.reference.front_desk import serve

SECONDS = 30.0


def settled_exactly(bench: Workbench) -> Settled:
    """The optimum, from the front desk's roster, on one worker."""
    roster = bench.begin()
    put_standing(roster)
    serve(roster)
    settled = settle_small(
        bench,
        tuple(roster.placed),
        seconds=2 * SECONDS,
        seed=1,
        workers=1,
        stop=never,
    )
    assert settled is not None
    assert settled.bound == settled.cost
    return settled


def squeezed(seed: int, patients: int = 9, to: str = "11:30") -> Problem:
    """
    Two sessions each of some patients, in two mornings of two and a half hours.

    Far more than one lead can hold, recovering two at a time and pausing for
    fifteen minutes: what is lost depends on how sessions dovetail.
    """
    random, names = Random(seed), [f"patient-{k}" for k in range(patients)]
    mei = make_practitioner(
        shifts=make_shifts("09:00", to, days=range(2)),
        max_parallel=2,
        break_=make_break(minutes=15),
    )
    rest = make_rest(minutes=20, max_minutes=30)
    steps = (make_step(), rest, make_step("removal", 5))
    return make_problem(
        id=f"squeezed-{seed}",
        days=2,
        clinics=(make_clinic(opening=make_hours("09:00", to, days=range(2))),),
        rooms=tuple(make_room(id=f"north-{k}") for k in range(4)),
        practitioners=(mei,),
        treatments=(make_treatment(steps=steps),),
        patients=tuple(_patient(random, name) for name in names),
        courses=tuple(_course(random, name) for name in names),
    )


def _patient(random: Random, name: str) -> object:
    wishes = (make_window("09:00", random.choice(("10:00", "11:00"))),)
    return make_patient(id=name, preferred=random.choice(((), wishes)))


def _course(random: Random, name: str) -> object:
    priority = random.choice((1, 1, 2))
    sessions = (
        make_session(f"{name}-1", priority=priority, late_penalty_per_day=5),
        make_session(
            f"{name}-2",
            priority=priority,
            due=MONDAY,
            min_days=1,
            ideal_days=1.5,
            max_days=3,
            penalty_per_day=3,
        ),
    )
    return make_course(id=name, patient=name, sessions=sessions)
