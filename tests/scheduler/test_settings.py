"""Settings come from the environment, then from a file, then from defaults."""

from datetime import time

import pytest
from pydantic import ValidationError

from scheduler.errors import InvalidInput
from scheduler.settings import load_settings, misspelt_variables


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch):
    """Tests see none of the variables that a developer has set."""
    for name in ("DATABASE_URL", "ENGINE", "LOG_LEVEL", "NIGHTLY_AT", "WORKERS"):
        monkeypatch.delenv(f"MERIDIAN_{name}", raising=False)


def test_defaults_need_no_environment(tmp_path):
    """Without any variable a local SQLite file and local processes are used."""
    settings = load_settings(tmp_path / "missing.env")
    assert settings.database_url == "sqlite:///meridian.db"
    assert settings.engine == "local"
    assert settings.nightly_at == time(3, 30)
    assert (settings.plan_time_limit_s, settings.workers) == (60, 2)


def test_environment_wins_over_the_file(tmp_path, monkeypatch):
    """A variable that is set counts more than a line in the file."""
    env_file = tmp_path / ".env"
    env_file.write_text("MERIDIAN_WORKERS=3\nMERIDIAN_LOG_LEVEL=debug\nOTHER=1\n")
    monkeypatch.setenv("MERIDIAN_WORKERS", "4")
    settings = load_settings(env_file)
    assert (settings.workers, settings.log_level) == (4, "DEBUG")


@pytest.mark.parametrize(
    ("name", "value", "valid"),
    [
        ("ENGINE", "local", True),
        ("ENGINE", "dask:tcp://host:8786", False),  # solving elsewhere is not there
        ("ENGINE", "ray", False),
        ("NIGHTLY_AT", "00:00", True),
        ("NIGHTLY_AT", "23:59", True),
        ("NIGHTLY_AT", "24:00", False),
        ("NIGHTLY_AT", "3:30", False),
        ("NIGHTLY_AT", "210", False),  # a number of seconds is not meant
        ("WORKERS", "1", True),
        ("WORKERS", "0", False),
        ("PLAN_TIME_LIMIT_S", "0", False),
        ("PLAN_TIME_LIMIT_S", "0.5", True),
        ("PLAN_TIME_LIMIT_S", "nan", False),
        ("PORT", "65536", False),
        ("PORT", "tcp://10.0.0.1:80", False),  # as a container platform sets it
        ("LOG_LEVEL", "loud", False),
        ("HOST", " ", False),
        ("DATABASE_URL", "", False),
        ("MAX_BODY_BYTES", "1023", False),
    ],
)
def test_bad_value_names_its_variable(monkeypatch, name, value, valid):
    """A value that cannot be meant is refused with the variable's name."""
    monkeypatch.setenv(f"MERIDIAN_{name}", value)
    if valid:
        load_settings(None)
    else:
        with pytest.raises(InvalidInput) as caught:
            load_settings(None)
        (problem,) = caught.value.problems
        assert problem.field == f"MERIDIAN_{name}"
        assert problem.message.startswith(f"MERIDIAN_{name} must ")


def test_all_bad_values_are_reported_at_once(monkeypatch):
    """One problem for each variable, not only the first."""
    monkeypatch.setenv("MERIDIAN_WORKERS", "many")
    monkeypatch.setenv("MERIDIAN_ENGINE", "ray")
    with pytest.raises(InvalidInput) as caught:
        load_settings(None)
    fields = {problem.field for problem in caught.value.problems}
    assert fields == {"MERIDIAN_WORKERS", "MERIDIAN_ENGINE"}


def test_file_in_another_encoding_is_refused(tmp_path):
    """A file that is not UTF-8 is named, not guessed at."""
    env_file = tmp_path / ".env"
    env_file.write_bytes("MERIDIAN_HOST=größe\n".encode("latin-1"))
    with pytest.raises(InvalidInput) as caught:
        load_settings(env_file)
    assert "UTF-8" in str(caught.value)


def test_settings_are_frozen_and_hide_the_database_url():
    """Nothing changes settings later, and a log of them shows no password."""
    settings = load_settings(None)
    with pytest.raises(ValidationError):
        settings.workers = 8
    assert "sqlite" not in repr(settings)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('MERIDIAN_DATABASE_URL="sqlite:///x.db', "NAME=VALUE"),  # an open quote
        ("=3", "NAME=VALUE"),
        ("MERIDIAN_WORKERS", "MERIDIAN_WORKERS=VALUE"),  # no value
        ("MERIDIAN_WORKRES=3", "MERIDIAN_WORKERS"),  # a slip of the pen
        ("MERIDIAN_PASSWORD=secret", "must name a setting"),
    ],
)
def test_line_of_the_file_that_sets_nothing_is_refused(tmp_path, line, said):
    """A slip would otherwise leave the default, such as another database."""
    env_file = tmp_path / ".env"
    env_file.write_text(f"# mine\nOTHER=1\n{line}\n")
    with pytest.raises(InvalidInput) as caught:
        load_settings(env_file)
    (problem,) = caught.value.problems
    assert problem.field == f"{env_file}:3"
    assert said in problem.message
    assert "secret" not in problem.message


def test_slips_are_told_together_with_bad_values(tmp_path):
    """All that is wrong with a file comes at once."""
    env_file = tmp_path / ".env"
    env_file.write_text("MERIDIAN_WORKRES=3\nMERIDIAN_PORT=door\n")
    with pytest.raises(InvalidInput) as caught:
        load_settings(env_file)
    fields = [problem.field for problem in caught.value.problems]
    assert fields == [f"{env_file}:1", "MERIDIAN_PORT"]


def test_file_with_comments_quotes_and_others_names_is_read(tmp_path):
    """Also with a byte-order mark and the line ends of Windows."""
    env_file = tmp_path / ".env"
    text = "# mine\r\n\r\nOTHER\r\nexport MERIDIAN_WORKERS='3' # three\r\n"
    env_file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_settings(env_file).workers == 3


def test_misspelt_variables_are_told_from_a_platforms_own():
    """Kubernetes sets some of its own for a service of this name."""
    names = ["MERIDIAN_DATABSE_URL", "MERIDIAN_SERVICE_HOST", "MERIDIAN_PORT", "HOME"]
    (sentence,) = misspelt_variables([*names, "MERIDIAN_PORT_8000_TCP"])
    assert "MERIDIAN_DATABASE_URL?" in sentence
