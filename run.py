"""
Set up and run Meridian from a checkout: ``python3 run.py TARGET``.

Uses the standard library only. The first call makes ``.venv`` and installs the
hash-locked dependencies; later calls find them there and start at once.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LEAST_PYTHON = (3, 11)
PACKAGES = ("solver", "scheduler", "api", "fixtures", "tests", "run.py")

TARGETS = {
    "demo": "plan the sample network and print next week's rosters",
    "test": "run all tests",
    "serve": "start the API on http://127.0.0.1:8000 over the demo's database",
    "check": "check format, lint and types",
    "bench": "time the optimiser and print a table",
}


def venv_program(name: str) -> str:
    """Path of a program inside the virtual environment."""
    folder, suffix = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return str(VENV / folder / f"{name}{suffix}")


def run(*command: str, quiet: bool = False) -> int:
    """Run a command in the checkout and return its exit status."""
    out = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, cwd=ROOT, check=False, stdout=out).returncode


def must_run(*command: str, hint: str) -> None:
    """Run a set-up command; on failure say what to do and exit with 3."""
    if run(*command, quiet=True) != 0:
        print(f"Set-up failed at: {' '.join(command)}\n{hint}", file=sys.stderr)
        sys.exit(3)


def fingerprint(lock: Path) -> str:
    """Hash of everything that decides what must be installed."""
    text = lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(text + sys.version.encode()).hexdigest()


def is_installed(lock_name: str) -> bool:
    """Whether the environment already holds what this lock asks for."""
    # The development lock contains the runtime lock, so either stamp will do.
    for name in {lock_name, "requirements-dev.lock"}:
        stamp = VENV / f".{name}.stamp"
        if stamp.exists() and stamp.read_text() == fingerprint(ROOT / name):
            return True
    return False


def install(lock_name: str) -> None:
    """Make ``.venv`` hold the locked dependencies and the project itself."""
    if is_installed(lock_name):
        return
    print("Setting up .venv (once; a minute or two) ...", file=sys.stderr, flush=True)
    offline = "Check the network, remove .venv and try again."
    if not Path(venv_program("python")).exists():
        shutil.rmtree(VENV, ignore_errors=True)
        must_run(
            sys.executable,
            "-m",
            "venv",
            str(VENV),
            hint="On Debian and Ubuntu install python3-venv first.",
        )
    pip = (venv_program("python"), "-m", "pip", "--disable-pip-version-check")
    locked = ("install", "-q", "--require-hashes", "-r", lock_name)
    must_run(*pip, *locked, hint=offline)
    own = ("install", "-q", "--no-deps", "--no-build-isolation", "-e", ".")
    must_run(*pip, *own, hint=offline)
    # The first use would do it too, in the middle of somebody's time limit.
    compiled = ("-m", "solver.kernel.warm")
    must_run(venv_program("python"), *compiled, hint="Remove .venv and try again.")
    (VENV / f".{lock_name}.stamp").write_text(fingerprint(ROOT / lock_name))


def check() -> int:
    """Format, lint and types; the first that complains decides."""
    python = venv_program("python")
    commands = (
        ("ruff", "format", "--check", *PACKAGES),
        ("ruff", "check", *PACKAGES),
        ("mypy",),
    )
    return max(run(python, "-m", *command) for command in commands)


def main(arguments: list[str]) -> int:
    """Run one target and return its exit status."""
    if sys.version_info < LEAST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"Meridian needs Python 3.11 or newer, got {found}.", file=sys.stderr)
        return 2
    if not arguments or arguments[0] not in TARGETS:
        for name, what in TARGETS.items():
            print(f"python3 run.py {name:6} {what}")
        return 0 if not arguments or arguments[0] in {"-h", "--help"} else 2
    target, rest = arguments[0], arguments[1:]
    lock = (
        "requirements.lock" if target in {"demo", "serve"} else "requirements-dev.lock"
    )
    install(lock)
    python = venv_program("python")
    if target == "test":
        return run(python, "-m", "pytest", "-n", "auto", "--dist", "worksteal", *rest)
    if target == "check":
        return check()
    if target == "bench":
        return run(python, "-m", "tests.bench", *rest)
    return run(python, "-m", f"fixtures.{target}", *rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
