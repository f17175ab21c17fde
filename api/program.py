"""What every command of the program has: an example below its help."""

from __future__ import annotations

from typing import Any

import click


class Command(click.Command):
    """
    A command whose help ends with an example.

    Parameters
    ----------
    example
        Lines to type; they are shown as they are.
    """

    def __init__(self, *args: Any, example: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example."""
        write_example(self.example, formatter)


def write_example(example: str, formatter: click.HelpFormatter) -> None:
    """Write the lines of an example as a section of its own."""
    with formatter.section("Example"):
        for line in example.splitlines():
            formatter.write(f"{'':>{formatter.current_indent}}{line.strip()}\n")
