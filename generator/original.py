"""Compares the plan's data with the document as issued, character by character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from generator import source
from generator.heading import BELOW, heading, numbered
from generator.load import ORIGINAL
from generator.numerals import chinese_date
from generator.problem import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.heading import Level
    from generator.load import File, Source
    from generator.yaml_file import Keys

_LAYOUT = re.compile(r"\s+|\*\*|^\s*#+(?=\s)|^\s*---\s*$")
"""Page layout in the document as text, and nothing else: white space (which includes the breaks
that cut sentences at the end of a page), Markdown's marks of bold and of headings, and rules."""

_LONGEST_EXCERPT = 40
_CLAUSE = re.compile(r"[^，。；：、（）()“”《》]*[，。；：、（）()“”《》]?")


_Headed: TypeAlias = (
    source.Chapter | source.Section | source.Item | source.Measure | source.Group | source.Task
)
_AnyFile: TypeAlias = "File[source.Model]"
H = TypeVar("H", bound=source.Headed)


@dataclass(frozen=True)
class Piece:
    """A run of the document that comes from one value of the data.

    `wording` is the text as the document has it, without white space; `place` is what a
    correction calls it; `skipped` counts the characters before the value's own (numbering).
    """

    wording: str
    place: str
    file: File[source.Model]
    keys: Keys
    skipped: int = 0

    def locate(self, offset: int) -> Location:
        """The line in the data of the character at `offset` of the wording."""
        return self.file.yaml.locate_character(self.keys, max(0, offset - self.skipped))


def compare(plan: Source) -> Iterator[Problem]:
    """The document rebuilt from the data must be the document as issued.

    Page layout aside, every difference is listed in `corrections.yaml`.
    """
    if not plan.original:
        return
    pieces, problems = _uncorrected(plan, list(document(plan)))
    yield from problems
    characters = [
        (character, number)
        for number, line in enumerate(plan.original, start=1)
        for character in _LAYOUT.sub("", line)
    ]
    issued = "".join(character for character, _ in characters)
    rebuilt = "".join(piece.wording for piece in pieces)
    for i1, i2, j1, j2 in _differences(issued, rebuilt):
        piece, offset = _piece_at(pieces, j1)
        line = characters[min(i1, len(characters) - 1)][1] if characters else 1
        yield Problem(
            piece.locate(offset),
            piece.place,
            "original",
            f"reads {_excerpt(rebuilt, j1, j2)}, the document (line {line} of {ORIGINAL}) "
            f"reads {_excerpt(issued, i1, i2)}",
            "restore the document's wording, or list the difference in corrections.yaml",
        )


def document(plan: Source) -> Iterator[Piece]:
    """The whole document in its order, rebuilt from the data."""
    file = plan.sole(source.Identity)
    for part in file.content.frame:
        yield from _frame_part(plan, file, part)


def _frame_part(  # noqa: C901 - as many cases as a document has parts
    plan: Source, file: File[source.Identity], part: source.FramePart
) -> Iterator[Piece]:
    identity, notice = file.content, file.content.notice
    match part:
        case "number":
            yield from _line(file, ("document_number",), identity.document_number)
        case "notice_title":
            yield from _line(file, ("notice", "title"), notice.title)
        case "addressees":
            yield from _line(file, ("notice", "addressees"), notice.addressees)
        case "letter":
            yield from _paragraphs("notice", file, ("notice", "paragraphs"), notice.paragraphs)
        case "signature" if identity.issued:
            signature = identity.issuer["zh"] + chinese_date(identity.issued)
            yield Piece(_unspaced(signature), "notice", file, ("issued",))
        case "disclosure":
            yield from _line(file, ("notice", "disclosure"), notice.disclosure)
        case "title":
            yield from _line(file, ("title",), identity.title)
        case "preamble":
            yield from _paragraphs("preamble", file, ("preamble",), identity.preamble)
        case "chapters":
            for chapter, number in _numbered_files(plan.of(source.Chapter)):
                yield from _chapter(plan, identity.headings, number, chapter)
        case "closing":
            yield from _paragraphs("closing", file, ("closing",), identity.closing)
        case "printed" if notice.printed:
            keys: Keys = ("notice", "printed")
            yield from _line(file, (*keys, "by"), notice.printed.by)
            wording = chinese_date(notice.printed.date) + "印发"
            yield Piece(wording, "notice", file, (*keys, "date"))


def _line(file: _AnyFile, keys: Keys, text: source.Text | None) -> Iterator[Piece]:
    if text:
        yield Piece(_unspaced(text["zh"]), "notice", file, (*keys, "zh"))


def _chapter(
    plan: Source, headings: source.Headings, number: int, file: File[source.Chapter]
) -> Iterator[Piece]:
    chapter = file.content
    yield _heading(_written(headings, "chapter", number, chapter), chapter, file, ())
    yield from _paragraphs(chapter.id, file, ("paragraphs",), chapter.paragraphs)
    for index, (section, count) in enumerate(numbered(chapter.sections)):
        keys: Keys = ("sections", index)
        yield _heading(_written(headings, "section", count, section), section, file, keys)
        yield from _paragraphs(section.id, file, (*keys, "paragraphs"), section.paragraphs)
        yield from _items(headings, "item", file, (*keys, "items"), section.items)
    measures = [one for one in plan.of(source.Measure) if one.content.chapter == chapter.id]
    for measure, count in _numbered_files(measures, len(chapter.sections)):
        yield from _measure(headings, count, measure)


