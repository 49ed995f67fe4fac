"""Reads a document in whatever format it comes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from generator.importer.document import Document, DocumentError, check_length

if TYPE_CHECKING:
    from pathlib import Path

    from generator.importer.document import Block

READERS = {
    ".txt": "text_file.read_text",
    ".md": "text_file.read_text",
    ".html": "web_page.read_web_page",
    ".htm": "web_page.read_web_page",
    ".docx": "word_file.read_word_file",
    ".pdf": "pdf_file.read_pdf_file",
}
"""What reads a file, by the end of its name; loaded when needed, as most need libraries."""

_ADVICE = {
    **dict.fromkeys(
        (".doc", ".wps", ".rtf", ".odt"), "open it in Word or WPS and save it as .docx"
    ),
    ".ofd": "open it in its reader and save it as .pdf, or ask for the Word file it is from",
    **dict.fromkeys((".xls", ".xlsx", ".et", ".csv"), "paste its table into a document (.docx)"),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".tif"), "recognise its characters, save them as .txt"
    ),
}
"""What to do with formats that documents also come in."""

_BEGINNINGS = {b"%PDF-": ".pdf", b"PK\3\4": ".docx"}
_LARGEST_FILE = 50_000_000


def read_document(path: Path) -> Document:
    """The document in a file; raises `DocumentError` if there is none that can be read."""
    if not path.is_file():
        raise DocumentError(f"{path}: there is no such file")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        advice = _ADVICE.get(path.suffix.lower(), f"save it as one of {', '.join(READERS)}")
        raise DocumentError(f"{path.name}: cannot be read; {advice}")
    if path.stat().st_size > _LARGEST_FILE:
        raise DocumentError(f"{path.name}: is larger than 50 MB; leave out its pictures")
    with path.open("rb") as file:
        beginning = file.read(8)
    for mark, suffix in _BEGINNINGS.items():
        if beginning.startswith(mark) and path.suffix.lower() != suffix:
            raise DocumentError(f"{path.name}: is a {suffix} by its content; name it so")
    module, function = reader.split(".")
    try:
        read = getattr(import_module(f"generator.importer.{module}"), function)
    except ModuleNotFoundError as error:
        raise DocumentError(
            f"{path.name}: reading it needs {error.name}, which is in requirements-import.txt"
        ) from None
    document: Document = read(path)
    check_length(path.name, characters=sum(map(_length, document.blocks)))
    if not any(block.text.strip() or block.table for block in document.blocks):
        raise DocumentError(f"{path.name}: holds no text; is it a scan? Use the text it is from")
    return document


def _length(block: Block) -> int:
    return len(block.text) + sum(len(cell) for row in block.table for cell in row)
