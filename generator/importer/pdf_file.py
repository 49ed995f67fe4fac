"""Reads PDF files that have text, line by line as their pages show it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pypdfium2

from generator.importer.document import Block, Document, DocumentError, Place
from generator.importer.paragraphs import Line, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NUMBERS = re.compile(r"[0-9０-９]+")
_FEWEST_PAGES = 3
"""Pages that must begin or end with the same line for it to be a running head."""

_INDENT = 12
"""Points that a line starts further right than the page's text, if it is indented: a character."""


def read_pdf_file(path: Path) -> Document:
    """The document in a PDF file; raises `DocumentError` if it is locked or has no text.

    Tables come out as lines.
    """
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        wrong = "is locked by a password" if locked else "is no PDF that can be opened"
        raise DocumentError(f"{path.name}: {wrong}; save it again without one") from None
    try:
        pages = [list(_lines(page, number)) for number, page in enumerate(pdf, start=1)]
    finally:
        pdf.close()
    if not any(pages):
        raise DocumentError(
            f"{path.name}: has {len(pages)} pages without text, as a scan has; "
            "use the text it is from, or recognise its characters first"
        )
    heads = _running_heads(pages)
    kept = [line for page in pages for line in page if _unnumbered(line.text) not in heads]
    blocks, dropped = paragraphs(kept)
    running = (
        Block(line.text, line.place)
        for page in pages
        for line in page
        if _unnumbered(line.text) in heads
    )
    return Document(path.name, blocks, (*dropped, *running))


def _lines(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    text_page = page.get_textpage()
    found: list[tuple[str, float]] = []
    position = 0
    for raw in text_page.get_text_range().split("\r\n"):
        if text := " ".join(raw.split()):
            first = position + len(raw) - len(raw.lstrip())
            found.append((text, text_page.get_charbox(first)[0]))
        position += len(raw) + 2
    left = min((start for _, start in found), default=0.0)
    for text, start in found:
        yield Line(text.replace("\ufffe", ""), Place("page", number), start - left > _INDENT)


def _running_heads(pages: list[list[Line]]) -> set[str]:
    """The lines, but for their numbers, with which most pages begin or end."""
    ends = Counter(
        text
        for page in pages
        for text in {_unnumbered(line.text) for line in (*page[:1], *page[-1:])}
    )
    enough = max(_FEWEST_PAGES, len(pages) / 2)
    return {text for text, count in ends.items() if count >= enough and text}


def _unnumbered(text: str) -> str:
    return _NUMBERS.sub("", text).strip("-—–－ ")
