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
_LONGEST_PAGE_NUMBER = 30
_BARE_NUMBER = re.compile(r"\d{1,4}")
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_ENDS_SENTENCE = tuple("。！？；：!?;:）)〕】”》")
_GOES_ON = ("，", "、")
_HAS_SENTENCE = re.compile(r"[，。；]")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\uffef“”‘’—…]")
_LONGEST_HEADING = 45
_SHORTEST_WRAPPED, _LONGEST_WRAPPED, _NEARLY = 15, 60, 0.85
"""A text is wrapped if half of its lines are nearly as long as most get, and that is short."""


_INDENT = 2
"""Characters that the first line of a paragraph is indented by."""


@dataclass(frozen=True)
class Line:
    """A line of a page; `style` as in `Block`.

    `indented` is whether white space begins it, `spaced` whether an empty line parts it from the
    line before on the same page.
    """

    text: str
    place: Place
    indented: bool
    style: str = ""
    spaced: bool = False


def paragraphs(lines: list[Line]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The paragraphs, and the page numbers that were between and inside them."""
    kept = [line for line in lines if not is_page_number(line.text)]
    dropped = tuple(Block(one.text, one.place) for one in lines if is_page_number(one.text))
    width = _width(kept)
    blocks: list[Block] = []
    pieces: list[str] = []  # of the last block, whose text grows
    for before, line in zip([None, *kept], kept, strict=False):
        if before is None or _begins(line, before, pieces, width):
            if before:
                blocks[-1] = replace(blocks[-1], text="".join(pieces))
            blocks.append(Block("", line.place, line.style))
            pieces = [line.text]
        else:
            pieces += [_between(before.text, line.text), line.text]
    if blocks:
        blocks[-1] = replace(blocks[-1], text="".join(pieces))
    return tuple(blocks), dropped


def squeezed(text: str) -> str:
    """The text with one space for any white space, and without characters that have no width."""
    return " ".join(_NO_WIDTH.sub("", text).split())


def without_page_numbers(document: Document) -> Document:
    """The document with the paragraphs that are only a page's number left out."""
    numbers = [
        block
        for block in document.blocks
        if not block.table and _PAGE_NUMBER.fullmatch(unicodedata.normalize("NFKC", block.text))
    ]
    left = set(numbers)
    kept = tuple(block for block in document.blocks if block not in left)
    return replace(document, blocks=kept, left_out=(*document.left_out, *numbers))


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but the number of a page: — 3 —, 第3页, 3/20 or 3."""
    if len(text) > _LONGEST_PAGE_NUMBER:
        return False
    narrow = unicodedata.normalize("NFKC", text)
    return bool(_PAGE_NUMBER.fullmatch(narrow) or _BARE_NUMBER.fullmatch(narrow))


def _width(lines: list[Line]) -> int:
    """How many characters most lines have, if the text is wrapped; else 0."""
    lengths = sorted(len(line.text) for line in lines)
    if not lengths:
        return 0
    usual, median = lengths[len(lengths) * 9 // 10], lengths[len(lengths) // 2]
    wrapped = _SHORTEST_WRAPPED <= usual <= _LONGEST_WRAPPED and median >= usual * _NEARLY
    return median if wrapped else 0


def _begins(line: Line, before: Line, pieces: list[str], width: int) -> bool:
    """Whether a line begins a paragraph; `pieces` are the paragraph before it, so far."""
    if line.style or before.style or any(mark.leading for mark in marks(line.text)):
        return True
    ended = before.text.endswith(_ENDS_SENTENCE)
    has_sentence = any(map(_HAS_SENTENCE.search, pieces))
    if width:
        short = len(before.text) + _INDENT * before.indented < width * _NEARLY
        return line.indented or ((short or line.spaced) and (ended or (short and not has_sentence)))
    if ended or not has_sentence:
        return True
    if before.text.endswith(_GOES_ON):
        return False
    heading = any(mark.leading for mark in marks(pieces[0])) and not any("。" in p for p in pieces)
    return heading and sum(map(len, pieces)) <= _LONGEST_HEADING


def _between(before: str, after: str) -> str:
    """What joins two lines: nothing beside Chinese, else a space."""
    return "" if _WIDE.match(before[-1:]) or _WIDE.match(after[:1]) else " "
