"""The command `import`: makes a draft of a plan's data from an official document."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.check import check
from generator.commands.outcome import DONE, PROBLEMS
from generator.importer.data_files import data_files
from generator.importer.document import DocumentError
from generator.importer.draft import Draft, draft
from generator.importer.reading import read_document
from generator.importer.report import report, summary
from generator.load import load

if TYPE_CHECKING:
    import argparse

    from generator.commands import Commands

REPORT = "REVIEW.md"


def add(commands: Commands) -> None:
    """Put `import` on the command line."""
    command = commands.add_parser(
        "import", help="make a draft of a plan's data from a document, for review"
    )
    command.add_argument("file", type=Path, help="the document: .txt, .md, .html, .docx or .pdf")
    command.add_argument(
        "--out", type=Path, default=Path("plan_draft"), help="folder to write to; it must be new"
    )
    command.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    out: Path = options.out
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        print(f"{out}: is there already; name a new folder with --out", file=sys.stderr)
        return PROBLEMS
    try:
        drafted = draft(read_document(options.file))
    except DocumentError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    unfinished = out.with_name(f"{out.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    files = {**data_files(drafted), REPORT: report(drafted, options.file.name)}
    for name, content in files.items():
        path = unfinished / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    if out.exists():
        out.rmdir()
    unfinished.rename(out)
    return _reviewed(drafted, out)


def _reviewed(drafted: Draft, out: Path) -> int:
    """Print what was recognised, and check the data as they were written."""
    print(f"{out}: {summary(drafted)}")
    print(
        f"{len(drafted.left_out)} pieces left out, {len(drafted.decisions)} uncertain, "
        f"{len(drafted.variants)} pairs of names that may mean one department: see {out / REPORT}"
    )
    source, problems = load(out)
    problems = sorted({*problems, *check(source)})
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} to mend by hand", file=sys.stderr)
        return PROBLEMS
    return DONE
