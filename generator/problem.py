"""What is wrong with the plan's data, as data, so that all problems can be shown at once."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, order=True)
class Location:
    """A line (counted from 1) of a file, the file named as the maintainer would name it."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where, of which entity and field, what is wrong and what would be right."""

    location: Location
    entity: str
    field: str
    wrong: str
    right: str

    def __str__(self) -> str:
        return f"{self.location}: {self.entity}: {self.field}: {self.wrong}; {self.right}"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name most like `name`, or None where nothing comes near."""
    matches = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return matches[0] if matches else None
