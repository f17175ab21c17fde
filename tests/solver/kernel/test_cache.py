"""Where compiled code is kept: never code of other sources."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from solver.kernel import cache


def test_folder_names_the_sources(monkeypatch, tmp_path):
    """A changed line in any file of the package means another folder."""
    monkeypatch.setattr(cache, "PACKAGE", tmp_path)
    source = tmp_path / "words.py"
    source.write_text("ONE = 1\n")
    before = cache.folder()
    assert before == cache.folder()
    source.write_text("ONE = 2\n")
    assert cache.folder() != before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_is_the_users_where_the_package_is_not_writable(monkeypatch, tmp_path):
    """An installation that only root may change keeps compiled code at home."""
    monkeypatch.setattr(cache, "PACKAGE", tmp_path)
    tmp_path.chmod(0o555)
    assert Path.home() in cache.folder().parents


def test_a_folder_of_the_users_own_is_left_alone():
    """NUMBA_CACHE_DIR, where it is set, stays as it is."""
    code = "import os, solver.kernel; print(os.environ['NUMBA_CACHE_DIR'])"
    env = {**os.environ, "NUMBA_CACHE_DIR": "mine"}
    out = subprocess.check_output([sys.executable, "-c", code], env=env, text=True)
    assert out.strip() == "mine"
