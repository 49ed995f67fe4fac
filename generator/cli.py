"""The command line: reads arguments, runs the stages in order, prints, and sets the exit status."""

from __future__ import annotations

import argparse
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from generator.check import check
from generator.language import LANGUAGES
from generator.load import load
from generator.render import render
from generator.resolve import resolve
from generator.schema import schemas
from generator.site import SiteError, build_site, serve_site
from generator.write import HandWrittenFileError, changes, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.plan import Plan

DONE, PROBLEMS = 0, 1
"""Exit status. Wrong usage is 2, which argparse sets."""

DOCS = Path("docs")
LOCAL_SITE = "http://localhost:8000/"


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit status."""
    options = _parser().parse_args(arguments)
    status: int = options.run(options)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    build = commands.add_parser("build", help="check the plan and write the pages of its site")
    build.add_argument("--out", type=Path, default=DOCS, help="folder to write to")
    build.add_argument(
        "--check", action="store_true", help="only say what would change; exit 1 if anything would"
    )
    build.set_defaults(run=_build)

    site = commands.add_parser("site", help="build, and make the static site of the pages")
    site.add_argument("--out", type=Path, default=Path("site"), help="folder of the site")
    site.add_argument(
        "--pdf", action="store_true", help="print the plan as PDF too, for pages to link to"
    )
    site.set_defaults(run=_site)

    pdf = commands.add_parser("pdf", help="print the plan as PDF in every language")
    pdf.add_argument("--out", type=Path, default=Path("pdf"), help="folder to write to")
    pdf.set_defaults(run=_pdf)

    serve = commands.add_parser("serve", help="make the site, show it, and follow changes")
    serve.add_argument("--out", type=Path, default=Path("site"), help="folder of the site")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=_serve)

    checking = commands.add_parser("check", help="check the plan's data, also against the original")
    checking.set_defaults(run=_check)

    schema = commands.add_parser("schema", help="write the JSON Schemas of the YAML files")
    schema.add_argument("--out", type=Path, help="folder to write to, else PLAN/schema")
    schema.add_argument(
        "--check", action="store_true", help="only say what would change; exit 1 if anything would"
    )
    schema.set_defaults(run=_schema)

    for command in (build, site):
        command.add_argument(
            "--site-url", default=LOCAL_SITE, help="address the site is published at"
        )
    for command in (build, site, pdf, serve, checking, schema):
        command.add_argument(
            "--plan", type=Path, default=Path("plan_source"), help="folder of the plan's YAML"
        )
    return parser


def _check(options: argparse.Namespace) -> int:
    plan = _checked(options.plan)
    if plan is None:
        return PROBLEMS
    print(
        f"{options.plan}: {len(plan.tasks)} tasks, {len(plan.departments)} departments, "
        f"{plan.responsibility_count} responsibilities; no problems"
    )
    return DONE


def _build(options: argparse.Namespace) -> int:
    plan = _checked(options.plan)
    if plan is None:
        return PROBLEMS
    return _write(
        options.out, render(plan, _with_slash(options.site_url)), only_check=options.check
    )


def _site(options: argparse.Namespace) -> int:
    return _make_site(options.plan, options.out, _with_slash(options.site_url), pdf=options.pdf)


def _pdf(options: argparse.Namespace) -> int:
    plan = _checked(options.plan)
    files = _printed(plan) if plan else None
    if files is None:
        return PROBLEMS
    options.out.mkdir(parents=True, exist_ok=True)
    for path, content in files:
        target = options.out / Path(path).name
        target.write_bytes(content)
        print(f"{target} written")
    return DONE


def _serve(options: argparse.Namespace) -> int:
    def build() -> None:
        _make_site(options.plan, options.out, f"http://localhost:{options.port}/")

    watched = [options.plan, Path("overrides"), *(DOCS / one.code / "assets" for one in LANGUAGES)]
    serve_site(build, options.out, [path for path in watched if path.exists()], options.port)
    return DONE


def _make_site(plan_folder: Path, out: Path, site_url: str, *, pdf: bool = False) -> int:
    plan = _checked(plan_folder)
    if plan is None:
        return PROBLEMS
    printed = _printed(plan) if pdf else ()
    if printed is None:
        return PROBLEMS
    status = _write(DOCS, render(plan, site_url, pdf=pdf), only_check=False)
    if status == DONE:
        from generator.exports import exports  # noqa: PLC0415 - only a site needs its libraries

        try:
            build_site(Path(), out, site_url, chain(exports(plan, site_url), printed))
        except SiteError as error:
            print(error, file=sys.stderr)
            return PROBLEMS
        print(f"{out}: the site is ready")
    return status


def _printed(plan: Plan) -> tuple[tuple[str, bytes], ...] | None:
    """The plan's PDFs, or None after it is printed what they lack."""
    try:
        from generator.pdf import pdfs  # noqa: PLC0415 - only PDFs need these libraries
        from generator.typeface import PdfError  # noqa: PLC0415
    except ModuleNotFoundError as error:
        print(f"{error.name} is not installed: it is in requirements-pdf.txt", file=sys.stderr)
        return None
    try:
        return tuple(pdfs(plan))
    except PdfError as error:
        print(error, file=sys.stderr)
        return None


def _with_slash(address: str) -> str:
    return address.rstrip("/") + "/"


def _schema(options: argparse.Namespace) -> int:
    folder = options.out or options.plan / "schema"
    return _write(folder, schemas(), only_check=options.check)


def _checked(folder: Path) -> Plan | None:
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


def _write(folder: Path, files: Mapping[str, str], *, only_check: bool) -> int:
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
