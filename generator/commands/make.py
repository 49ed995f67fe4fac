"""The commands that make something of the plan: `build`, `site`, `pdf` and `serve`."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.outcome import (
    DONE,
    PROBLEMS,
    add_plan_option,
    checked_plan,
    write_files,
)
from generator.compress import compress
from generator.language import LANGUAGES
from generator.policy import PolicyError
from generator.render import render
from generator.site import SiteError, build_site, serve_site

if TYPE_CHECKING:
    import argparse

    from generator.commands import Commands
    from generator.plan import Plan

DOCS = Path("docs")
LOCAL_SITE = "http://localhost:8000/"


def add(commands: Commands) -> None:
    """Put `build`, `site`, `pdf` and `serve` on the command line."""
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
    site.add_argument(
        "--compress", action="store_true", help="write FILE.gz beside files, for nginx and others"
    )
    site.set_defaults(run=_site)

    pdf = commands.add_parser("pdf", help="print the plan as PDF in every language")
    pdf.add_argument("--out", type=Path, default=Path("pdf"), help="folder to write to")
    pdf.set_defaults(run=_pdf)

    serve = commands.add_parser("serve", help="make the site, show it, and follow changes")
    serve.add_argument("--out", type=Path, default=Path("site"), help="folder of the site")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=_serve)

    for command in (build, site):
        command.add_argument(
            "--site-url", default=LOCAL_SITE, help="address the site is published at"
        )
    for command in (build, site, pdf, serve):
        add_plan_option(command)


def _build(options: argparse.Namespace) -> int:
    plan = checked_plan(options.plan)
    if plan is None:
        return PROBLEMS
    return write_files(
        options.out, render(plan, _with_slash(options.site_url)), only_check=options.check
    )


def _site(options: argparse.Namespace) -> int:
    status = _make_site(options.plan, options.out, _with_slash(options.site_url), pdf=options.pdf)
    if status == DONE and options.compress:
        print(f"{options.out}: {compress(options.out)} files compressed")
    return status


def _pdf(options: argparse.Namespace) -> int:
    plan = checked_plan(options.plan)
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
        url = f"http://localhost:{options.port}/"
        _make_site(options.plan, options.out, url, protected=False)  # for the server's own script

    watched = [options.plan, Path("overrides"), *(DOCS / one.code / "assets" for one in LANGUAGES)]
    serve_site(build, options.out, [path for path in watched if path.exists()], options.port)
    return DONE


def _make_site(
    plan_folder: Path, out: Path, site_url: str, *, pdf: bool = False, protected: bool = True
) -> int:
    plan = checked_plan(plan_folder)
    if plan is None:
        return PROBLEMS
    printed = _printed(plan) if pdf else ()
    if printed is None:
        return PROBLEMS
    status = write_files(DOCS, render(plan, site_url, pdf=pdf), only_check=False)
    if status == DONE:
        from generator.exports import exports  # noqa: PLC0415 - only a site needs its libraries

        try:
            files = chain(exports(plan, site_url), printed)
            build_site(Path(), out, site_url, files, protected=protected)
        except (SiteError, PolicyError) as error:
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
