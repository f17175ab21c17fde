"""The parts of a network, to be read: ``/v1/clinics`` and its like."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response
from flask_openapi.blueprint import APIBlueprint
from flask_openapi.models.tag import Tag
from pydantic import BaseModel, Field, create_model

from api.http.answers import json_answer
from api.http.documented import problems
from api.http.paging import decode_cursor, page_body
from api.http.services import services
from api.shapes import network, treatments
from api.shapes.base import IdPath, PageQuery, Shape


@dataclass(frozen=True, slots=True)
class Collection:
    """
    A kind of thing that a network has many of.

    Parameters
    ----------
    name
        In the path, and of its repository in a unit of work.
    one
        The word for one of them.
    """

    name: str
    one: str
    shape: type[Shape]


COLLECTIONS = (
    Collection("clinics", "clinic", network.Clinic),
    Collection("rooms", "room", network.Room),
    Collection("practitioners", "practitioner", network.Practitioner),
    Collection("treatments", "treatment", treatments.Treatment),
    Collection("protocols", "protocol", treatments.Protocol),
    Collection("patients", "patient", network.Patient),
    Collection("courses", "course", network.Course),
)

TAG = Tag(name="Network", description="What an import brought in; to be read.")


def _blueprint(collection: Collection) -> APIBlueprint:
    blueprint = APIBlueprint(
        collection.name, __name__, url_prefix="/v1", abp_tags=[TAG]
    )
    _add_list(blueprint, collection)
    _add_item(blueprint, collection)
    if collection.name == "practitioners":
        _add_shifts(blueprint)
    return blueprint


def _add_list(blueprint: APIBlueprint, collection: Collection) -> None:
    name, shape = collection.name, collection.shape

    @blueprint.get(
        f"/{name}",
        operation_id=f"list{name.title()}",
        summary=f"List {name}",
        description="In the order of their ids.",
        responses={200: _listing(shape), **problems(503)},
    )
    def items(query: PageQuery) -> Response:
        after = decode_cursor(query.cursor)
        with services().database.reading() as uow:
            page = getattr(uow, name).page(query.limit, after)
        shown = [shape.model_validate(item) for item in page.items]
        return json_answer(page_body(shown, page.next_after))


def _add_item(blueprint: APIBlueprint, collection: Collection) -> None:
    name, shape = collection.name, collection.shape

    @blueprint.get(
        f"/{name}/<id>",
        operation_id=f"get{collection.one.title()}",
        summary=f"Get one {collection.one}",
        responses={200: shape, **problems(404, 503)},
    )
    def item(path: IdPath) -> Response:
        with services().database.reading() as uow:
            found = getattr(uow, name).get(path.id)
        return json_answer(shape.model_validate(found))


def _add_shifts(blueprint: APIBlueprint) -> None:
    @blueprint.get(
        "/practitioners/<id>/shifts",
        operation_id="listShifts",
        summary="List a practitioner's shifts",
        description="Weekly patterns, and the dates on which others hold.",
        responses={200: network.Shifts, **problems(404, 503)},
    )
    def shifts(path: IdPath) -> Response:
        with services().database.reading() as uow:
            found = uow.practitioners.get(path.id)
        return json_answer(network.Shifts.model_validate(found))


def _listing(shape: type[Shape]) -> type[BaseModel]:
    cursor = Field(description="Cursor of the next page; null: this is the last.")
    listing: type[BaseModel] = create_model(
        f"{shape.__name__}List",
        __doc__=f"A page of a list of {shape.__name__}.",
        items=(list[shape], ...),  # type: ignore[valid-type]  # made at run time
        next_cursor=(str | None, cursor),
    )
    return listing


blueprints = tuple(_blueprint(collection) for collection in COLLECTIONS)
