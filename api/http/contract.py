"""Writes the OpenAPI document: ``python -m api.http.contract > docs/openapi.json``."""

from __future__ import annotations

import sys

from api.http.app import create_app
from api.http.services import services_of
from api.jsons import dumps
from scheduler.settings import Settings


def main() -> None:
    """Write the document that any application of this version serves."""
    app = create_app(Settings())
    sys.stdout.write(f"{dumps(app.api_doc)}\n")
    services_of(app).close()


if __name__ == "__main__":
    main()
