"""The program ``meridian``: its commands, and one boundary for all errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from api import logs
from api.exits import Exit, outcome
from api.program import write_example

MODULES = {
    "solve": "solve",
    "check": "check",
    "explain": "explain",
    "figures": "figures",
    "generate": "generate",
    "import": "import_",
    "export": "export",
    "plan": "plan",
    "roster": "roster",
    "slots": "slots",
    "serve": "serve",
    "scheduler": "scheduler",
    "migrate": "migrate",
    "doctor": "doctor",
    "version": "version",
}


EXAMPLE = """meridian generate --clinics 1 --days 7 --seed 1 -o problem.json
meridian solve problem.json -o plan.json --time-limit 30
meridian check problem.json plan.json"""


class Program(click.Group):
    """A group that imports the module of a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, in the order of a first reading."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name; None: there is no such command."""
        if cmd_name not in MODULES:
            return None
        module = import_module(f"api.commands.{MODULES[cmd_name]}")
        command: click.Command = module.command
        return command

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write an example."""
        write_example(EXAMPLE, formatter)


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.version_option(
    package_name="meridian", prog_name="meridian", message="%(prog)s %(version)s"
)
def program() -> None:
    """
    Plan the sessions of a network of facial acupuncture clinics.

    Results go to standard output, progress and logs to standard error. Exit
    status: 0 done, 1 the answer is no, 2 bad input or settings, 3 something
    failed in Meridian. Settings come from MERIDIAN_* variables or a .env file.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Run the program and return its exit status.

    Parameters
    ----------
    arguments
        Words after the program's name; None: those of this process.
    """
    logs.configure(os.environ.get("MERIDIAN_LOG_LEVEL", "WARNING"))
    try:
        status = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly()
        return Exit.BROKEN_PIPE
    except SystemExit:
        raise
    except BaseException as error:
        code, lines = outcome(error)
        click.echo("\n".join(lines), err=True)
        return code
    return status if isinstance(status, int) else Exit.DONE


def _run(arguments: list[str]) -> object:
    # Not click's own main: it ends a broken pipe with the status of a "no".
    try:
        with program.make_context("meridian", arguments) as context:
            return program.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code


def _close_quietly() -> None:
    """Let the interpreter flush what nobody reads any more into nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
