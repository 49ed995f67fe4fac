"""How the document numbers and writes its headings, level by level."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from generator.numerals import chinese_numeral, wide_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator import source

Level: TypeAlias = Literal["chapter", "section", "item", "subitem"]
"""A level of headings; `source.Headings` has a notation for each."""

BELOW: dict[Level, Level] = {"chapter": "section", "section": "item", "item": "subitem"}
"""The next level down."""

H = TypeVar("H", bound="source.Headed")


def numbered(parts: Iterable[H], before: int = 0) -> Iterator[tuple[H, int]]:
    """The parts, each with the number its data give, or with the one after the part before it.

    `before` is how many parts of the same level stand before the first.
    """
    number = before
    for part in parts:
        number = number + 1 if part.number is None else part.number
        yield part, number


def heading(
    headings: source.Headings, level: Level, number: int, title: str, written: str | None = None
) -> str:
    """A heading as the document writes it; `written` is that where it is not as usual.

    A part without a title has the mark alone: the notation up to its title.
    """
    if written is not None:
        return written
    notation: str = getattr(headings, level)
    if not title:
        notation = notation.partition("{title}")[0]
    return notation.format(
        n=chinese_numeral(number), number=number, wide=wide_digits(number), title=title
    )
