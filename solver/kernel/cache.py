"""Where compiled code is kept: one folder for one state of the sources.

numba looks only at a function's own file to tell whether its cache is stale; a
change in a file it calls into would go unnoticed, for one after an upgrade.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path

import numba
from numba.core import config

PACKAGE = Path(__file__).parent


def fingerprint() -> str:
    """Hash of the compiled sources, the interpreter and numba."""
    versions = f"{sys.implementation.cache_tag} {numba.__version__}"
    digest = sha256(versions.encode())
    for source in sorted(PACKAGE.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def folder() -> Path:
    """Beside the sources where that can be written, else in the user's cache."""
    beside = PACKAGE / "__pycache__"
    writable = os.access(beside if beside.exists() else PACKAGE, os.W_OK)
    home = Path.home() / ".cache" / "meridian"
    return (beside if writable else home) / f"compiled-{fingerprint()}"


def use_own_cache() -> None:
    """Point numba to the folder, unless NUMBA_CACHE_DIR names another."""
    if not os.environ.get("NUMBA_CACHE_DIR"):
        os.environ["NUMBA_CACHE_DIR"] = str(folder())
        config.reload_config()
