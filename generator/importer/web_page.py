"""Reads web pages: the text in the middle, without what surrounds it on a site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from generator.importer.document import MOST_CHARACTERS, Block, Document, DocumentError, Place
from generator.importer.page_zones import zones
from generator.importer.paragraphs import squeezed, without_page_numbers
from generator.importer.text_file import decode
from generator.importer.web_blocks import blocks_of

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_PROLOGUE = re.compile(
    r"^\s*(?:<\?xml[^>]*\?>)?\s*(?:<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)?", re.IGNORECASE | re.DOTALL
)
"""What XML allows before a page, entities of its own included: HTML needs none of it."""

_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)[^<>]{2000,}>")
"""A tag that carries a picture, or data for scripts."""

_MOST_TAGS, _LONGEST = 200_000, 10_000_000
"""Tags, and characters with all markup, that are far more than a plan's page has. The parser drops
a text of 10 MB without a word, so one must be shorter."""

_SHORTEST_TITLE = 6


def read_web_page(path: Path) -> Document:
    """The document on a web page; raises `DocumentError` if there is no text on it.

    Nothing is fetched, and entities are only those of HTML. Hidden text is left out, and so is all
    that surrounds the text in the middle, but for the title above it.
    """
    page = _parsed(path)
    title = squeezed(page.findtext(".//title") or "")
    inside: list[Block] = []
    outside: list[Block] = []
    found = list(blocks_of(page, zones(page), path.name))
    start = next((at for at, (zone, _) in enumerate(found) if zone == "middle"), len(found))
    for at, (zone, block) in enumerate(found):
        is_title = zone == "around" and at < start and _is_title(block, title, inside)
        (inside if zone == "middle" or is_title else outside).append(block)
    return without_page_numbers(Document(path.name, _placed(inside), _placed(outside)))


def _parsed(path: Path) -> HtmlElement:
    content = path.read_bytes()
    declared = _DECLARED.search(content[:4096])
    text = decode(content, path.name, declared[1].decode("ascii") if declared else "")
    text = _LONG_TAG.sub(r"<\1>", _PROLOGUE.sub("", text))
    pieces = text.split("<")
    longest = max(map(len, pieces))
    if len(pieces) > _MOST_TAGS or longest > MOST_CHARACTERS or len(text) > _LONGEST:
        raise DocumentError(f"{path.name}: is larger than a plan's page; save its text as .txt")
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        page: HtmlElement = html.document_fromstring(text, parser=parser)
    except etree.ParserError as error:
        raise DocumentError(f"{path.name}: holds no web page; save the page again") from error
    return page


def _is_title(block: Block, title: str, found: list[Block]) -> bool:
    """Whether the browser shows this text as the page's title, and it was not found before."""
    text = block.text
    return len(text) >= _SHORTEST_TITLE and title.startswith(text) and not found


def _placed(blocks: list[Block]) -> tuple[Block, ...]:
    return tuple(
        Block(block.text, Place("paragraph", number), block.style, block.table)
        for number, block in enumerate(blocks, start=1)
    )
