"""``/v1/openapi.json``, and ``/docs``: the same as a page to read."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, Response, current_app, redirect, render_template
from flask_openapi.openapi import OpenAPI
from werkzeug.wrappers import Response as AnyResponse

from api.http.answers import json_answer
from api.http.problems import ALL_KINDS

METHODS = ("get", "post", "put", "patch", "delete")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"

blueprint = Blueprint("docs", __name__)


@blueprint.get("/v1/openapi.json")
def openapi() -> Response:
    """Give the contract as OpenAPI 3.1."""
    return json_answer(_document())


@blueprint.get("/docs")
def page() -> Response:
    """Show the contract as a page that fetches nothing from anywhere."""
    document = _document()
    html = render_template(
        "docs.html",
        document=document,
        groups=_groups(document),
        kinds=sorted(ALL_KINDS, key=lambda kind: (kind.status, kind.code)),
    )
    return Response(
        html,
        content_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": POLICY},
    )


@blueprint.get("/")
def home() -> AnyResponse:
    """Lead whoever opens the address in a browser to the page."""
    answer = redirect("/docs")
    answer.set_data(b"")
    return answer


def _document() -> dict[str, Any]:
    return cast(OpenAPI, current_app).api_doc


def _groups(document: dict[str, Any]) -> dict[str, list[tuple[str, str, Any]]]:
    groups: dict[str, list[tuple[str, str, Any]]] = {
        tag["name"]: [] for tag in document.get("tags", ())
    }
    for path, item in document["paths"].items():
        for method in METHODS:
            if operation := item.get(method):
                groups[operation["tags"][0]].append((method.upper(), path, operation))
    return groups
