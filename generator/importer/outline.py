"""Finds the structure of a document: headings by their marks and numbers, and the texts below them.

Some documents come with every heading in a line of its own, others as one line without a break. So
a mark counts by its number, not by its line: it must go on counting (二、 after 一、) or begin a
level of its own, and it must begin a paragraph, follow a sentence, or follow a heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from generator.importer.mark import HEADINGS, Mark, heading_mark, marks
from generator.statement import placed_statements, split_statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.importer.document import Block, Place

_TOP = ("part", "chapter", "article")
_INSIDE = ("numbered", "bracketed", "circled", "ordinal", "dash")
"""Marks that also stand inside a task's text, where they are no structure."""

_LONGEST_TITLE = 45
_LONGEST_GAP = 3
"""How far a number may be ahead of the one before it where it begins a paragraph."""

_SENTENCE_MARK = re.compile(r"[。；！？]")
_TITLE_AND_COLON = re.compile(r"[^，。；：:（(“]{2,16}[：:](?=.{12})")
_SPACE_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_WHOLE = ("。", "！", "？", "；", "）", ")")
"""How a paragraph ends that is a whole sentence."""

_HAS_NUMBER = re.compile(r"\d{4}年")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or what an outline has of one, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True)
class Part:
    """A part of the document: its mark and title, its own paragraphs, and the parts below it.

    `heading` is the heading as it stands, with mark and the punctuation that ends it; it is empty
    for what stands before the first mark.
    """

    mark: Mark | None
    heading: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    parts: tuple[Part, ...]
    place: Place

    @property
    def text(self) -> str:
        """Its own paragraphs in one."""
        return "".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def leaves(self) -> Iterator[Part]:
        """The parts without parts below it, itself included."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves


@dataclass
class _Open:
    """A part that is still being read: pieces of text, each from its place, and open parts."""

    mark: Mark | None
    place: Place
    pieces: list[tuple[str, Place]] = field(default_factory=list)
    parts: list[_Open] = field(default_factory=list)

    @property
    def ended(self) -> bool:
        """Whether a sentence of it has ended, so that what follows is no longer its heading."""
        return any(_SENTENCE_MARK.search(text) for text, _ in self.pieces)


def outline(blocks: Iterable[Block]) -> Part:
    """The document as one part, whose parts are its chapters."""
    blocks = [block for block in blocks if block.text.strip()]
    root = _Open(None, blocks[0].place)
    stack = [root]
    counted: dict[str, int] = {}
    for block in blocks:
        start = 0
        found = list(marks(block.text))
        if not any(mark.leading for mark in found) and (heading := heading_mark(block.style)):
            found = [heading]
        for mark in found:
            if not _counts(mark, stack, counted, block.text[start : mark.start]):
                continue
            stack[-1].pieces.append((block.text[start : mark.start], block.place))
            while any(_ends(part.mark, mark) for part in stack if part.mark):
                stack.pop()
            part = _Open(mark, block.place)
            stack[-1].parts.append(part)
            stack.append(part)
            counted[mark.style] = mark.number
            start = mark.end
        stack[-1].pieces.append((block.text[start:], block.place))
    return _close(root)


def _ends(before: Mark, mark: Mark) -> bool:
    """Whether a heading with this mark ends a part that began with the mark before."""
    if mark.style in HEADINGS and before.style in HEADINGS:
        return before.style >= mark.style
    return before.style == mark.style or mark.style in _TOP or mark.style == HEADINGS[0]


def _counts(mark: Mark, stack: list[_Open], counted: dict[str, int], before: str) -> bool:
    """Whether the mark is a heading's: it goes on counting, where a heading can stand."""
    heading_before = stack[-1].mark is not None and not (
        stack[-1].ended or _SENTENCE_MARK.search(before)
    )
    follows_heading = heading_before and mark.style == "section"
    if not (mark.leading or mark.after_sentence or follows_heading):
        return False
    if mark.style in HEADINGS:
        return True
    if mark.style == "dash":
        return mark.leading or before.rstrip().endswith(("。", "）", ")"))
    same = (part.mark for part in stack if part.mark and part.mark.style == mark.style)
    last = next((one.number for one in same), None)
    if last is None:
        return mark.number == 1 or mark.number == counted.get(mark.style, 0) + 1
    if mark.number == last + 1:
        return True
    return mark.leading and last < mark.number <= last + _LONGEST_GAP


