"""Finds out how a document writes its headings, so that only what is unusual need be noted."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

from generator import source
from generator.heading import BELOW, Level, heading
from generator.numerals import chinese_numeral, wide_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

H = TypeVar("H", bound=source.Headed)


def usual_headings(
    chapters: Iterable[source.Chapter], measures: Iterable[source.Measure]
) -> source.Headings:
    """The notation that most headings of each level have."""
    seen: dict[Level, Counter[str]] = defaultdict(Counter)

    def look(part: source.Headed, level: Level, _: int) -> source.Headed:
        title = _title(part)
        if part.heading and title and part.number:
            seen[level][_notation(part.heading, part.number, title)] += 1
        return part

    _each(chapters, measures, look)
    return source.Headings(
        **{level: counted.most_common(1)[0][0] for level, counted in seen.items()}
    )


def with_unusual_headings(
    chapters: Iterable[source.Chapter],
    measures: Iterable[source.Measure],
    usual: source.Headings,
) -> tuple[tuple[source.Chapter, ...], tuple[source.Measure, ...]]:
    """The parts without the headings and numbers that go without saying."""

    def unusual(part: source.Headed, level: Level, expected: int) -> source.Headed:
        number = part.number or expected
        written = heading(usual, level, number, _title(part))
        same = part.heading is not None and _unspaced(part.heading) == _unspaced(written)
        kept = {
            "heading": None if same else part.heading,
            "number": None if number == expected else number,
        }
        return part.model_copy(update=kept)

    return _each(chapters, measures, unusual)


Change: TypeAlias = "Callable[[source.Headed, Level, int], source.Headed]"


def _each(
    chapters: Iterable[source.Chapter], measures: Iterable[source.Measure], change: Change
) -> tuple[tuple[source.Chapter, ...], tuple[source.Measure, ...]]:
    """Change every part, each with its level and the number after that of the part before it."""
    measures = tuple(measures)
    changed: dict[str, source.Measure] = {}
    new_chapters = []
    for chapter in _numbered(chapters, "chapter", change):
        sections = []
        for section in _numbered(chapter.sections, "section", change):
            items = tuple(_numbered(section.items, "item", change))
            sections.append(section.model_copy(update={"items": items}))
        own = [one for one in measures if one.chapter == chapter.id]
        before = [part.number for part in chapter.sections]
        count = before[-1] or len(before) if before else 0
        for measure in _numbered(own, "section", change, count):
            level: Level = "item" if measure.title else "section"
            tasks = tuple(_numbered(measure.tasks, level, change))
            number = tasks[-1].number or len(tasks) if tasks else 0
            groups = tuple(
                group.model_copy(
                    update={"tasks": tuple(_numbered(group.tasks, BELOW[level], change))}
                )
                for group in _numbered(measure.groups, level, change, number)
            )
            changed[measure.id] = measure.model_copy(update={"tasks": tasks, "groups": groups})
        new_chapters.append(chapter.model_copy(update={"sections": tuple(sections)}))
    return tuple(new_chapters), tuple(changed[one.id] for one in measures)


def _numbered(parts: Iterable[H], level: Level, change: Change, before: int = 0) -> Iterator[H]:
    for part in parts:
        yield cast("H", change(part, level, before + 1))
        before = part.number or before + 1


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _title(part: source.Headed) -> str:
    title: source.Text | None = getattr(part, "title", None)
    return title["zh"] if title else ""


def _notation(written: str, number: int, title: str) -> str:
    mark, _, end = _unspaced(written).partition(_unspaced(title))
    for numeral, name in (
        (chinese_numeral(number), "{n}"),
        (wide_digits(number), "{wide}"),
        (str(number), "{number}"),
    ):
        if numeral in mark:
            return f"{mark.replace(numeral, name, 1)}{{title}}{end}"
    return f"{mark}{{title}}{end}"
