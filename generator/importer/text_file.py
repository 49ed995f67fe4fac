"""Reads text files, plain or Markdown, in the encodings that documents come in."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from generator.importer.document import Block, Document, DocumentError, Place, check_length
from generator.importer.page_furniture import without_running_lines
from generator.importer.paragraphs import Line, is_page_number, paragraphs, squeezed

if TYPE_CHECKING:
    from pathlib import Path

_MARKDOWN = re.compile(r"\*\*|^\s*#+\s+|^\s*[-*_]{3,}\s*$|[ ]{2,}$")
_HEADING = re.compile(r"\s*(#{1,6})\s")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_END_OF_FILE = "\x1a"
"""What old programs end a text with."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(path: Path) -> Document:
    """The document in a text file; raises `DocumentError` if it holds no text."""
    text = decode(path.read_bytes(), path.name)
    check_length(path.name, characters=len(text), lines=len(_LINE_BREAK.findall(text)))
    lines, running = without_running_lines(_pages(text))
    blocks, numbers = paragraphs(lines)
    return Document(path.name, blocks, (*numbers, *(Block(one.text, one.place) for one in running)))


def _pages(text: str) -> list[list[Line]]:
    """The lines with text, by pages: a page ends with its number, or where a form feed is."""
    pages: list[list[Line]] = [[]]
    spaced = False
    for number, line in enumerate(_LINE_BREAK.split(text), start=1):
        if "\f" in line or (pages[-1] and is_page_number(pages[-1][-1].text)):
            pages.append([])
        words = squeezed(_MARKDOWN.sub("", line))
        if words:
            place = Place("line", number)
            pages[-1].append(
                Line(words, place, line[:1].isspace(), _heading(line), spaced and bool(pages[-1]))
            )
        spaced = not words
    return pages


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
        except (UnicodeError, LookupError):
            continue
        text = text.rstrip(_END_OF_FILE)
        if text and not _CONTROL.search(text):
            return text
    raise DocumentError(f"{name}: holds no text in UTF-8, UTF-16 or GB18030; save it as UTF-8 text")