def _close(opened: _Open) -> Part:
    parts = tuple(_close(part) for part in opened.parts)
    paragraphs = tuple(
        Paragraph(text.strip(), place) for text, place in opened.pieces if text.strip()
    )
    heading, title = "", ""
    if opened.mark:
        heading, title, paragraphs = _split_title(opened.mark, paragraphs, has_parts=bool(parts))
    part = Part(opened.mark, heading, title, paragraphs, parts, opened.place)
    return part if _is_structure(part) else _dissolved(part)


def _split_title(
    mark: Mark, paragraphs: tuple[Paragraph, ...], *, has_parts: bool
) -> tuple[str, str, tuple[Paragraph, ...]]:
    """The heading as written, its title, and the paragraphs that are left for the text."""
    if not paragraphs:
        return mark.wording, "", ()
    first, *rest = paragraphs
    sentence = _SENTENCE_MARK.search(first.text)
    end = sentence.start() if sentence else len(first.text)
    after = sentence.end() if sentence else end
    colon = _TITLE_AND_COLON.match(first.text)
    if colon and colon.end() < end:
        end, after = colon.end() - 1, colon.end()
    space = _SPACE_BETWEEN_HAN.search(first.text, 0, end)
    run_on = not mark.leading or (space and "，" in first.text[space.end() : end])
    if space and (end > _LONGEST_TITLE or run_on):  # where lines ended, in one long line
        end, after = space.start(), space.end()
    title, text = first.text[:end].strip(), first.text[after:].strip()
    body, statement = split_statement(title, bare=True)
    if statement and body:  # 加强领导（责任单位：甲局）
        after = len(first.text) - len(first.text.lstrip()) + len(body)
        title, text = body, first.text[after:].strip()
        sentence = None
    is_all = not text and not rest and not has_parts
    bare = text and not split_statement(text)[0].strip("。；") and _HAS_NUMBER.search(title)
    if len(title) > _LONGEST_TITLE or is_all or bare or (sentence and sentence[0] != "。"):
        return mark.wording, "", paragraphs
    left = (Paragraph(text, first.place), *rest) if text else tuple(rest)
    return mark.wording + first.text[:after].strip(), _unspaced(title), left


def _unspaced(text: str) -> str:
    return _SPACE_BETWEEN_HAN.sub("", text)


def _is_structure(part: Part) -> bool:
    """Whether the parts below are structure, not lists inside the part's text.

    Marks such as 一是 are structure where the parts say who is responsible for each, or where each
    begins a paragraph. Where only the last part says so, it says it for all of them.
    """
    if not part.parts or part.parts[0].mark is None or part.parts[0].mark.style not in _INSIDE:
        return True
    responsible = [any(_has_statement(leaf) for leaf in below.leaves) for below in part.parts]
    if any(responsible):
        return len(responsible) == 1 or any(responsible[:-1])
    return all(below.mark and below.mark.leading for below in part.parts)


def _has_statement(part: Part) -> bool:
    return split_statement(part.text)[1] is not None


def _dissolved(part: Part) -> Part:
    """The part with what stands below it as its own text again, mark for mark."""
    paragraphs = list(part.paragraphs)
    for below in part.parts:
        flat = _dissolved(below)
        texts = [paragraph.text for paragraph in flat.paragraphs]
        heading = flat.heading or (flat.mark.wording if flat.mark else "")
        first = heading + (texts[0] if texts else "")
        mended = [Paragraph(first, below.place), *flat.paragraphs[1:]]
        if below.mark and not below.mark.leading and paragraphs:
            last = paragraphs.pop()
            mended[0] = Paragraph(last.text + first, last.place)
        paragraphs += mended
    return Part(part.mark, part.heading, part.title, tuple(paragraphs), (), part.place)


def without_tail(root: Part) -> tuple[Part, tuple[Paragraph, ...]]:
    """The outline without what follows its last task or last whole sentence, and that.

    Where no heading follows, only the statement of the last task tells where the task ends.
    """
    if root.parts:
        last, tail = without_tail(root.parts[-1])
        return replace(root, parts=(*root.parts[:-1], last)), tail
    kept, after = list(root.paragraphs), list[Paragraph]()
    stated = any(True for _ in placed_statements(root.text))
    while kept:
        paragraph = kept.pop()
        end = max((end for end, _ in placed_statements(paragraph.text)), default=0)
        if end == 0 and not stated and paragraph.text.endswith(_WHOLE):
            end = len(paragraph.text)
        if rest := paragraph.text[end:].lstrip("。；; "):
            after.insert(0, Paragraph(rest, paragraph.place))
        if end:
            text = paragraph.text[: len(paragraph.text) - len(rest)].rstrip()
            kept.append(Paragraph(text, paragraph.place))
            break
    if not kept:
        return root, ()
    return replace(root, paragraphs=tuple(kept)), tuple(after)
