"""Reads Word files (.docx), with the numbers that Word puts before headings by itself."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from typing import TYPE_CHECKING

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from lxml import etree

from generator.importer.document import Block, Document, DocumentError, Place
from generator.importer.paragraphs import without_page_numbers
from generator.numerals import chinese_numeral, wide_digits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

_LARGEST_PART, _LARGEST_WHOLE = 60_000_000, 200_000_000
"""Bytes that a part and all parts may unpack to: far more than any plan, far less than a bomb."""

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_FIRST_CIRCLED = ord("①")
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital")


def read_word_file(path: Path) -> Document:
    """The document in a Word file; raises `DocumentError` if it cannot be opened.

    Inserted text counts, deleted text does not. Headers, footers and text boxes are left out.
    """
    _check_size(path)
    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile):
        raise DocumentError(
            f"{path.name}: is no Word file that can be opened; save it again as .docx"
        ) from None
    numbers = _Numbers(document)
    blocks: list[Block] = []
    dropped: list[Block] = []
    tables = paragraphs = 0
    for content in document.iter_inner_content():
        if isinstance(content, Table):
            tables += 1
            rows = tuple(
                tuple(
                    "\n".join(filter(None, map(_squeezed, cell.text.split("\n"))))
                    for cell in row.cells
                )
                for row in content.rows
            )
            blocks.append(Block("", Place("table", tables), "", rows))
            continue
        paragraphs += 1
        place = Place("paragraph", paragraphs)
        text, boxed = _text_of(content)
        lines = [line for line in map(_squeezed, text.split("\n")) if line]
        number = numbers.before(content) if lines else ""
        for position, line in enumerate(lines):
            own = number + line if position == 0 else line
            blocks.append(Block(own, place, _style_of(content)))
        if boxed:
            dropped.append(Block(boxed, place))
    dropped += _around(document)
    return without_page_numbers(Document(path.name, tuple(blocks), tuple(dropped)))


def _check_size(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(4) == _OLD_WORD:
            raise DocumentError(f"{path.name}: is an old or a locked Word file; save it as .docx")
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = [entry.file_size for entry in archive.infolist()]
    except zipfile.BadZipFile:
        sizes = []
    if sum(sizes) > _LARGEST_WHOLE or max(sizes, default=0) > _LARGEST_PART:
        raise DocumentError(
            f"{path.name}: unpacks to more than a document has; save the text alone as .docx"
        )


def _text_of(paragraph: Paragraph) -> tuple[str, str]:
    """The text of a paragraph, and that of text boxes anchored in it."""
    own: list[str] = []
    boxed: list[str] = []
    for node in paragraph._p.iter(qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")):  # noqa: SLF001 - python-docx leaves out inserted runs
        above = {one.tag for one in node.iterancestors()}
        if _FALLBACK in above or qn("w:del") in above or qn("w:pPr") in above:
            continue
        text = (
            node.text or "" if node.tag == qn("w:t") else " " if node.tag == qn("w:tab") else "\n"
        )
        (boxed if qn("w:txbxContent") in above else own).append(text)
    return "".join(own), _squeezed("".join(boxed))


_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _style_of(paragraph: Paragraph) -> str:
    """`heading N` where the paragraph's style is one of Word's headings, in any language."""
    style = paragraph.style
    identity = (style.style_id or "").lower() if style is not None else ""
    name = (style.name or "").lower() if style is not None else ""
    for prefix in ("heading ", "标题 "):
        if name.startswith(prefix) and name[len(prefix) :].isdigit():
            return f"heading {name[len(prefix) :]}"
    return f"heading {identity[7:]}" if identity[:7] == "heading" and identity[7:].isdigit() else ""


def _around(document: WordDocument) -> Iterator[Block]:
    """The texts of headers and footers, each once."""
    seen = dict.fromkeys(
        _squeezed(paragraph.text)
        for number, section in enumerate(document.sections, start=1)
        for part in (section.header, section.footer)
        for paragraph in part.paragraphs
        if number
    )
    yield from (Block(text, Place("page margin", 1)) for text in seen if text)


class _Numbers:
    """Word's automatic numbering: counters by list and level, and how each level is written."""

    def __init__(self, document: WordDocument) -> None:
        self._counters: dict[tuple[str, int], int] = defaultdict(int)
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstract = {
            one.get(qn("w:abstractNumId")): {
                int(level.get(qn("w:ilvl"))): (
                    _value(level, "w:numFmt"),
                    _value(level, "w:lvlText"),
                    int(_value(level, "w:start") or 1),
                )
                for level in one.findall(qn("w:lvl"))
            }
            for one in root.findall(qn("w:abstractNum"))
        }
        for one in root.findall(qn("w:num")):
            levels = abstract.get(_value(one, "w:abstractNumId"), {})
            self._levels[one.get(qn("w:numId"))] = levels

    def before(self, paragraph: Paragraph) -> str:
        """The number that Word shows before the paragraph, which is counted by this."""
        found = _numbering(paragraph)
        if found is None or found[0] not in self._levels:
            return ""
        identity, level = found
        levels = self._levels[identity]
        if level not in levels:
            return ""
        start = levels[level][2]
        self._counters[identity, level] = self._counters.get((identity, level), start - 1) + 1
        for deeper in [key for key in self._counters if key[0] == identity and key[1] > level]:
            del self._counters[deeper]
        written = levels[level][1]
        for shown in range(level + 1):
            style, _, first = levels.get(shown, ("decimal", "", 1))
            count = self._counters.get((identity, shown), first)
            written = written.replace(f"%{shown + 1}", _numeral(count, style))
        return written


def _numbering(paragraph: Paragraph) -> tuple[str, int] | None:
    """The list and the level that a paragraph belongs to, by itself or by its style."""
    properties = [paragraph._p.pPr]  # noqa: SLF001 - python-docx has no name for numbering
    style = paragraph.style
    while style is not None:
        properties.append(style.element.find(qn("w:pPr")))
        style = style.base_style
    for one in properties:
        number = None if one is None else one.find(qn("w:numPr"))
        if number is not None:
            identity = _value(number, "w:numId")
            return (identity, int(_value(number, "w:ilvl") or 0)) if identity != "0" else None
    return None


def _value(element: etree._Element, name: str) -> str:
    child = element.find(qn(name))
    return "" if child is None else str(child.get(qn("w:val")) or "")


def _numeral(number: int, style: str) -> str:
    if style in _CHINESE:
        return chinese_numeral(number)
    if style == "decimalFullWidth":
        return wide_digits(number)
    if style.startswith("decimalEnclosedCircle"):
        return chr(_FIRST_CIRCLED + number - 1)
    return "" if style in ("bullet", "none") else str(number)
