"""Reads what frames the plan in a document: number, title, issuer, dates, addressees, printer."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.importer.outline import Paragraph
from generator.numerals import chinese_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.importer.document import Place
    from generator.source import FramePart

_DATE = r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
_OFFICE = (
    r"[\u4e00-\u9fff]{2,24}?(?:人民政府|国务院|委员会|管委会|领导小组|办公室|办公厅|党委|宣传部|[部厅局委院会府])"
    r"(?:办公室|办公厅)?"
)
_KIND = "(?:若干|实施|指导)?意见|通知|决定|通告|公告|批复|函"

_NUMBER = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{1,7}[发函字办规电号]"
    r"\s?[〔\[【（(]\s?\d{4}\s?[〕\]】）)]\s*第?\s?\d+\s?号)"
)
_NOTICE_TITLE = re.compile(
    rf"(?P<title>[^\s。；：《》]{{2,40}}?\s?关于[^。；：]*?的\s?(?:{_KIND}))(?=\s|$|[\u4e00-\u9fff]{{1,8}}[〔\[])"
)
_ISSUED_PLAN = re.compile(r"关于(?:印发|下发|发布|公布)《?(?P<title>.+?)》?的\s?通知")
_ADDRESSEES = re.compile(r"(?:(?<=\s)|^)(?P<addressees>[^。\s：:《]*(?:各|有关)[^。\s：:《]*[：:])")
_SIGNATURE = re.compile(rf"(?:(?<=\n)|(?<=[\s。]))(?P<issuer>{_OFFICE})\s*{_DATE}(?!印发)")
_DISCLOSURE = re.compile(r"[（(]此件[^（）()]{1,12}[）)]")
_PRINTED = re.compile(rf"(?P<issuer>{_OFFICE})\s*{_DATE}\s?印发")
_QUOTED = re.compile(r"（[^（）]*）|《[^《》]*》（[^（）]*）|《[^《》]*》")
_LONE_DATE = re.compile(rf"(?:^|\n)[（(]?{_DATE}[）)]?(?=\n|$)")
_YEARS = re.compile(r"(?P<start>\d{4})\s*年?\s*[-—–－―~～至]+\s*(?P<end>\d{4})\s*年?")


@dataclass(frozen=True)
class Printed:
    """Who printed the document, and when."""

    office: str
    date: dt.date


@dataclass(frozen=True)
class Frame:
    """What a document says around the plan; what it does not say is empty or None.

    `left_out` are the pieces of the given paragraphs that are none of it.
    """

    number: str = ""
    notice_title: str = ""
    addressees: str = ""
    letter: tuple[str, ...] = ()
    issuer: str = ""
    issued: dt.date | None = None
    disclosure: str = ""
    title: str = ""
    preamble: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    printed: Printed | None = None
    order: tuple[FramePart, ...] = ("title", "preamble", "chapters", "closing")
    left_out: tuple[Paragraph, ...] = ()


_AFTER_CHAPTERS = 1 << 30
"""Where the text after the last chapter begins: behind all positions before the first."""


@dataclass(frozen=True)
class _Found:
    """A piece of the text that was recognised, with named parts of it."""

    text: str
    start: int
    end: int
    place: Place | None = None
    parts: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.parts.get(name, "")


_NOTHING = _Found("", 0, 0)


@dataclass
class _Text:
    """Paragraphs in one string, from which pieces are taken; `taken` marks the characters.

    Positions that it gives and takes are higher by the offset.
    """

    paragraphs: Sequence[Paragraph]
    offset: int = 0
    text: str = ""
    taken: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = "\n".join(one.text for one in self.paragraphs)
        self.taken = [False] * len(self.text)

    def find(
        self, pattern: re.Pattern[str], start: int = 0, *, quoted: bool = True
    ) -> _Found | None:
        """The first match from `start` on of which nothing is taken yet; it is taken by this.

        Unless `quoted`, what stands in brackets or names another document does not count.
        """
        text = _narrow_digits(self.text)
        if not quoted:
            text = _QUOTED.sub(lambda match: "\n" * len(match[0]), text)
        while match := pattern.search(text, start):
            if not any(self.taken[match.start() : match.end()]):
                return self.take(match.start(), match.end(), match.groupdict())
            start = match.start() + 1
        return None

    def take(self, start: int, end: int, parts: Mapping[str, str] | None = None) -> _Found:
        """Take the piece between two positions of the string."""
        self.taken[start:end] = [True] * (end - start)
        text, place = self.text[start:end].strip(), self._place(start)
        return _Found(text, start + self.offset, end + self.offset, place, parts or {})

    def rest(self, start: int = 0, end: int | None = None) -> tuple[Paragraph, ...]:
        """What is not taken between two positions, each piece of a paragraph with its place."""
        pieces: list[Paragraph] = []
        position = 0
        for paragraph in self.paragraphs:
            free = "".join(
                "\0" if self.taken[at] or at < start or (end is not None and at >= end) else one
                for at, one in enumerate(paragraph.text, start=position)
            )
            free_pieces = filter(None, map(str.strip, free.split("\0")))
            pieces += [Paragraph(piece, paragraph.place) for piece in free_pieces]
            position += len(paragraph.text) + 1
        return tuple(pieces)

    def _place(self, position: int) -> Place | None:
        for paragraph in self.paragraphs:
            position -= len(paragraph.text) + 1
            if position < 0:
                return paragraph.place
        return None


def _narrow_digits(text: str) -> str:
    """The text with full-width digits as ASCII, length for length."""
    return text.translate({ord("０") + digit: str(digit) for digit in range(10)})


def read_frame(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> Frame:
    """Read the frame from what stands before the first heading and after the last task."""
    head, tail = _Text(before), _Text(after, offset=_AFTER_CHAPTERS)
    notice = head.find(_NOTICE_TITLE)
    start = notice.end if notice else 0
    number = head.find(_NUMBER, quoted=False)
    plan = _ISSUED_PLAN.search(_unspaced(notice["title"])) if notice else None
    addressees = head.find(_ADDRESSEES, start) if notice else None
    signature = (head.find(_SIGNATURE, start) if plan else None) or tail.find(_SIGNATURE)
    disclosure = head.find(_DISCLOSURE) or tail.find(_DISCLOSURE)
    printed = tail.find(_PRINTED) or head.find(_PRINTED)
    date = signature or head.find(_LONE_DATE) or tail.find(_LONE_DATE) or printed
    letter_from = addressees.end if addressees else start
    if plan:
        title = _title_of_plan(head, plan["title"], start)
        letter = head.rest(letter_from, title.start)
        skipped = head.rest(0, letter_from)
    else:
        title = _Found(_unspaced(notice["title"]), 0, start) if notice else _leading_title(head)
        letter = ()
        skipped = head.rest(0, letter_from)
    closing, furniture = _closing(tail)
    signed = _date(date)
    pieces: list[tuple[FramePart, _Found | None, str]] = [
        ("number", number, ""),
        ("notice_title", notice if plan else None, ""),
        ("addressees", addressees, ""),
        ("disclosure", disclosure, ""),
        ("signature", signature, _signature(signature, signed)),
        ("printed", printed, _signature(printed, _date(printed)) + "印发"),
    ]
    odd = [one for _, one, usual in pieces if one and usual and _unspaced(one.text) != usual]
    positions: list[tuple[int, FramePart]] = [
        *((one.start, part) for part, one, _ in pieces if one and one not in odd),
        (letter_from, "letter"),
        (title.start, "title"),
        (max(title.end, letter_from), "preamble"),
        (_AFTER_CHAPTERS - 1, "chapters"),
        (_AFTER_CHAPTERS, "closing"),
    ]
    return Frame(
        number=_unspaced(number["number"]) if number else "",
        notice_title=_unspaced(notice["title"]) if notice else "",
        addressees=addressees["addressees"] if addressees else "",
        letter=tuple(one.text for one in letter),
        issuer=_unspaced((signature or printed or _NOTHING)["issuer"]),
        issued=signed,
        disclosure=disclosure.text if disclosure else "",
        title=title.text,
        preamble=tuple(one.text for one in head.rest(max(title.end, letter_from))),
        closing=tuple(one.text for one in closing),
        printed=_printed(printed),
        order=tuple(part for _, part in sorted(positions, key=lambda pair: pair[0])),
        left_out=(
            *skipped,
            *(Paragraph(one.text, one.place) for one in odd if one.place),
            *furniture,
        ),
    )


def years_of(title: str) -> tuple[int, int] | None:
    """The first and the last year that a title names: （2021-2025年）."""
    match = _YEARS.search(unicodedata.normalize("NFKC", title))
    return (int(match["start"]), int(match["end"])) if match else None


def _title_of_plan(head: _Text, title: str, start: int) -> _Found:
    """The plan's title above the plan's text, as it stands there; else as the notice has it."""
    spaced = r"\s*".join(map(re.escape, _unspaced(title)))
    for match in reversed(list(re.finditer(spaced, head.text))):
        if match.start() >= start and not head.text[: match.start()].endswith(("《", "〈")):
            found = head.take(match.start(), match.end())
            return replace(found, text=_unspaced(found.text))
    return _Found(title, len(head.text), len(head.text))


def _leading_title(head: _Text) -> _Found:
    """The title that a document without a notice begins with: its lines before a whole sentence."""
    end = 0
    for paragraph in head.paragraphs:
        if re.search(r"[。：；]", paragraph.text):
            break
        end += len(paragraph.text) + 1
    found = head.take(0, min(end, len(head.text)))
    return replace(found, text=_unspaced(found.text))


def _closing(tail: _Text) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs that end the document, and what only surrounds it: no whole sentence."""
    closing, furniture = [], []
    for paragraph in tail.rest():
        sentences, _, remainder = paragraph.text.rpartition("。")
        if sentences:
            closing.append(Paragraph(f"{sentences}。", paragraph.place))
        if remainder.strip():
            furniture.append(Paragraph(remainder.strip(), paragraph.place))
    return closing, furniture


def _printed(found: _Found | None) -> Printed | None:
    date = _date(found)
    return Printed(_unspaced(found["issuer"]), date) if found and date else None


def _signature(found: _Found | None, date: dt.date | None) -> str:
    """How issuer and date are usually written; a document that differs has them left out."""
    return _unspaced(found["issuer"]) + chinese_date(date) if found and date else ""


def _date(found: _Found | None) -> dt.date | None:
    if found is None:
        return None
    try:
        return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _unspaced(text: str) -> str:
    return "".join(text.split())
