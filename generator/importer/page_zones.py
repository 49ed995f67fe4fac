"""Tells which elements of a web page hold its text, which surround it, and which are not shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

Zone: TypeAlias = Literal["middle", "around", "hidden", "no text"]

_NO_TEXT = ("script", "style", "noscript", "template", "iframe", "object", "svg", "head")
_AROUND = ("nav", "aside", "button", "select", "textarea")
_MARGINS = ("header", "footer")
"""Around the text where they are the page's, but not where they are an article's."""

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_OF_THE_TEXT = 0.7
_WHOLE = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre", "blockquote", "a", "b"}
"""Elements that are not the middle of a page even if they have most of its text."""

_PARAGRAPHS_OF_A_LAYOUT = 3


def zones(page: HtmlElement) -> dict[HtmlElement, Zone]:
    """Where each zone begins: the page, the element in its middle, and all that are neither."""
    found: dict[HtmlElement, Zone] = {}
    lengths: dict[HtmlElement, int] = {}
    passed: HtmlElement | None = None  # the outermost that is not shown or around
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if passed is None and event == "start" and (zone := _zone_of(element)):
            passed, found[element] = element, zone
        if event == "end":
            inner = sum(lengths.get(child, 0) + _length(child.tail) for child in element)
            lengths[element] = 0 if passed is not None else _length(element.text) + inner
            passed = None if element is passed else passed
    begins: dict[HtmlElement, Zone] = {page: "around", _middle(page, lengths): "middle"}
    return begins | found


def is_layout(table: HtmlElement) -> bool:
    """Whether a table holds no data, as it has a table in it, or a cell with most of its text."""
    if table.find(".//table") is not None:
        return True
    whole = sum(map(_length, table.itertext())) * _MOST_OF_THE_TEXT
    rows = sum(1 for _ in table.iter("tr"))
    return rows <= _PARAGRAPHS_OF_A_LAYOUT and any(
        sum(1 for _ in cell.iter("p", "div", "br", "li")) >= _PARAGRAPHS_OF_A_LAYOUT
        and sum(map(_length, cell.itertext())) >= whole
        for cell in table.iter("td", "th")
    )


def _zone_of(element: HtmlElement) -> Zone | None:
    name = element.tag
    if name in _NO_TEXT:
        return "no text"
    if name in ("html", "body"):
        return None  # hidden until a script shows it
    if "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
        return "hidden"
    if name in _AROUND or (name in _MARGINS and not _is_in_article(element)):
        return "around"
    return None


def _is_in_article(element: HtmlElement) -> bool:
    return any(above.tag in ("article", "main") for above in element.iterancestors())


def _middle(page: HtmlElement, lengths: dict[HtmlElement, int]) -> HtmlElement:
    """The innermost element that has most of the page's text."""
    middle, whole = page, lengths[page]
    for element in _inner(page, lengths, whole * _MOST_OF_THE_TEXT):
        if element.tag in _WHOLE or (element.tag == "table" and not is_layout(element)):
            break
        middle = element
    return middle


def _inner(
    element: HtmlElement, lengths: dict[HtmlElement, int], enough: float
) -> Iterator[HtmlElement]:
    """The elements inside each other that have enough text."""
    inner: HtmlElement | None = element
    while inner is not None:
        inner = next((one for one in inner if lengths.get(one, 0) >= max(enough, 1)), None)
        if inner is not None:
            yield inner


def _length(text: str | None) -> int:
    return len("".join((text or "").split()))
