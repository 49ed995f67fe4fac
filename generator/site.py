"""Builds the static site from generated and hand-written pages with MkDocs, and serves it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from generator.language import LANGUAGES
from generator.policy import policy_of, put_into_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.language import Language

CONFIGS = {LANGUAGES[0].code: "mkdocs.yml"} | {
    language.code: f"mkdocs.{language.code}.yml" for language in LANGUAGES[1:]
}
"""The MkDocs configuration of each language, in the folder that has `docs/`."""


class SiteError(Exception):
    """MkDocs could not build the site, or warned; its output says why."""


def build_site(
    project: Path,
    out: Path,
    site_url: str,
    files: Iterable[tuple[str, bytes]] = (),
    *,
    protected: bool = True,
) -> None:
    """Build every language of the site in `project` into the folder `out`, at once or not at all.

    The languages are built side by side, each by an MkDocs process of its own, into a folder
    beside `out` that takes its place when all is done. Meanwhile `files` are made, each a path
    below the root of the site and its content, and then put there. If `protected`, every page
    gets the content security policy. Raises `SiteError`.
    """
    unfinished = out.with_name(f"{out.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    parts = {language: unfinished / language.code for language in LANGUAGES}
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    processes = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "mkdocs", "build", "--strict"),
                *("--config-file", str(project / CONFIGS[language.code])),
                *("--site-dir", str(part.absolute())),
            ],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for language, part in parts.items()
    ]
    made = tuple(files)
    outputs = [process.communicate()[0] for process in processes]
    if any(process.returncode for process in processes):
        shutil.rmtree(unfinished, ignore_errors=True)
        raise SiteError("\n".join(outputs))
    root = parts[LANGUAGES[0]]
    for language in LANGUAGES[1:]:
        parts[language].rename(root / language.prefix)
    for language in LANGUAGES:
        _write_sitemap(root / language.prefix, language, site_url)
    for path, content in made:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    if protected:
        put_into_pages(policy_of(root), root.rglob("*.html"))
    shutil.rmtree(out, ignore_errors=True)
    root.rename(out)
    unfinished.rmdir()


def _write_sitemap(folder: Path, language: Language, site_url: str) -> None:
    """Name each page's other languages in the sitemap that MkDocs left in `folder`.

    MkDocs' dates are those of the build, not of a change, so they are left out.
    """
    path = folder / "sitemap.xml"
    pages = sorted(
        address.removeprefix(site_url + language.prefix)
        for address in re.findall(r"<loc>(.*?)</loc>", path.read_text("utf-8"))
    )
    path.write_text(_sitemap(pages, language, site_url), "utf-8")
    path.with_suffix(".xml.gz").unlink()


_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _sitemap(pages: list[str], language: Language, site_url: str) -> str:
    alternates = [(one.tag, one.prefix) for one in LANGUAGES] + [("x-default", "")]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<urlset xmlns="{_SITEMAP}" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    root = escape(site_url)
    for page in pages:
        lines.append(f"<url><loc>{root}{language.prefix}{page}</loc>")
        lines += [
            f'<xhtml:link rel="alternate" hreflang="{tag}" href="{root}{prefix}{page}"/>'
            for tag, prefix in alternates
        ]
        lines.append("</url>")
    return "\n".join([*lines, "</urlset>"]) + "\n"


def serve_site(build: Callable[[], None], out: Path, watched: list[Path], port: int) -> None:
    """Build, serve `out` on this machine, and build again whenever a watched file changes."""
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415 - only serving needs MkDocs

    build()
    server = LiveReloadServer(build, host="localhost", port=port, root=str(out))
    for path in watched:
        server.watch(str(path))
    print(f"http://localhost:{port}/ follows every change; Ctrl+C ends it")
    server.serve()  # type: ignore[no-untyped-call]
