"""What commands have in common: a plan without problems, files written, and the exit status."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.check import check
from generator.load import load
from generator.resolve import resolve
from generator.write import HandWrittenFileError, changes, write

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from generator.plan import Plan

DONE, PROBLEMS, WRONG_USAGE = 0, 1, 2
"""Exit status; that of wrong usage is the one that argparse sets."""


def add_plan_option(command: argparse.ArgumentParser) -> None:
    """Let the command say which plan it is about."""
    command.add_argument(
        "--plan", type=Path, default=Path("plan_source"), help="folder of the plan's YAML"
    )


def checked_plan(folder: Path) -> Plan | None:
    """The plan in `folder`, or None after its problems are printed."""
    if not folder.is_dir():
        print(f"{folder}: there is no such folder; name the plan's with --plan", file=sys.stderr)
        return None
    source, problems = load(folder)
    problems = sorted({*problems, *check(source)})
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problem{'s' * (len(problems) > 1)}", file=sys.stderr)
        return None
    return resolve(source)


def write_files(folder: Path, files: Mapping[str, str], *, only_check: bool) -> int:
    """Write the generated files, print what changed, and return the exit status.

    With `only_check` nothing is written, and what would change is a problem.
    """
    try:
        done = changes(folder, files) if only_check else write(folder, files)
    except HandWrittenFileError as error:
        for foreign in error.paths:
            print(f"{foreign}: not written by the generator; move it away", file=sys.stderr)
        return PROBLEMS
    would = "would be " if only_check else ""
    for verb, paths in (("written", done.write), ("removed", done.remove)):
        for path in paths:
            print(f"{folder / path} {would}{verb}")
    written, removed = f"{len(done.write)} {would}written", f"{len(done.remove)} {would}removed"
    print(f"{folder}: {len(files)} files, {written}, {removed}")
    return PROBLEMS if only_check and done else DONE
