"""The marks that official documents put before headings: 一、 （一） 1. （1） —— 一是 第一条."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from generator.numerals import chinese_numeral

if TYPE_CHECKING:
    from collections.abc import Iterator

Style: TypeAlias = Literal[
    "heading 1",
    "heading 2",
    "heading 3",
    "part",
    "subpart",
    "chapter",
    "article",
    "section",
    "numbered",
    "bracketed",
    "circled",
    "ordinal",
    "dash",
]

_CHINESE = {chinese_numeral(number): number for number in range(1, 100)}
_CIRCLED = {chr(ord("①") + number): number + 1 for number in range(20)}
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_DIGIT = r"[0-9０-９]"

_STYLES: dict[Style, str] = {
    "part": rf"第(?P<part>{_NUMERAL})(?:章|部分|编)[　 ]*",
    "subpart": rf"第(?P<subpart>{_NUMERAL})节[　 ]*",
    "chapter": rf"(?P<chapter>{_NUMERAL})\s?[、．.]",
    "article": rf"第(?P<article>{_NUMERAL})条[　 ]*",
    "section": rf"[（(]\s?(?P<section>{_NUMERAL})\s?[）)][、．.]?",
    "numbered": rf"(?<!{_DIGIT})(?P<numbered>{_DIGIT}{{1,3}})\s?(?:[、．]|\.(?!{_DIGIT}))",
    "bracketed": rf"(?<!{_DIGIT})[（(]?\s?(?P<bracketed>{_DIGIT}{{1,2}})\s?[）)][、．.]?",
    "circled": "(?P<circled>[①-⑳])[、．.]?",
    "ordinal": f"(?P<ordinal>{_NUMERAL})是[：:，,]?",
    "dash": "(?P<dash>——|--|–{2}|—(?![—0-9０-９]))",
}
_MARK = re.compile("|".join(f"(?:{pattern})" for pattern in _STYLES.values()))
_SENTENCE_ENDS = frozenset("。；;！!？?：:）)〕]】” 　\t\n")


@dataclass(frozen=True)
class Mark:
    """A mark at `start` of a text up to `end`; `number` counts from 1 and is 0 for a dash.

    `leading` is whether it begins its paragraph; `after_sentence` whether a sentence ends before
    it. A mark that is neither is part of a sentence, unless it follows a heading.
    """

    style: Style
    number: int
    wording: str
    start: int
    end: int
    leading: bool
    after_sentence: bool


def marks(text: str) -> Iterator[Mark]:
    """Everything in a paragraph that could be a mark, in order."""
    for match in _MARK.finditer(text):
        style, numeral = next((key, value) for key, value in match.groupdict().items() if value)
        before = text[: match.start()]
        yield Mark(
            style=style,  # type: ignore[arg-type] # the groups are named as the styles
            number=_number(numeral),
            wording="".join(match[0].split()),
            start=match.start(),
            end=match.end(),
            leading=not before.strip(),
            after_sentence=before[-1:] in _SENTENCE_ENDS,
        )


def heading_mark(style: str) -> Mark | None:
    """What stands for a mark before a heading that only its format tells: `heading 2`."""
    if style not in HEADINGS:
        return None
    return Mark(style, 0, "", 0, 0, leading=True, after_sentence=True)  # type: ignore[arg-type] # it is one


HEADINGS = ("heading 1", "heading 2", "heading 3")


def _number(numeral: str) -> int:
    if numeral in _CHINESE:
        return _CHINESE[numeral]
    if numeral in _CIRCLED:
        return _CIRCLED[numeral]
    return int(numeral) if numeral.isdigit() else 0
