"""Finds what print repeats on every page: heads and feet that run through."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.importer.paragraphs import is_page_number

if TYPE_CHECKING:
    from generator.importer.paragraphs import Line

_NUMBERS = re.compile(r"[0-9０-９]+")
_FEWEST_PAGES = 3
"""Pages that must begin or end with the same line for it to run through."""

_MOST_LINES = 2
"""Lines that a head or a foot has."""

Pages = list[list["Line"]]


def without_running_lines(pages: Pages) -> tuple[list[Line], list[Line]]:
    """The lines of all pages, and those with which, but for numbers, most pages begin or end.

    What the first page begins with stays unless it is there twice: it may be the title, which
    other pages repeat. Page numbers stay too, and do not hide the lines beside them.
    """
    pages = [list(page) for page in pages]
    running: list[Line] = []
    for _ in range(_MOST_LINES):
        found = _running(pages)
        running += found
        gone = {id(line) for line in found}
        pages = [[line for line in page if id(line) not in gone] for page in pages]
    return [line for page in pages for line in page], sorted(running, key=lambda one: one.place)


def _running(pages: Pages) -> list[Line]:
    ends = [_ends(page) for page in pages]
    counts = Counter(text for page in ends for text in {_unnumbered(line) for line in page})
    enough = max(_FEWEST_PAGES, len(pages) / 2)
    return [
        line
        for number, page in enumerate(ends)
        for line in page
        if (text := _unnumbered(line)) and counts[text] >= enough
        if number or line is not page[0] or [_unnumbered(one) for one in pages[0]].count(text) > 1
    ]


def _ends(page: list[Line]) -> list[Line]:
    """The first and the last line of a page that are no page number."""
    lines = [line for line in page if not is_page_number(line.text)]
    return lines[:1] if len(lines) == 1 else [*lines[:1], *lines[-1:]]


def _unnumbered(line: Line) -> str:
    return _NUMBERS.sub("", line.text).strip("-—–－ ")
