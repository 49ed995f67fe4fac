"""A document as it was read, whatever its format: paragraphs and tables, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Rows: TypeAlias = tuple[tuple[str, ...], ...]
"""The rows of a table, each with the texts of its cells."""


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in a file, as a person would look for it: line 12, page 3."""

    unit: str
    number: int

    def __str__(self) -> str:
        return f"{self.unit} {self.number}"


@dataclass(frozen=True)
class Block:
    """A paragraph, or a table with its rows of cells.

    `style` is what the format says the paragraph is: `heading 2`, or nothing.
    """

    text: str
    place: Place
    style: str = ""
    table: Rows = ()


@dataclass(frozen=True)
class Document:
    """A document's blocks in order, and what of its characters is no part of its text.

    `left_out` are page numbers, running heads and what surrounds a text on a web page.
    """

    name: str
    blocks: tuple[Block, ...]
    left_out: tuple[Block, ...] = ()


class DocumentError(Exception):
    """A file that cannot be read as a document; says what is wrong and what would be right."""


MOST_CHARACTERS, MOST_LINES = 2_000_000, 100_000
"""100 pages have 2,200 lines of 28 characters (GB/T 9704-2012); what is far beyond is no plan."""


def check_length(name: str, *, characters: int = 0, lines: int = 0) -> None:
    """Raise `DocumentError` if a text has more characters, lines or paragraphs than any plan."""
    for count, most, what in (
        (characters, MOST_CHARACTERS, "characters"),
        (lines, MOST_LINES, "lines"),
    ):
        if count > most:
            raise DocumentError(
                f"{name}: has {count} {what}, more than any plan; is it the right file?"
            )
