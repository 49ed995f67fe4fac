"""Reads a document in whatever format it comes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from generator.importer.document import Document, DocumentError

if TYPE_CHECKING:
    from pathlib import Path

READERS = {
    ".txt": "text_file.read_text",
    ".md": "text_file.read_text",
    ".html": "web_page.read_web_page",
    ".htm": "web_page.read_web_page",
    ".docx": "word_file.read_word_file",
    ".pdf": "pdf_file.read_pdf_file",
}
"""What reads a file, by the end of its name; loaded when needed, as most need libraries."""

_LARGEST_FILE, _MOST_CHARACTERS = 50_000_000, 2_000_000
"""A plan of 100 pages has 100,000 characters; what is far beyond is no plan."""


def read_document(path: Path) -> Document:
    """The document in a file; raises `DocumentError` if there is none that can be read."""
    if not path.is_file():
        raise DocumentError(f"{path}: there is no such file")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise DocumentError(f"{path.name}: cannot be read; save it as one of {known}")
    if path.stat().st_size > _LARGEST_FILE:
        raise DocumentError(f"{path.name}: is larger than 50 MB; leave out its pictures")
    module, function = reader.split(".")
    try:
        read = getattr(import_module(f"generator.importer.{module}"), function)
    except ModuleNotFoundError as error:
        raise DocumentError(
            f"{path.name}: reading it needs {error.name}, which is in requirements-import.txt"
        ) from None
    document: Document = read(path)
    characters = sum(len(block.text) for block in document.blocks)
    if characters > _MOST_CHARACTERS:
        raise DocumentError(
            f"{path.name}: has {characters} characters, more than any plan; is it the right file?"
        )
    if not any(block.text.strip() or block.table for block in document.blocks):
        raise DocumentError(f"{path.name}: holds no text; is it a scan? Use the text it is from")
    return document
