"""The commands of `python -m generator`, a module each with its options and what it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

from generator.commands import begin, check, diff, make, publish, schema

if TYPE_CHECKING:
    import argparse

    # argparse gives what `add_subparsers` returns no public name.
    Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


class CommandModule(Protocol):
    """A module of commands."""

    def add(self, commands: Commands) -> None:
        """Put its commands on the command line, each with a `run` that returns the status."""


COMMANDS: tuple[CommandModule, ...] = (make, publish, check, diff, begin, schema)
"""The modules in the order of `--help`."""
