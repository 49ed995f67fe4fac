"""Prints the whole plan in each language: HTML of its own, which Chromium sets as a tagged PDF."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from markupsafe import Markup
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, NameObject

from generator.labels import Labels, Untranslated, labels
from generator.language import CHINESE, LANGUAGES
from generator.matrix import Matrix, Row, matrix
from generator.typeface import TYPEFACES, PdfError, truetype
from generator.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2.runtime import Context

    from generator.entity import Task
    from generator.plan import Plan

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-quic"),
    *("--no-pdf-header-footer", "--generate-pdf-document-outline"),
)
_MOST_COLUMNS, _MOST_ROWS = 32, 24
"""How many tasks and how many departments a page of the matrix has room for."""


@dataclass(frozen=True)
class MatrixPage:
    """A page of the matrix: some columns of the whole one, some of its rows, maybe the last."""

    matrix: Matrix
    rows: tuple[Row, ...]
    last: bool


def pdfs(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """The plan's PDF in every language: its path below the root of the site, and its content.

    Each is printed twice, because its contents can name pages only when these are known. The same
    plan, fonts and browser give the same bytes.
    """
    terms = plan.identity.measure_terms
    every = [labels(one, terms) for one in LANGUAGES]
    characters = {character for t in every for character in html(plan, t)}
    fonts = {f"{number}.ttf": truetype(one, characters) for number, one in enumerate(TYPEFACES)}
    for t in every:
        draft = _print(html(plan, t), fonts)
        final = _print(html(plan, t, _page_numbers(draft)), fonts)
        yield f"data/plan.{t.language.code}.pdf", _described(final, plan, t)


def html(plan: Plan, t: Labels, numbers: Mapping[str, int] | None = None) -> str:
    """The document to print; `numbers` has the page of each part for the contents, by its id."""
    identity = plan.identity
    number = t.shown(identity.document_number or "")
    running = (t.shown(identity.short_title), " · ".join(filter(None, (number, t("pdf_status")))))
    return (
        _environment()
        .get_template("print.html.j2")
        .render(
            plan=plan,
            t=t,
            language=t.language,
            clause=t.clause,
            join=t.join,
            wording=Wording(plan, t),
            fonts=_font_faces(),
            running=tuple(map(_css_string, running)),
            numbers=numbers or {},
            matrix_pages=tuple(_matrix_pages(plan)),
        )
    )


def _environment() -> Environment:
    """The environment of the document: whatever it puts out is text in its language, escaped."""

    @pass_context
    def shown(context: Context, value: object) -> object:
        text = value if isinstance(value, Markup) else context["t"].shown(value)
        if isinstance(text, Untranslated):
            return Markup('<span lang="{}">{}</span>').format(CHINESE.tag, str(text))
        return text

    return Environment(
        loader=PackageLoader("generator"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _font_faces() -> Markup:
    return Markup("\n").join(
        Markup('@font-face {{ font-family: "{}"; font-weight: {}; src: url("{}.ttf"); }}').format(
            one.family, one.weight, number
        )
        for number, one in enumerate(TYPEFACES)
    )


def _css_string(text: str) -> Markup:
    """The text as a string in a style sheet, which HTML inside of `style` cannot end."""
    return Markup('"' + "".join(f"\\{ord(character):x} " for character in text) + '"')


def _matrix_pages(plan: Plan) -> Iterator[MatrixPage]:
    for tasks in _columns(plan):
        part = matrix(plan, tasks)
        for first in range(0, len(part.rows), _MOST_ROWS):
            end = first + _MOST_ROWS
            yield MatrixPage(part, part.rows[first:end], last=end >= len(part.rows))


def _columns(plan: Plan) -> Iterator[tuple[Task, ...]]:
    """The tasks in parts that a page has room for: whole measures where possible."""
    part: tuple[Task, ...] = ()
    for measure in plan.measures:
        if part and len(part) + len(measure.tasks) > _MOST_COLUMNS:
            yield part
            part = ()
        part += measure.tasks
        while len(part) > _MOST_COLUMNS:
            yield part[:_MOST_COLUMNS]
            part = part[_MOST_COLUMNS:]
    if part:
        yield part


def _print(content: str, files: Mapping[str, bytes]) -> bytes:
    """The PDF that the browser makes of an HTML document with these files beside it."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise PdfError("there is no Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, data in files.items():
            (folder / path).write_bytes(data)
        (folder / "plan.html").write_text(content, "utf-8")
        command = [
            *(browser, *_OPTIONS, f"--user-data-dir={folder / 'profile'}"),
            *(["--no-sandbox"] if os.geteuid() == 0 else []),  # root has no other way
            *(f"--print-to-pdf={folder / 'plan.pdf'}", (folder / "plan.html").as_uri()),
        ]
        done = subprocess.run(command, capture_output=True, check=False, text=True)
        if done.returncode or not (folder / "plan.pdf").exists():
            raise PdfError(f"{browser} printed nothing:\n{done.stderr[-2000:]}")
        return (folder / "plan.pdf").read_bytes()


def _page_numbers(pdf: bytes) -> dict[str, int]:
    """The page of every part that the contents lead to, counted from 1, by the part's id."""
    reader = PdfReader(io.BytesIO(pdf))
    return {
        name.removeprefix("/"): (reader.get_destination_page_number(place) or 0) + 1
        for name, place in reader.named_destinations.items()
    }


def _described(pdf: bytes, plan: Plan, t: Labels) -> bytes:
    """The PDF with the document's title, issuer, number and date instead of the browser's."""
    identity = plan.identity
    date = f"D:{identity.issued or _UNDATED:%Y%m%d}000000Z"
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    writer.metadata = {
        "/Title": t.shown(identity.title),
        "/Author": t.shown(identity.issuer),
        "/Subject": t.shown(identity.document_number or ""),
        "/CreationDate": date,
        "/ModDate": date,
    }
    writer.pdf_header = "%PDF-1.7"
    show_title = {NameObject("/DisplayDocTitle"): BooleanObject(value=True)}
    writer.create_viewer_preferences().update(show_title)
    content = io.BytesIO()
    writer.write(content)
    return _renumbered(content.getvalue())


_UNDATED = dt.date(2000, 1, 1)
"""The date in the PDF of a document without one: bytes must not change with the clock."""

_ELEMENT_ID = re.compile(rb"\(node\d{8}\)")


def _renumbered(pdf: bytes) -> bytes:
    """The PDF with its tags' ids counted from 0: the browser may have counted nodes of its own."""
    ids = sorted(set(_ELEMENT_ID.findall(pdf)))
    new = {old: b"(node%08d)" % number for number, old in enumerate(ids)}
    return _ELEMENT_ID.sub(lambda match: new[match[0]], pdf)
