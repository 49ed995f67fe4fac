"""What the styles of a Word file say of a paragraph: which heading it is, and in which list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.importer.word_parts import integer, value, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_HEADINGS = {
    **{f"heading {level}": level for level in range(1, 10)},
    **{f"标题 {level}": level for level in range(1, 10)},
}
_BODY_TEXT = 9
"""The outline level that is none (ISO/IEC 29500-1, 17.3.1.20)."""


@dataclass(frozen=True)
class Properties:
    """What is said of a paragraph; `heading` counts from 1, 0 is none, None is nothing said.

    `list_number` names a list of the file, "0" none; `level` counts from 0, as Word does.
    """

    style: str = ""
    heading: int | None = None
    list_number: str = ""
    level: int | None = None
    is_contents: bool = False

    def over(self, other: Properties) -> Properties:
        """These, and of the other what these do not say."""
        return replace(
            self,
            heading=other.heading if self.heading is None else self.heading,
            list_number=self.list_number or other.list_number,
            level=other.level if self.level is None else self.level,
            is_contents=self.is_contents or other.is_contents,
        )


class Styles:
    """The styles of a file, by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = () if root is None else root.iterchildren(w("style"))
        self._elements = {one.get(w("styleId"), ""): one for one in elements}
        self._known: dict[str, Properties] = {}

    def of(self, paragraph: etree._Element) -> Properties:
        """What is said of a paragraph, by itself or by its style."""
        own = paragraph.find(w("pPr"))
        style = value(own, "pStyle")
        return _said(own, style).over(self.named(style))

    def named(self, style: str) -> Properties:
        """What a style says, by itself or by those that it is based on."""
        if style not in self._known:
            said = Properties()
            for based_on in self._chain(style):
                said = said.over(self._own(based_on))
            self._known[style] = said
        return self._known[style]

    def _chain(self, style: str) -> Iterator[str]:
        """The style and those that it is based on, each once, even if the last is based on it."""
        passed: set[str] = set()
        while style in self._elements and style not in passed:
            yield style
            passed.add(style)
            style = value(self._elements[style], "basedOn")

    def _own(self, style: str) -> Properties:
        element = self._elements[style]
        name = value(element, "name").lower()
        said = replace(_said(element.find(w("pPr")), style), is_contents=name.startswith("toc "))
        return replace(said, heading=_HEADINGS[name]) if name in _HEADINGS else said


def _said(properties: etree._Element | None, style: str) -> Properties:
    if properties is None:
        return Properties(style)
    outline, numbering = value(properties, "outlineLvl"), properties.find(w("numPr"))
    heading = integer(outline, _BODY_TEXT) + 1 if outline else None
    level = value(numbering, "ilvl")
    return Properties(
        style,
        0 if heading is not None and heading > _BODY_TEXT else heading,
        value(numbering, "numId"),
        integer(level) if level else None,
    )
