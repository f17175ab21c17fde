"""Arrows go one way: api -> scheduler -> solver; fixtures serve tests and the demo."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

MAY_IMPORT = {
    "solver": {"solver", "llvmlite", "numba", "numpy", "orjson", "ortools", "pydantic"},
    "scheduler": {
        "scheduler",
        "solver",
        "alembic",
        "apscheduler",
        "dotenv",
        "holidays",
        "icalendar",
        "openpyxl",
        "orjson",
        "pandas",
        "pandera",
        "pydantic",
        "pydantic_core",
        "pydantic_settings",
        "rich",
        "sqlalchemy",
    },
    "api": {
        "api",
        "scheduler",
        "solver",
        "click",
        "flask",
        "flask_openapi",
        "orjson",
        "pydantic",
        "rich",
        "sqlalchemy",
        "waitress",
        "werkzeug",
    },
    "fixtures": {"fixtures", "scheduler", "solver", "rich", "sqlalchemy"},
    "run.py": set(),
}

# Inside the scheduler: the domain knows no storage, the storage no planning.
MAY_IMPORT_OF_SCHEDULER = {
    "scheduler/errors.py": set(),
    "scheduler/clock.py": {"scheduler.domain", "scheduler.errors"},
    "scheduler/env_file.py": {"scheduler.errors"},
    "scheduler/settings.py": {"scheduler.env_file", "scheduler.errors"},
    "scheduler/domain": {"scheduler.clock", "scheduler.domain", "scheduler.errors"},
    "scheduler/storage": {
        "scheduler.domain",
        "scheduler.errors",
        "scheduler.storage",
    },
}

# `meridian generate` writes networks with the seeded generator.
MAY_IMPORT_FIXTURES = {"api/commands/generate.py"}


def modules(place: str, root: Path = ROOT) -> list[Path]:
    """Python files of a package, or the one file."""
    path = root / place
    found = [path] if path.is_file() else sorted(path.rglob("*.py"))
    assert found, f"{place} has no Python file"
    return found


def imports(place: str, root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Each file and imported module, wherever in the file the import stands."""
    for path in modules(place, root):
        file = path.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((file, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{file}: imports are absolute here"
                # `from scheduler import clock` names a module by its last part
                for alias in node.names:
                    yield file, f"{node.module}.{alias.name}"


def top(module: str) -> str:
    """Top-level package of a module."""
    return module.partition(".")[0]


def test_imports_are_found_wherever_they_stand(tmp_path):
    """An import inside a function or a condition is one, too."""
    (tmp_path / "solver").mkdir()
    (tmp_path / "solver" / "late.py").write_text(
        "import ortools.sat\n"
        "if True:\n"
        "    import flask as door\n"
        "def plan():\n"
        "    from scheduler import clock\n"
    )
    assert sorted(module for _, module in imports("solver", tmp_path)) == [
        "flask",
        "ortools.sat",
        "scheduler.clock",
    ]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_package_imports_only_what_its_place_allows(package):
    """The solver knows no database, the scheduler no HTTP, run.py nothing at all."""
    allowed = MAY_IMPORT[package] | sys.stdlib_module_names
    may_import_fixtures = MAY_IMPORT_FIXTURES if package != "fixtures" else set()
    strays = {
        f"{file} imports {module}"
        for file, module in imports(package)
        if top(module) not in allowed
        and not (top(module) == "fixtures" and file in may_import_fixtures)
    }
    assert strays == set()


@pytest.mark.parametrize("place", MAY_IMPORT_OF_SCHEDULER)
def test_inner_parts_of_the_scheduler_look_inwards(place):
    """The domain imports neither storage nor solver, and so on inwards."""
    allowed = MAY_IMPORT_OF_SCHEDULER[place]
    strays = {
        f"{file} imports {module}"
        for file, module in imports(place)
        if top(module) in MAY_IMPORT and ".".join(module.split(".")[:2]) not in allowed
    }
    assert strays == set()


def test_domain_needs_no_library_but_the_holidays():
    """The domain is plain Python; public holidays come from a library."""
    others = {
        top(module)
        for _, module in imports("scheduler/domain")
        if top(module) not in sys.stdlib_module_names | {"scheduler"}
    }
    assert others == {"holidays"}


def test_fixtures_are_imported_by_tests_and_the_generator_command_only():
    """Sample data never becomes a part of the product by accident."""
    importers = {
        file
        for package in ("solver", "scheduler", "api", "run.py")
        for file, module in imports(package)
        if top(module) == "fixtures"
    }
    assert importers <= MAY_IMPORT_FIXTURES


def test_every_package_says_what_lives_there():
    """A folder's ``__init__.py`` has a docstring."""
    silent = [
        path.relative_to(ROOT).as_posix()
        for package in ("solver", "scheduler", "api", "fixtures")
        for path in modules(package)
        if path.name == "__init__.py"
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
