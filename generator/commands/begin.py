"""The commands that begin a plan: `new` from nothing, `import` from an official document."""

from __future__ import annotations

import shutil
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from generator.check import check
from generator.commands.outcome import DONE, PROBLEMS
from generator.load import load
from generator.schema import schemas

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from generator.commands import Commands
    from generator.importer.draft import Draft

REPORT = "REVIEW.md"


def add(commands: Commands) -> None:
    """Put `new` and `import` on the command line."""
    new = commands.add_parser("new", help="begin a plan with files that explain themselves")
    new.add_argument("folder", type=Path, help="folder to write to; it must be new")
    new.set_defaults(run=_new)

    command = commands.add_parser(
        "import", help="make a draft of a plan's data from a document, for review"
    )
    command.add_argument("file", type=Path, help="the document: .txt, .md, .html, .docx or .pdf")
    command.add_argument(
        "--out", type=Path, default=Path("plan_draft"), help="folder to write to; it must be new"
    )
    command.set_defaults(run=_import)


def _new(options: argparse.Namespace) -> int:
    template = files("generator").joinpath("new_plan")
    with as_file(template) as folder:
        contents = {
            path.relative_to(folder).as_posix(): path.read_text("utf-8")
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
    schema = {f"schema/{name}": content for name, content in schemas().items()}
    if not _written(options.folder, {**contents, **schema}):
        return PROBLEMS
    print(f"{options.folder}: replace its texts by the document's; see the comments in each file")
    return DONE


def _import(options: argparse.Namespace) -> int:
    # Only this command needs the importer, and the importer what turns characters into sounds.
    from generator.importer.data_files import data_files  # noqa: PLC0415
    from generator.importer.document import DocumentError  # noqa: PLC0415
    from generator.importer.draft import draft  # noqa: PLC0415
    from generator.importer.reading import read_document  # noqa: PLC0415
    from generator.importer.report import report  # noqa: PLC0415

    try:
        drafted = draft(read_document(options.file))
    except DocumentError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    contents = {**data_files(drafted), REPORT: report(drafted, options.file.name)}
    if not _written(options.out, contents):
        return PROBLEMS
    return _reviewed(drafted, options.out)


def _written(folder: Path, contents: Mapping[str, str]) -> bool:
    """Whether the files could be written, all of them at once, into a folder that is new."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        print(f"{folder}: is there already; name a new folder", file=sys.stderr)
        return False
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for name, content in contents.items():
        path = unfinished / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    if folder.exists():
        folder.rmdir()
    unfinished.rename(folder)
    return True


def _reviewed(drafted: Draft, out: Path) -> int:
    """Print what was recognised, and check the data as they were written."""
    from generator.importer.report import summary  # noqa: PLC0415 - alike

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