def _numbered_files(files: Sequence[File[H]], before: int = 0) -> Iterator[tuple[File[H], int]]:
    numbers = (number for _, number in numbered([file.content for file in files], before))
    return zip(files, numbers, strict=True)


def _measure(headings: source.Headings, number: int, file: File[source.Measure]) -> Iterator[Piece]:
    measure = file.content
    level: Level = "chapter"
    if measure.title:
        level = "section"
        yield _heading(_written(headings, level, number, measure), measure, file, ())
    yield from _paragraphs(measure.id, file, ("paragraphs",), measure.paragraphs)
    below = BELOW[level]
    yield from _items(headings, below, file, ("tasks",), measure.tasks)
    for index, (group, count) in enumerate(numbered(measure.groups, len(measure.tasks))):
        keys: Keys = ("groups", index)
        yield _heading(_written(headings, below, count, group), group, file, keys)
        yield from _paragraphs(group.id, file, (*keys, "paragraphs"), group.paragraphs)
        yield from _items(headings, BELOW[below], file, (*keys, "tasks"), group.tasks)


def _items(
    headings: source.Headings,
    level: Level,
    file: File[source.Chapter] | File[source.Measure],
    keys: Keys,
    items: Iterable[source.Item | source.Task],
) -> Iterator[Piece]:
    for index, (item, number) in enumerate(numbered(items)):
        at: Keys = (*keys, index)
        yield _heading(_written(headings, level, number, item), item, file, at)
        yield Piece(_unspaced(item.text["zh"]), item.id, file, (*at, "text", "zh"))


def _written(headings: source.Headings, level: Level, number: int, part: _Headed) -> str:
    return heading(headings, level, number, part.title["zh"] if part.title else "", part.heading)


def _heading(wording: str, part: _Headed, file: _AnyFile, keys: Keys) -> Piece:
    unspaced = _unspaced(wording)
    if part.title is None:
        return Piece(unspaced, part.id, file, (*keys, "id"))
    before = max(0, unspaced.find(_unspaced(part.title["zh"])))
    return Piece(unspaced, part.id, file, (*keys, "title", "zh"), skipped=before)


def _paragraphs(
    place: str, file: File[source.Model], keys: Keys, paragraphs: Iterable[source.Text]
) -> Iterator[Piece]:
    for index, paragraph in enumerate(paragraphs):
        yield Piece(_unspaced(paragraph["zh"]), place, file, (*keys, index, "zh"))


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _uncorrected(plan: Source, pieces: list[Piece]) -> tuple[list[Piece], list[Problem]]:
    """The pieces as issued: each correction undone at its place, where it must fit exactly once."""
    problems = []
    (file,) = plan.of(source.Corrections)
    for index, correction in enumerate(file.content.corrections):
        fitting = [
            (position, piece.wording.index(correction.corrected))
            for position, piece in enumerate(pieces)
            if piece.place == correction.place and correction.corrected in piece.wording
        ]
        count = sum(pieces[position].wording.count(correction.corrected) for position, _ in fitting)
        if not any(piece.place == correction.place for piece in pieces):
            continue  # an unknown place is a problem of its own
        if count != 1 or not correction.corrected:
            wrong = f"{correction.corrected!r} occurs {count} times at {correction.place!r}"
            right = "quote enough around it that it occurs exactly once"
            problems.append(file.problem(("corrections", index, "corrected"), wrong, right))
            continue
        ((position, start),) = fitting
        piece = pieces[position]
        end = start + len(correction.corrected)
        wording = piece.wording[:start] + correction.issued + piece.wording[end:]
        pieces[position] = Piece(wording, piece.place, piece.file, piece.keys, piece.skipped)
    return pieces, problems


def _differences(issued: str, rebuilt: str) -> Iterator[tuple[int, int, int, int]]:
    """Where the two differ, as in `SequenceMatcher.get_opcodes`: by clauses, then trimmed."""
    if issued == rebuilt:
        return
    a, b = _CLAUSE.findall(issued), _CLAUSE.findall(rebuilt)
    starts_a, starts_b = _starts(a), _starts(b)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            start_i, end_i = starts_a[i1], starts_a[i2]
            start_j, end_j = starts_b[j1], starts_b[j2]
            while start_i < end_i and start_j < end_j and issued[start_i] == rebuilt[start_j]:
                start_i, start_j = start_i + 1, start_j + 1
            while start_i < end_i and start_j < end_j and issued[end_i - 1] == rebuilt[end_j - 1]:
                end_i, end_j = end_i - 1, end_j - 1
            yield start_i, end_i, start_j, end_j


def _starts(parts: list[str]) -> list[int]:
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    return starts


def _piece_at(pieces: list[Piece], position: int) -> tuple[Piece, int]:
    starts = _starts([piece.wording for piece in pieces])
    for piece, (start, end) in zip(pieces, pairwise(starts), strict=True):
        if position < end:
            return piece, position - start
    return pieces[-1], len(pieces[-1].wording)


def _excerpt(text: str, start: int, end: int) -> str:
    """The differing characters with a few around them, so that the place can be found."""
    before, after = text[max(0, start - 6) : start], text[end : end + 6]
    middle = text[start:end]
    if len(middle) > _LONGEST_EXCERPT:
        middle = f"{middle[: _LONGEST_EXCERPT - 10]}…{middle[-8:]}"
    return f"“{before}[{middle}]{after}”"
