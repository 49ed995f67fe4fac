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


MOST_CHARACTERS = 2_000_000
"""A plan of 100 pages has 100,000 characters; what is far beyond is no plan."""


def check_length(characters: int, name: str) -> None:
    """Raise `DocumentError` if a text has more characters than any plan."""
    if characters > MOST_CHARACTERS:
        raise DocumentError(
            f"{name}: has {characters} characters, more than any plan; is it the right file?"
        )
