"""What the house could add: a room, a piece of equipment, a session more a day."""

from __future__ import annotations

from solver.explain.answer import Edit, Fix
from solver.explain.case import Case, when_words
from solver.explain.view import best


def room(case: Case) -> Fix | None:
    """Open one more room that fits, at an accepted clinic."""
    engine = case.ground.roomier
    option = best(case.view.before(engine).options())
    if option is None:
        return None
    assignment = case.assignment(option, engine.instance)
    treatment = case.instance.problem.treatments[case.task.treatment]
    extra = engine.instance.problem.rooms[option.placement.room].model_copy(
        update={"features": treatment.room_features}
    )
    when = when_words(assignment.start)
    sentence = f"Open one more room at '{assignment.clinic}' on {when}."
    edit = Edit("rooms", extra.id, "", extra)
    return case.fix("room", sentence, option, edit, engine.instance)


def equipment(case: Case) -> Fix | None:
    """Have one more piece of one kind of equipment."""
    kinds = case.instance.shapes[case.task.treatment][0].equipment
    found = []
    for kind in kinds:
        engine = case.ground.better_equipped(kind)
        option = best(case.view.before(engine).options())
        if option is not None:
            found.append((option, kind))
    if not found:
        return None
    option, kind = min(found, key=lambda entry: entry[0].rank())
    clinic = case.instance.problem.clinics[option.placement.clinic]
    owned = clinic.equipment | {kind: clinic.equipment.get(kind, 0) + 1}
    when = when_words(case.assignment(option).start)
    sentence = f"Have one more '{kind}' at '{clinic.id}' on {when}."
    edit = Edit("clinics", clinic.id, "equipment", owned)
    return case.fix("equipment", sentence, option, edit)


def limit(case: Case) -> Fix | None:
    """Let a lead have one more session on a day than their most."""
    people, led = case.instance.problem.practitioners, case.view.engine.timeline.led
    full = (
        place
        for place in case.view.places()
        if led[place.lead, place.day] >= people[place.lead].max_sessions_per_day
    )
    option = best(case.view.before(case.ground.less_limited).options(full))
    if option is None:
        return None
    lead = people[option.placement.lead]
    most = lead.max_sessions_per_day + 1
    assignment = case.assignment(option)
    when, where = when_words(assignment.start), assignment.clinic
    sentence = f"Ask '{lead.id}' to lead {most} sessions that day: {when} at '{where}'."
    edit = Edit("practitioners", lead.id, "max_sessions_per_day", most)
    return case.fix("limit", sentence, option, edit)
