"""Reads a document in whatever format it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.importer.document import Document, DocumentError
from generator.importer.text_file import read_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

READERS: dict[str, Callable[[Path], Document]] = {
    ".txt": read_text,
    ".md": read_text,
}
"""What reads a file, by the end of its name."""


def read_document(path: Path) -> Document:
    """The document in a file; raises `DocumentError` if there is none that can be read."""
    if not path.is_file():
        raise DocumentError(f"{path}: there is no such file")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise DocumentError(f"{path.name}: cannot be read; save it as one of {known}")
    document = reader(path)
    if not any(block.text.strip() or block.table for block in document.blocks):
        raise DocumentError(f"{path.name}: holds no text; is it a scan? Use the text it is from")
    return document
