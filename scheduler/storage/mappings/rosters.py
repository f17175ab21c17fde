"""Rosters as rows."""

from __future__ import annotations

from scheduler.domain.roster import Roster, RosterStatus, Unplaced, Visit
from scheduler.storage.mapping import Mapping, Row, Rows
from scheduler.storage.mappings.calendar import children
from scheduler.storage.mappings.visits import visit, visit_row
from scheduler.storage.tables import roster_unplaced, roster_visits, rosters


def _to_rows(roster: Roster) -> Rows:
    visits = map(_visit_row, roster.visits)
    unplaced = map(_unplaced_row, roster.unplaced)
    return {
        rosters: [_roster_row(roster)],
        roster_visits: children("roster", roster.id, visits),
        roster_unplaced: children("roster", roster.id, unplaced),
    }


def _roster_row(roster: Roster) -> Row:
    return {
        "id": roster.id,
        "created_utc": roster.created_utc,
        "horizon_start": roster.horizon_start,
        "horizon_days": roster.horizon_days,
        "status": roster.status,
        "plan_status": roster.plan_status,
        "total": roster.total,
        "bound": roster.bound,
        "terms": roster.terms,
        "baseline_total": roster.baseline_total,
        "baseline_unscheduled": roster.baseline_unscheduled,
        "seconds": roster.seconds,
        "seed": roster.seed,
        "fingerprint": roster.fingerprint,
    }


def _visit_row(visit: Visit) -> Row:
    return {"session": visit.session, "staff": visit.staff} | visit_row(visit)


def _unplaced_row(unplaced: Unplaced) -> Row:
    return {
        "session": unplaced.session,
        "course": unplaced.course,
        "number": unplaced.number,
        "patient": unplaced.patient,
        "treatment": unplaced.treatment,
        "due": unplaced.due,
        "clinics": unplaced.clinics,
        "reasons": unplaced.reasons,
    }


def _from_rows(row: Row, rows: Rows) -> Roster:
    return Roster(
        **(row | {"status": RosterStatus(row["status"])}),
        visits=tuple(
            visit(each, each["session"], each["staff"]) for each in rows[roster_visits]
        ),
        unplaced=tuple(map(_unplaced, rows[roster_unplaced])),
    )


def _unplaced(row: Row) -> Unplaced:
    return Unplaced(
        session=row["session"],
        course=row["course"],
        number=row["number"],
        patient=row["patient"],
        treatment=row["treatment"],
        due=row["due"],
        clinics=row["clinics"],
        reasons=row["reasons"],
    )


ROSTERS = Mapping(
    kind="roster",
    table=rosters,
    children=(roster_visits, roster_unplaced),
    to_rows=_to_rows,
    from_rows=_from_rows,
)
