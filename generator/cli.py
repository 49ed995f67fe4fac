"""The command line: reads arguments, runs one command, and gives back its exit status."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from generator import commands

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    added = parser.add_subparsers(metavar="COMMAND", required=True)
    for module in commands.COMMANDS:
        module.add(added)
    options = parser.parse_args(arguments)
    status: int = options.run(options)
    return status
