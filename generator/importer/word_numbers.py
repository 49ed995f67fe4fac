"""Counts the numbers that Word shows before paragraphs, which are not in their text.

The rules are those of ISO/IEC 29500-1, 17.9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.importer.numeral_formats import numeral
from generator.importer.word_parts import integer, value, w

if TYPE_CHECKING:
    from lxml import etree

    from generator.importer.word_styles import Properties, Styles

_LONGEST_PATTERN = 40
_PLACEHOLDER = re.compile(r"%([1-9])")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
"""Characters of symbol fonts, which bullets are."""

_DEEPEST = 8


@dataclass(frozen=True)
class _Level:
    """A level of a list; a `pattern` such as `（%2）` shows the number of the second level.

    Its count begins anew once a level before `restart` has counted on.
    """

    numeral_format: str
    pattern: str
    start: int
    restart: int
    style: str
    in_digits: bool


@dataclass(frozen=True)
class _List:
    """A list: its levels, those that it begins anew and at what, and whose counts it shares."""

    counts: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbers:
    """The numbers of a file's lists, to be asked for its paragraphs in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._lists = {} if root is None else _lists(root, styles)
        self._counted: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, properties: Properties) -> str:
        """The number before the next paragraph, with what stands around it; empty for none."""
        found = self._lists.get(properties.list_number)
        if found is None:
            return ""
        level = _level_of(found, properties)
        if level not in found.levels:
            return ""
        self._count(properties.list_number, found, level)
        own = found.levels[level]

        def shown(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = found.levels.get(index)
            if other is None or index > level:
                return ""
            count = self._counted.get((found.counts, index), other.start)
            return numeral(count, "decimal" if own.in_digits else other.numeral_format)

        written = _PRIVATE_USE.sub("", _PLACEHOLDER.sub(shown, own.pattern)).strip()
        return f"{written} " if written[-1:].isalnum() else written

    def _count(self, number: str, found: _List, level: int) -> None:
        key = (found.counts, level)
        if level in found.starts and (number, level) not in self._begun:
            self._begun.add((number, level))
            self._counted[key] = found.starts[level]
        else:
            self._counted[key] = self._counted.get(key, found.levels[level].start - 1) + 1
        for deeper, one in found.levels.items():
            if deeper > level and level < one.restart:
                self._counted.pop((found.counts, deeper), None)


def _level_of(found: _List, properties: Properties) -> int:
    """The level a paragraph is at: as it says, or the one that is its style's, or the first."""
    if properties.level is not None:
        return properties.level
    style = properties.style
    return next((at for at, one in found.levels.items() if style and one.style == style), 0)


def _lists(root: etree._Element, styles: Styles) -> dict[str, _List]:
    abstract = {one.get(w("abstractNumId"), ""): one for one in root.iter(w("abstractNum"))}
    numbers = {one.get(w("numId"), ""): one for one in root.iter(w("num"))}
    lists = {}
    for number, element in numbers.items():
        counts = value(element, "abstractNumId")
        if counts in abstract and (style := value(abstract[counts], "numStyleLink")):
            linked = numbers.get(styles.named(style).list_number)
            counts = counts if linked is None else value(linked, "abstractNumId")
        levels = _levels(abstract.get(counts))
        starts = {}
        for override in element.iterchildren(w("lvlOverride")):
            levels |= _levels(override)
            if start := value(override, "startOverride"):
                starts[integer(override.get(w("ilvl"), ""))] = integer(start, 1)
        lists[number] = _List(counts, levels, starts)
    return lists


def _levels(element: etree._Element | None) -> dict[int, _Level]:
    levels = {}
    for one in () if element is None else element.iterchildren(w("lvl")):
        index = min(integer(one.get(w("ilvl"), "")), _DEEPEST)
        levels[index] = _Level(
            value(one, "numFmt") or "decimal",
            value(one, "lvlText")[:_LONGEST_PATTERN],
            integer(value(one, "start"), 1),
            integer(value(one, "lvlRestart"), index),
            value(one, "pStyle"),
            one.find(w("isLgl")) is not None,
        )
    return levels
