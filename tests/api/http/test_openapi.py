"""The contract: served, committed, and the page that shows it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.http.app import Application
from api.http.problems import ALL_KINDS

COMMITTED = Path(__file__).parents[3] / "docs" / "openapi.json"
REWRITE = "python -m api.http.contract > docs/openapi.json"


@pytest.fixture
def document(client: FlaskClient) -> Any:
    """The OpenAPI document as it is served."""
    return client.get("/v1/openapi.json").get_json()


def test_the_committed_contract_is_what_is_served(document: Any) -> None:
    """Code and document move together, or this fails."""
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    assert committed == document, f"docs/openapi.json is out of date; run: {REWRITE}"


def test_the_contract_is_openapi_3_1(document: Any) -> None:
    """The version, and operations with unique ids, a summary and a tag."""
    assert document["openapi"] == "3.1.0"
    operations = [
        operation for item in document["paths"].values() for operation in item.values()
    ]
    ids = [operation["operationId"] for operation in operations]
    assert len(ids) == len(set(ids))
    assert all(operation["summary"] for operation in operations)
    assert all(len(operation["tags"]) == 1 for operation in operations)


def test_every_reference_of_the_contract_leads_somewhere(document: Any) -> None:
    """No schema points to one that is not there."""
    references = set(re.findall(r'"\$ref": ?"([^"]+)"', json.dumps(document)))
    known = {
        f"#/components/schemas/{name}" for name in document["components"]["schemas"]
    }
    assert references <= known


def test_the_network_and_the_documents_have_schemas_of_their_own(
    document: Any,
) -> None:
    """A clinic of the network is not one of a planning problem."""
    schemas = document["components"]["schemas"]
    assert "hours" in schemas["Clinic"]["properties"]
    assert "opening" in schemas["planning.Clinic"]["properties"]
    body = schemas["PlanRequest"]["properties"]
    assert body["problem"] == {"$ref": "#/components/schemas/planning.Problem"}


def test_every_route_is_in_the_contract(app: Application, document: Any) -> None:
    """What is served under /v1 is described, but for the description itself."""
    routes = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
    }
    described = set(document["paths"])
    assert routes - described == {"/v1/openapi.json", "/docs", "/"}


def test_every_operation_may_fail_with_a_problem(document: Any) -> None:
    """Each error status is a problem, in its own media type."""
    for item in document["paths"].values():
        for operation in item.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    assert list(response["content"]) == ["application/problem+json"]


def test_the_page_shows_every_operation_and_error(
    client: FlaskClient, document: Any
) -> None:
    """The page has an anchor for each, so that a problem's type leads to it."""
    response = client.get("/docs")
    page = response.get_data(as_text=True)
    assert response.content_type == "text/html; charset=utf-8"
    for item in document["paths"].values():
        for operation in item.values():
            assert f'id="{operation["operationId"]}"' in page
    for kind in ALL_KINDS:
        assert f'<tr id="{kind.code}">' in page


def test_the_page_fetches_nothing(client: FlaskClient) -> None:
    """No script, no style sheet, no picture, no font from anywhere."""
    response = client.get("/docs")
    page = response.get_data(as_text=True)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(", page)
    outside = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert all(address.startswith(("#", "/v1/")) for address in outside)


def test_the_address_alone_leads_to_the_page(client: FlaskClient) -> None:
    """Whoever opens the server in a browser finds the contract."""
    response = client.get("/")
    assert (response.status_code, response.headers["Location"]) == (302, "/docs")
