"""Opens the parts of a Word file (.docx), and never more of them than a document has."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from lxml import etree

from generator.importer.document import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = _MAIN.strip("{}").encode()
_LARGEST = 20_000_000
"""Bytes that all parts with text may unpack to. 100 pages take 1 to 5 million; pictures, which are
parts too, are never unpacked."""

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError)
"""What reading a broken, locked or oddly packed archive raises."""


def w(name: str) -> str:
    """The name of an element or attribute of WordprocessingML (ISO/IEC 29500-1), as lxml has it."""
    return _MAIN + name


def value(element: etree._Element | None, name: str = "") -> str:
    """The value (`w:val`) of an element, or of its child with this name; empty if there is none."""
    found = element if element is None or not name else element.find(w(name))
    return "" if found is None else str(found.get(w("val"), ""))


def integer(written: str, default: int = 0) -> int:
    """A whole number as a file has it, or the default if it is none that makes sense."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else default  # noqa: PLR2004 - a document has no 100,000 of anything


@dataclass(frozen=True)
class WordParts:
    """The roots of the parts that hold text, and what it takes to read it."""

    body: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    around: tuple[etree._Element, ...]


def open_word_file(path: Path) -> WordParts:
    """The parts of the file; raises `DocumentError` if it is no Word file or unpacks to too much.

    Entities are not expanded and nothing outside of the file is read.
    """
    with path.open("rb") as file:
        if file.read(4) == _OLD_WORD:
            raise DocumentError(f"{path.name}: is an old or a locked Word file; save it as .docx")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = _read(_Archive(archive, path.name))
    except (*_BROKEN, etree.XMLSyntaxError):
        parts = None
    if parts is None:
        raise DocumentError(
            f"{path.name}: is no Word file that can be opened; save it again as .docx"
        )
    return parts


class _Archive:
    """Unpacks and parses parts until they have taken as many bytes as a document may."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._left = _LARGEST
        self.names = frozenset(archive.namelist())

    def part(self, name: str) -> etree._Element:
        """The root of a part."""
        with self._archive.open(name) as file:
            content = file.read(self._left + 1)  # what the archive says of its size may be wrong
        if len(content) > self._left:
            raise DocumentError(
                f"{self._name}: unpacks to more than a document has; save the text alone as .docx"
            )
        self._left -= len(content)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        root = etree.fromstring(content.replace(_STRICT, _TRANSITIONAL), parser)
        if root.getroottree().docinfo.doctype:
            raise DocumentError(
                f"{self._name}: defines entities, as no Word file does; save it again as .docx"
            )
        return root

    def related(self, name: str) -> Iterator[tuple[str, str]]:
        """The kind and the name of each part that a part points to; "" is the file itself."""
        folder = dirname(name)
        relations = join(folder, "_rels", f"{name[len(folder) :].strip('/')}.rels")
        if relations not in self.names:
            return
        for one in self.part(relations):
            if one.get("TargetMode") != "External":
                target = normpath(join("/", folder, one.get("Target", "")))
                yield one.get("Type", "").rpartition("/")[2], target.lstrip("/")


def _read(archive: _Archive) -> WordParts | None:
    main = next((name for kind, name in archive.related("") if kind == "officeDocument"), "")
    body = archive.part(main).find(w("body"))
    if body is None:
        return None
    related = list(archive.related(main))

    def of(*kinds: str) -> list[etree._Element]:
        names = dict.fromkeys(name for kind, name in related if kind in kinds)
        return [archive.part(name) for name in names if name in archive.names]

    return WordParts(
        body,
        next(iter(of("styles")), None),
        next(iter(of("numbering")), None),
        tuple(of("header", "footer", "footnotes", "endnotes")),
    )
