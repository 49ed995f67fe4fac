"""Takes the text of a paragraph out of Word's markup, as it is when all changes are accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.importer.word_parts import value, w

if TYPE_CHECKING:
    from lxml import etree

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHEMATICS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

AROUND_CONTENT = {
    *map(w, ("sdt", "sdtContent", "customXml", "ins", "moveTo")),
    f"{_COMPATIBILITY}AlternateContent",
    f"{_COMPATIBILITY}Choice",
}
"""What holds paragraphs, tables, rows or cells and is none itself."""

_CHARACTERS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("br"): "\n"} | {
    w("noBreakHyphen"): "-",
    w("softHyphen"): "",
}
_NO_TEXT = {*map(w, ("pPr", "moveFrom", "instrText", "delInstrText")), f"{_COMPATIBILITY}Fallback"}
"""What holds no text, or text that also stands elsewhere: moved, or for older programs."""

_LEFT_OUT = {w("del"), w("txbxContent"), w("rt")}
"""Deleted text, text boxes, and the pronunciation above characters."""

_TEXT = {w("t"), w("delText"), f"{_MATHEMATICS}t"}


@dataclass
class Text:
    """The text of a paragraph, and pieces in it that do not count; neither is squeezed."""

    own: str = ""
    left_out: list[str] = field(default_factory=list)


def text_of(paragraph: etree._Element) -> Text:
    """The text of a paragraph; hidden text is left out."""
    text = Text()
    text.own = "".join(_pieces(paragraph, text.left_out))
    return text


def is_deleted_mark(paragraph: etree._Element) -> bool:
    """Whether the paragraph's end is deleted: it goes on in the next one."""
    return paragraph.find("/".join(map(w, ("pPr", "rPr", "del")))) is not None


def _pieces(element: etree._Element, left_out: list[str]) -> list[str]:
    """The pieces of text inside of an element, which the parser lets be 256 deep at the most."""
    pieces: list[str] = []
    for child in element:
        name = child.tag
        if name in _TEXT:
            pieces.append(child.text or "")
        elif name in _CHARACTERS:
            pieces.append(_CHARACTERS[name])
        elif name in _LEFT_OUT or (name == w("r") and _is_hidden(child)):
            left_out.append("".join(_pieces(child, left_out)))
        elif name == w("p"):
            pieces += [*_pieces(child, left_out), "\n"]
        elif name not in _NO_TEXT:
            pieces += _pieces(child, left_out)
    return pieces


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find("/".join(map(w, ("rPr", "vanish"))))
    return hidden is not None and value(hidden) not in ("0", "false", "off")
