"""Requests whose JSON is read as strictly as the documents on disk."""

from __future__ import annotations

from typing import Any

from flask import Request
from werkzeug.exceptions import UnsupportedMediaType

from solver.reading import parse_json


class ExactRequest(Request):
    """A request that reads numbers exactly and says where JSON breaks off."""

    def get_json(
        self, force: bool = False, silent: bool = False, cache: bool = True
    ) -> Any:
        """
        Parse the body as JSON.

        Raises
        ------
        UnsupportedMediaType
            If the body does not call itself JSON.
        DocumentError
            If it is none, with line and column.
        """
        if not self.is_json:
            raise UnsupportedMediaType
        return parse_json(self.get_data())
