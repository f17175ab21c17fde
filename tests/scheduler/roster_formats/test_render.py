"""Every form of a weekly roster by its name."""

from __future__ import annotations

import pytest

from scheduler.errors import InvalidInput
from scheduler.roster_formats import FORMATS, MEDIA_TYPES, render
from tests.scheduler.weeks import make_session, make_week


def test_every_form_has_a_media_type():
    """And is written without an error."""
    for form in FORMATS:
        assert MEDIA_TYPES[form]
        assert render(make_week(make_session()), form)


def test_unknown_form_is_named():
    """With those there are."""
    with pytest.raises(InvalidInput, match="ics, got 'pdf'"):
        render(make_week(), "pdf")
