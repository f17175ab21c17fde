"""``/v1/rosters/{clinic}/{iso-week}``: a clinic's week in the form one likes."""

from __future__ import annotations

from flask import Response, request
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag

from api.http.documented import problems
from api.http.problems import NOT_ACCEPTABLE, ApiError
from api.http.services import services
from api.shapes.rosters import RosterPath, RosterQuery
from scheduler.roster_formats import MEDIA_TYPES, render
from scheduler.roster_view import weekly_roster

FORMS = ("json", "csv", "xlsx", "ics")
OFFERED = {MEDIA_TYPES[form].partition(";")[0]: form for form in FORMS}

blueprint = APIBlueprint(
    "rosters",
    __name__,
    url_prefix="/v1",
    abp_tags=[Tag(name="Rosters", description="A clinic's week.")],
)


@blueprint.get(
    "/rosters/<clinic>/<week>",
    operation_id="getRoster",
    summary="A clinic's week",
    description="As JSON, CSV, XLSX or iCalendar: by the header `Accept`, or by a "
    "suffix of the week. The latest draft is included; `stage` tells what is what.",
    responses={
        200: {
            "description": "OK",
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/WeeklyRoster"}
                },
                **{
                    media: {"schema": {"type": "string"}}
                    for media, form in OFFERED.items()
                    if form != "json"
                },
            },
        },
        **problems(404, 406, 503),
    },
)
def roster(path: RosterPath, query: RosterQuery) -> Response:
    """Give the week."""
    week, form = _week_and_form(path.week)
    known = services()
    with known.database.reading() as uow:
        shown = weekly_roster(
            uow, path.clinic, week, by=query.by.value, now_utc=known.now_utc()
        )
    answer = Response(render(shown, form), content_type=MEDIA_TYPES[form])
    answer.headers["Vary"] = "Accept"
    if form != "json":
        name = f"{path.clinic}-{week}.{form}"
        answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _week_and_form(text: str) -> tuple[str, str]:
    week, dot, suffix = text.partition(".")
    if dot and suffix in FORMS:
        return week, suffix
    if not request.accept_mimetypes:
        return text, FORMS[0]
    best = request.accept_mimetypes.best_match(list(OFFERED))
    if best is None:
        detail = f"Accept must allow one of {', '.join(OFFERED)}."
        raise ApiError(NOT_ACCEPTABLE, detail)
    return text, OFFERED[best]
