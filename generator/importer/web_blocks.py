"""Reads the paragraphs and tables of a web page in one pass, however deep it is nested."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from generator.importer.document import Block, DocumentError, Place
from generator.importer.page_zones import is_layout
from generator.importer.paragraphs import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from generator.importer.document import Rows
    from generator.importer.page_zones import Zone

_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center"),
    *("dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2"),
    *("h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "option", "p"),
    *("pre", "section", "select", "table", "tbody", "td", "textarea", "tfoot", "th", "thead"),
    *("tr", "ul"),
}
"""Elements that begin and end a paragraph."""

_HEADING = re.compile("h[1-6]")
_WIDE = r"[\u2e80-\u9fff\uff00-\uffef]"
_BREAK_IN_CHINESE = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n]\s*(?={_WIDE})")
"""A line break of the file between Chinese characters, which is no space."""

_LARGEST_SPAN = 1000
_MOST_CELLS = 100_000
_NOWHERE = Place("paragraph", 0)


@dataclass(frozen=True)
class _Cell:
    lines: list[str]
    rows: int
    columns: int


@dataclass
class _Table:
    """A table that is being read; text beside its cells, such as a caption, is not its own."""

    element: HtmlElement
    rows: list[list[_Cell]] = field(default_factory=list)
    cell: HtmlElement | None = None


def blocks_of(
    page: HtmlElement, zones: Mapping[HtmlElement, Zone], name: str
) -> Iterator[tuple[Zone, Block]]:
    """The blocks of a page, each with its zone, not yet its place; `name` is the file's."""
    return _Walk(zones, name).blocks(page)


class _Walk:
    """Goes through a page and collects the pieces of the line, the cell and the table it is in."""

    def __init__(self, zones: Mapping[HtmlElement, Zone], name: str) -> None:
        self._name = name
        self._begins = zones
        self._zones: list[tuple[HtmlElement, Zone]] = []
        self._line: list[str] = []
        self._style = ""
        self._table: _Table | None = None
        self._cells = 0

    def blocks(self, page: HtmlElement) -> Iterator[tuple[Zone, Block]]:
        """The blocks of the page."""
        for event, element in etree.iterwalk(page, events=("start", "end")):
            is_zone = element in self._begins
            if is_zone or element.tag in _BLOCKS:
                yield from self._end_line()
            if event == "start":
                if is_zone:
                    self._zones.append((element, self._begins[element]))
                self._start(element)
                self._line.append(element.text or "")
            else:
                yield from self._end(element)
                if is_zone:
                    self._zones.pop()
                self._line.append(element.tail or "" if element is not page else "")
        yield from self._end_line()

    def _start(self, element: HtmlElement) -> None:
        if _HEADING.fullmatch(element.tag):
            self._style = f"heading {element.tag[1]}"
        if self._table is None:
            if element.tag == "table" and not is_layout(element):
                self._table = _Table(element)
        elif element.tag == "tr":
            self._table.rows.append([])
        elif element.tag in ("td", "th"):
            self._table.cell = element
            self._table.rows = self._table.rows or [[]]
            spans = (_span(element, name) for name in ("rowspan", "colspan"))
            self._table.rows[-1].append(_Cell([], *spans))

    def _end(self, element: HtmlElement) -> Iterator[tuple[Zone, Block]]:
        if _HEADING.fullmatch(element.tag):
            self._style = ""
        table = self._table
        if table is not None and element is table.cell:
            table.cell = None
        if table is not None and element is table.element:
            self._table = None
            yield from ((self._zone, block) for block in self._blocks_of(table))

    @property
    def _zone(self) -> Zone:
        return self._zones[-1][1] if self._zones else "around"

    def _end_line(self) -> Iterator[tuple[Zone, Block]]:
        text = squeezed(_BREAK_IN_CHINESE.sub("", "".join(self._line)))
        self._line.clear()
        if not text or self._zone == "no text":
            return
        if self._table is not None and self._table.cell is not None and self._zone != "hidden":
            self._table.rows[-1][-1].lines.append(text)
        else:
            yield self._zone, Block(text, _NOWHERE, self._style)

    def _blocks_of(self, table: _Table) -> Iterator[Block]:
        """The table as a block; one of a single column is layout, and a block for each line."""
        rows = self._grid(table.rows)
        if rows and len(rows[0]) > 1:
            yield Block("", _NOWHERE, "", rows)
        else:
            lines = (line for row in table.rows for cell in row for line in cell.lines)
            yield from (Block(line, _NOWHERE) for line in lines)

    def _grid(self, rows: list[list[_Cell]]) -> Rows:
        """The texts of the cells by row and column, those of merged cells repeated."""
        grid: dict[tuple[int, int], str] = {}
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                while (number, column) in grid:
                    column += 1
                text = "\n".join(cell.lines)
                below = range(number, min(number + cell.rows, len(rows)))
                self._cells += len(below) * cell.columns
                if self._cells > _MOST_CELLS:
                    raise DocumentError(
                        f"{self._name}: has more table cells than a plan; save its text as .txt"
                    )
                grid |= {
                    (at, beside): text
                    for at in below
                    for beside in range(column, column + cell.columns)
                }
                column += cell.columns
        width = max((column for _, column in grid), default=-1) + 1
        return tuple(
            tuple(grid.get((number, column), "") for column in range(width))
            for number in range(len(rows))
        )


def _span(cell: HtmlElement, name: str) -> int:
    """A span as written; a `rowspan` of 0 reaches to the end of the table, as HTML has it."""
    written = cell.get(name, "1").strip()
    if not (written.isascii() and written.isdigit()):
        return 1
    reaches = int(written[:5]) or (_LARGEST_SPAN if name == "rowspan" else 1)
    return min(reaches, _LARGEST_SPAN)
