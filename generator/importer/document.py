"""A document as it was read, whatever its format: paragraphs and tables, each with its place."""

from __future__ import annotations

from dataclasses import dataclass


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
    table: tuple[tuple[str, ...], ...] = ()


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
