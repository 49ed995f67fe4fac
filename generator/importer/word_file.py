"""Reads Word files (.docx), with the numbers that Word puts before headings by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.importer.document import Block, Document, Place, check_length
from generator.importer.paragraphs import squeezed, without_page_numbers
from generator.importer.word_numbers import Numbers
from generator.importer.word_parts import integer, open_word_file, value, w
from generator.importer.word_styles import Styles
from generator.importer.word_text import AROUND_CONTENT, is_deleted_mark, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml import etree

    from generator.importer.document import Rows
    from generator.importer.word_styles import Properties

_MOST_COLUMNS = 63
"""Columns that a table has in Word at the most."""


def read_word_file(path: Path) -> Document:
    """The document in a Word file; raises `DocumentError` if it cannot be opened.

    Of tracked changes, inserted text counts and deleted text is left out. Left out are also text
    boxes, footnotes, the table of contents, headers and footers.
    """
    parts = open_word_file(path)
    styles = Styles(parts.styles)
    reader = _Reader(styles, Numbers(parts.numbering, styles))
    check_length(path.name, lines=sum(1 for _ in parts.body.iter(w("p"))))
    for element in content(parts.body, w("p"), w("tbl")):
        if element.tag == w("p"):
            reader.read_paragraph(element)
        else:
            reader.read_table(element)
    reader.end()
    around = dict.fromkeys(_around(parts.around))
    return without_page_numbers(
        Document(path.name, tuple(reader.blocks), (*reader.left_out, *around))
    )


def content(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The paragraphs, tables, rows or cells right inside, or in what only holds them."""
    for child in element:
        if child.tag in names:
            yield child
        elif child.tag in AROUND_CONTENT:
            yield from content(child, *names)


@dataclass
class _Reader:
    """Collects blocks; `carried` is text before a paragraph's end that was deleted."""

    styles: Styles
    numbers: Numbers
    blocks: list[Block] = field(default_factory=list)
    left_out: list[Block] = field(default_factory=list)
    carried: str = ""
    paragraphs: int = 0
    tables: int = 0

    def read_paragraph(self, paragraph: etree._Element) -> None:
        """Take in a paragraph of the body: a block for each of its lines."""
        self.paragraphs += 1
        place = Place("paragraph", self.paragraphs)
        properties = self.styles.of(paragraph)
        lines = self._lines(paragraph, properties, place)
        style = f"heading {properties.heading}" if properties.heading else ""
        if properties.is_contents:
            self.left_out += (Block(line, place) for line in lines)
        else:
            self.blocks += (Block(line, place, style) for line in lines)

    def read_table(self, table: etree._Element) -> None:
        """Take in a table of the body."""
        self.tables += 1
        place = Place("table", self.tables)
        if rows := self._rows(table, place):
            self.blocks.append(Block("", place, "", rows))

    def end(self) -> None:
        """Take in what waits for a next paragraph, which there is none of."""
        if text := squeezed(self.carried):
            self.blocks.append(Block(text, Place("paragraph", self.paragraphs)))

    def _lines(self, paragraph: etree._Element, said: Properties, place: Place) -> list[str]:
        """The lines of a paragraph, the first with its number."""
        text = text_of(paragraph)
        self.left_out += (Block(one, place) for one in map(squeezed, text.left_out) if one)
        whole = self.carried + text.own
        self.carried = ""
        if is_deleted_mark(paragraph):
            self.carried = whole
            return []
        number = self.numbers.next(said)
        lines = [line for line in map(squeezed, whole.split("\n")) if line]
        return [number + lines[0], *lines[1:]] if lines else []

    def _rows(self, table: etree._Element, place: Place) -> Rows:
        """The cells of a table; the text of merged cells is repeated in each of them."""
        rows: list[tuple[str, ...]] = []
        for row in content(table, w("tr")):
            before = integer(value(row.find(w("trPr")), "gridBefore"))
            cells = [""] * min(before, _MOST_COLUMNS)
            for cell in content(row, w("tc")):
                properties = cell.find(w("tcPr"))
                text = "\n".join(self._cell(cell, place))
                merged = None if properties is None else properties.find(w("vMerge"))
                if merged is not None and value(merged) != "restart" and not text and rows:
                    text = rows[-1][len(cells)] if len(cells) < len(rows[-1]) else ""
                span = integer(value(properties, "gridSpan"), 1)
                cells += [text] * max(1, min(span, _MOST_COLUMNS - len(cells)))
            rows.append(tuple(cells))
        return tuple(row for row in rows if any(row))

    def _cell(self, cell: etree._Element, place: Place) -> Iterator[str]:
        """The lines of a cell; those of a table inside of it, cell by cell."""
        for element in content(cell, w("p"), w("tbl")):
            if element.tag == w("p"):
                yield from self._lines(element, self.styles.of(element), place)
                continue
            for row in content(element, w("tr")):
                for inner in content(row, w("tc")):
                    yield from self._cell(inner, place)


def _around(parts: tuple[etree._Element, ...]) -> Iterator[Block]:
    """The texts of headers, footers and notes."""
    for part in parts:
        where = "page margin" if part.tag in (w("hdr"), w("ftr")) else "notes"
        for number, paragraph in enumerate(part.iter(w("p")), start=1):
            text = text_of(paragraph)
            for one in map(squeezed, (text.own, *text.left_out)):
                if one:
                    yield Block(one, Place(where, 1 if where == "page margin" else number))
