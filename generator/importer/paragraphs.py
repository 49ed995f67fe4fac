"""Joins lines that page layout cut into the paragraphs they were."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.importer.document import Block
from generator.importer.mark import marks

if TYPE_CHECKING:
    from generator.importer.document import Document, Place

_PAGE_NUMBER = re.compile(
    r"[-—–―－]+\s*\d{1,4}\s*[-—–―－]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_ENDS_SENTENCE = tuple("。！？；：!?;:）)〕】”》")
_HAS_SENTENCE = re.compile(r"[，。；]")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\uffef“”‘’—…]")
_LONGEST_HEADING = 45
_LONGEST_WRAPPED, _NEARLY = 60, 0.85
"""A text is wrapped if half of its lines are nearly as long as most get, and that is short."""


@dataclass(frozen=True)
class Line:
    """A line of a page; `indented` is whether white space begins it, `style` as in `Block`."""

    text: str
    place: Place
    indented: bool
    style: str = ""


def paragraphs(lines: list[Line]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The paragraphs, and the page numbers that were between and inside them."""
    kept = [line for line in lines if not _is_page_number(line.text)]
    dropped = tuple(Block(one.text, one.place) for one in lines if _is_page_number(one.text))
    wrapped = _is_wrapped(kept)
    blocks: list[Block] = []
    for line in kept:
        if blocks and not _begins(line, blocks[-1], wrapped=wrapped):
            blocks[-1] = replace(blocks[-1], text=_joined(blocks[-1].text, line.text))
        else:
            blocks.append(Block(line.text, line.place, line.style))
    return tuple(blocks), dropped


def without_page_numbers(document: Document) -> Document:
    """The document with the paragraphs that are only a page's number left out."""
    numbers = [
        block
        for block in document.blocks
        if not block.table and _PAGE_NUMBER.fullmatch(unicodedata.normalize("NFKC", block.text))
    ]
    kept = tuple(block for block in document.blocks if block not in numbers)
    return replace(document, blocks=kept, left_out=(*document.left_out, *numbers))


def _is_page_number(text: str) -> bool:
    narrow = unicodedata.normalize("NFKC", text)
    return bool(_PAGE_NUMBER.fullmatch(narrow) or _BARE_NUMBER.fullmatch(narrow))


def _is_wrapped(lines: list[Line]) -> bool:
    lengths = sorted(len(line.text) for line in lines)
    if not lengths:
        return False
    usual, median = lengths[len(lengths) * 9 // 10], lengths[len(lengths) // 2]
    return usual <= _LONGEST_WRAPPED and median >= usual * _NEARLY


def _begins(line: Line, block: Block, *, wrapped: bool) -> bool:
    """Whether a line begins a paragraph; `block` is the paragraph before it, so far."""
    before = block.text
    if line.style or block.style or any(mark.leading for mark in marks(line.text)):
        return True
    if wrapped:
        return line.indented
    if before.endswith(_ENDS_SENTENCE) or not _HAS_SENTENCE.search(before):
        return True
    heading = any(mark.leading for mark in marks(before)) and "。" not in before
    return heading and len(before) <= _LONGEST_HEADING


def _joined(before: str, after: str) -> str:
    wide = _WIDE.match(before[-1:]) or _WIDE.match(after[:1])
    return before + after if wide else f"{before} {after}"
