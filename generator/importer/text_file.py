"""Reads text files, plain or Markdown, in the encodings that documents come in."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from generator.importer.document import Document, DocumentError, Place
from generator.importer.paragraphs import Line, paragraphs

if TYPE_CHECKING:
    from pathlib import Path

_MARKDOWN = re.compile(r"\*\*|^\s*#+\s+|^\s*[-*_]{3,}\s*$|[ ]{2,}$")
_HEADING = re.compile(r"\s*(#{1,6})\s")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path) -> Document:
    """The document in a text file; raises `DocumentError` if it holds no text."""
    text = decode(path.read_bytes(), path.name)
    blocks, dropped = paragraphs(
        [
            Line(words, Place("line", number), line[:1].isspace(), _heading(line))
            for number, line in enumerate(text.splitlines(), start=1)
            if (words := " ".join(_MARKDOWN.sub("", line).split()))
        ]
    )
    return Document(path.name, blocks, dropped)


def _heading(line: str) -> str:
    """`heading N` for a heading of Markdown."""
    match = _HEADING.match(line)
    return f"heading {len(match[1])}" if match else ""


def decode(content: bytes, name: str, declared: str = "") -> str:
    """The text that bytes are: by byte order mark, as UTF-8, as declared, or as GB18030."""
    encodings = [code for mark, code in _BYTE_ORDER_MARKS if content.startswith(mark)]
    for encoding in encodings or ["utf-8", declared, "gb18030"]:
        try:
            text = content.decode(encoding) if encoding else ""
        except (UnicodeDecodeError, LookupError):
            continue
        if text and not _CONTROL.search(text):
            return text
    raise DocumentError(f"{name}: holds no text in UTF-8, UTF-16 or GB18030; save it as UTF-8 text")
