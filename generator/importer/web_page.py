"""Reads web pages: the text in the middle, without what surrounds it on a site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree, html

from generator.importer.document import Block, Document, DocumentError, Place
from generator.importer.paragraphs import without_page_numbers
from generator.importer.text_file import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_PROLOGUE = re.compile(
    r"^\s*(?:<\?xml[^>]*\?>)?\s*(?:<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)?", re.IGNORECASE | re.DOTALL
)
"""What XML allows before a page, entities of its own included: HTML needs none of it."""

_HIDDEN = ("script", "style", "noscript", "template", "iframe", "object", "svg", "head")
_AROUND = ("nav", "header", "footer", "aside", "form", "button", "select")
_BLOCKS = {
    *("address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main"),
    *("ol", "p", "pre", "section", "table", "td", "th", "tr", "ul", "br"),
}
_MOST_OF_THE_TEXT = 0.7
_LARGEST_SPAN = 1000
_HEADING = re.compile("h[1-6]")


def read_web_page(path: Path) -> Document:
    """The document on a web page; raises `DocumentError` if there is no text on it.

    Nothing is fetched, and entities are only those of HTML.
    """
    content = path.read_bytes()
    declared = _DECLARED.search(content[:4096])
    text = decode(content, path.name, declared[1].decode("ascii") if declared else "")
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(_PROLOGUE.sub("", text), parser=parser)
    except etree.ParserError as error:
        raise DocumentError(f"{path.name}: holds no web page; save the page again") from error
    for element in list(page.iter(*_HIDDEN)):
        element.drop_tree()
    around = [element for element in page.iter(*_AROUND) if not _is_inside(element, _AROUND)]
    outside = [block for element in around for block in _blocks(element)]
    for element in around:
        element.drop_tree()
    middle = _middle(page)
    inside = list(_blocks(middle))
    middle.drop_tree() if middle.getparent() is not None else middle.clear()
    outside += _blocks(page)
    return without_page_numbers(Document(path.name, _placed(inside), _placed(outside)))


def _is_inside(element: HtmlElement, names: tuple[str, ...]) -> bool:
    return any(above.tag in names for above in element.iterancestors())


def _middle(page: HtmlElement) -> HtmlElement:
    """The innermost element that has most of the page's text."""
    element, whole = page, len(_text(page))
    while True:
        inner = next((one for one in element if len(_text(one)) >= whole * _MOST_OF_THE_TEXT), None)
        if inner is None or inner.tag not in _BLOCKS or inner.tag in ("p", "table", "tr"):
            return element
        element = inner


def _text(element: HtmlElement) -> str:
    return "".join("".join(element.itertext()).split())


def _blocks(element: HtmlElement) -> Iterator[Block]:
    """The paragraphs and tables inside, in order; their places are given later."""
    line: list[str] = []
    style = ""
    for piece in (*_pieces(element), _Break("")):
        if isinstance(piece, str):
            line.append(piece)
            continue
        if text := " ".join("".join(line).split()):
            yield Block(text, _NOWHERE, style)
        line.clear()
        style = piece.style
        if piece.table:
            yield Block("", _NOWHERE, "", piece.table)


_NOWHERE = Place("paragraph", 0)


@dataclass(frozen=True)
class _Break:
    """Where a paragraph ends, the style of the next one, and a table that stands between them."""

    style: str
    table: tuple[tuple[str, ...], ...] = ()


def _pieces(element: HtmlElement) -> Iterator[str | _Break]:
    """Pieces of text, and where paragraphs end, without recursion: pages can be nested deeply."""
    table: HtmlElement | None = None  # the one that is passed over, as its rows are known
    for event, node in etree.iterwalk(element, events=("start", "end")):
        starts = event == "start"
        if table is None and starts:
            if node.tag in _BLOCKS:
                yield _Break(f"heading {node.tag[1]}" if _HEADING.fullmatch(node.tag) else "")
            if node.tag == "table" and (rows := _rows(node)):
                yield _Break("", rows)
                table = node
            else:
                yield node.text or ""
        elif not starts and table in (None, node):
            table = None
            if node.tag in _BLOCKS:
                yield _Break("")
            if node is not element:
                yield node.tail or ""


def _rows(table: HtmlElement) -> tuple[tuple[str, ...], ...]:
    """The cells of a table of at least two columns, merged cells repeated; else nothing."""
    grid: dict[tuple[int, int], str] = {}
    for number, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (number, column) in grid:
                column += 1
            text = "\n".join(block.text for block in _blocks(cell))
            for below in range(_span(cell, "rowspan")):
                for beside in range(_span(cell, "colspan")):
                    grid[number + below, column + beside] = text
            column += 1
    rows, columns = {row for row, _ in grid}, {column for _, column in grid}
    if len(columns) < 2:  # noqa: PLR2004 - one column is layout, not a table
        return ()
    return tuple(tuple(grid.get((r, c), "") for c in sorted(columns)) for r in sorted(rows))


def _span(cell: HtmlElement, name: str) -> int:
    written = cell.get(name, "1").strip()
    return max(1, min(int(written), _LARGEST_SPAN)) if written.isdigit() else 1


def _placed(blocks: list[Block]) -> tuple[Block, ...]:
    return tuple(
        Block(block.text, Place("paragraph", number), block.style, block.table)
        for number, block in enumerate(blocks, start=1)
    )
