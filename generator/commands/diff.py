"""The command `diff`: says what changed between two versions of a plan."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.outcome import DONE, PROBLEMS, WRONG_USAGE, checked_plan
from generator.diff import compare
from generator.diff_report import report
from generator.language import LANGUAGES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from generator.commands import Commands

_FOLDER = "plan_source"


def add(commands: Commands) -> None:
    """Put `diff` on the command line."""
    diff = commands.add_parser("diff", help="say what changed between two versions of a plan")
    which = f"folder of a plan's YAML, or a Git revision, as REVISION or REVISION:{_FOLDER}"
    diff.add_argument("old", help=which)
    diff.add_argument("new", help=which)
    diff.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    diff.add_argument("--language", choices=[one.code for one in LANGUAGES], default="zh")
    diff.set_defaults(run=_diff)


def _diff(options: argparse.Namespace) -> int:
    """Whether there are differences does not matter for the exit status."""
    try:
        with _folder(options.old) as old_folder, _folder(options.new) as new_folder:
            old, new = checked_plan(old_folder), checked_plan(new_folder)
    except ValueError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    if old is None or new is None:
        return PROBLEMS
    language = next(one for one in LANGUAGES if one.code == options.language)
    print(report(compare(old, new), language, options.format), end="")
    return DONE


@contextmanager
def _folder(version: str) -> Iterator[Path]:
    """The folder of a version of the plan, which for a revision lasts as long as it is needed."""
    if Path(version).is_dir():
        yield Path(version)
        return
    revision, _, folder = version.partition(":")
    command = ["git", "archive", "--format=tar", f"{revision}:{folder or _FOLDER}"]
    top = subprocess.run(
        ["git", "rev-parse", "--show-toplevel"],  # noqa: S607 - wherever git is
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    done = subprocess.run(command, capture_output=True, check=False, cwd=top or None)
    if done.returncode:
        why = done.stderr.decode().strip()
        raise ValueError(f"{version}: is neither a folder nor a Git revision of one; {why}")
    with tempfile.TemporaryDirectory() as temporary:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(temporary, filter="data")
        yield Path(temporary)
