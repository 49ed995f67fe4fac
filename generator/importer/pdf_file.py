"""Reads PDF files that have text, line by line as their pages show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

from generator.importer.document import Block, Document, DocumentError, Place, check_length
from generator.importer.page_furniture import without_running_lines
from generator.importer.paragraphs import Line, paragraphs, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_INDENT = 12
"""Points that a line starts further right than the page's text, if it is indented: a character."""

_MOST_PAGES = 2000
_HYPHEN_AT_END = "\ufffe"
"""What PDFium gives for a hyphen that cuts a word at the end of a line."""


def read_pdf_file(path: Path) -> Document:
    """The document in a PDF file; raises `DocumentError` if it is locked or has no text.

    Tables come out as lines.
    """
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(
                f"{path.name}: is locked by a password; save it again without one"
            ) from None
        raise DocumentError(
            f"{path.name}: is no PDF that can be opened; get it or save it again"
        ) from None
    try:
        pages = list(_pages(pdf, path.name))
    except pypdfium2.PdfiumError:
        raise DocumentError(
            f"{path.name}: has a page that cannot be opened; print it to a new PDF"
        ) from None
    finally:
        pdf.close()
    if not any(pages):
        raise DocumentError(
            f"{path.name}: has {len(pages)} pages without text, as a scan has; "
            "use the text it is from, or recognise its characters first"
        )
    lines, running = without_running_lines(pages)
    blocks, numbers = paragraphs(lines)
    return Document(path.name, blocks, (*numbers, *(Block(one.text, one.place) for one in running)))


def _pages(pdf: pypdfium2.PdfDocument, name: str) -> Iterator[list[Line]]:
    if len(pdf) > _MOST_PAGES:
        raise DocumentError(f"{name}: has {len(pdf)} pages; take out those that hold the plan")
    characters = 0
    for number in range(len(pdf)):
        page = pdf[number]
        text_page = page.get_textpage()
        characters += text_page.count_chars()
        check_length(name, characters=characters)
        yield list(_lines(text_page, number + 1))
        text_page.close()
        page.close()


def _lines(text_page: pypdfium2.PdfTextPage, number: int) -> Iterator[Line]:
    found: list[tuple[str, float]] = []
    position = 0
    for raw in text_page.get_text_range().split("\r\n"):
        if text := squeezed(raw):
            first = position + len(raw) - len(raw.lstrip())
            found.append((text, text_page.get_charbox(first)[0]))
        position += len(raw) + 2
    left = min((start for _, start in found), default=0.0)
    for text, start in found:
        words = text.replace(_HYPHEN_AT_END, "")
        yield Line(words, Place("page", number), start - left > _INDENT)
