"""The application factory."""

from __future__ import annotations

import ipaddress
import threading
from importlib.metadata import version

import orjson
from flask import request
from flask.json.provider import JSONProvider
from flask_openapi.models.info import Info
from flask_openapi.openapi import OpenAPI

from api import jsons
from api.http import answers, problems
from api.http.problems import FOREIGN_HOST, ApiError, ProblemDetails
from api.http.requests import ExactRequest
from api.http.resources import (
    appointments,
    docs,
    health,
    holds,
    network,
    plans,
    quotes,
    rosters,
    slots,
    waitlist,
)
from api.http.services import EXTENSION, Database, Services
from api.jobs.pool import JobPool
from api.shapes import documents
from scheduler.settings import Settings

MOST_STREAMS = 8
OPENAPI_VERSION = "3.1.0"
DESCRIPTION = (
    "Plans for networks of facial acupuncture clinics. Instants carry an offset, ids "
    "are opaque, lists page with `limit` and `cursor`, errors are RFC 9457 problem "
    "details with a stable `code`."
)


class ExactJson(JSONProvider):
    """JSON through orjson; requests are read by `ExactRequest`."""

    def dumps(self, obj: object, **kwargs: object) -> str:
        """Write JSON."""
        return jsons.dumps(obj, indent=False)

    def loads(self, s: str | bytes, **kwargs: object) -> object:
        """Read JSON."""
        return orjson.loads(s)


class Application(OpenAPI):
    """Flask with the OpenAPI document of its views."""

    request_class = ExactRequest
    json_provider_class = ExactJson

    def generate_spec_json(self) -> None:
        """Complete the document with the schemas of problems and plans."""
        super().generate_spec_json()  # type: ignore[no-untyped-call]  # theirs
        documents.settle(self.spec_json)


def create_app(settings: Settings) -> Application:
    """
    Build the HTTP application.

    The database is opened at the first use; solving processes begin with the
    first plan. Whoever builds an application ends it with
    ``services_of(app).close()``.
    """
    app = Application(
        "api.http",
        static_folder=None,
        info=Info(
            title="Meridian", version=version("meridian"), description=DESCRIPTION
        ),
        doc_ui=False,
        validation_error_status=400,
        validation_error_model=ProblemDetails,
        validation_error_callback=problems.refuse_invalid,
    )
    app.openapi_version = OPENAPI_VERSION
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.extensions[EXTENSION] = Services(
        settings=settings,
        database=Database(settings.database_url),
        jobs=JobPool(settings.workers, log_level=settings.log_level),
        streams=threading.BoundedSemaphore(MOST_STREAMS),
    )
    if is_loopback(settings.host):
        app.before_request(_refuse_foreign_host)
    problems.register(app)
    answers.register(app)
    for blueprint in (
        health.blueprint,
        plans.blueprint,
        rosters.blueprint,
        slots.blueprint,
        holds.blueprint,
        appointments.blueprint,
        quotes.blueprint,
        waitlist.blueprint,
        *network.blueprints,
    ):
        app.register_api(blueprint)
    app.register_blueprint(docs.blueprint)
    return app


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens on ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _refuse_foreign_host() -> None:
    # Without keys, a page of some other site could have its own name resolve to
    # this machine, and read the answers as if they were its own.
    name = request.host.rpartition(":")[0] if _has_port() else request.host
    if not is_loopback(name):
        detail = (
            f"Host must be a name of this machine, such as localhost, got '{name}'."
        )
        raise ApiError(FOREIGN_HOST, detail)


def _has_port() -> bool:
    _, colon, port = request.host.rpartition(":")
    return bool(colon) and port.isdigit()
