"""Reads the responsibility sentence in brackets with which official documents end a task."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast, get_args

from generator.source import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLES: tuple[Role, ...] = get_args(Role)

NOTATIONS = (
    "牵头单位：{lead}[，；]配合单位：{support}",
    "牵头单位：{lead}",
    "责任单位：{responsible}",
    "{lead}牵头(?:负责)?，{support}配合",
    "{lead}牵头，{responsible}(?:按职责分工)?负责",
    "{lead}牵头(?:负责)?",
    "{responsible}(?:按职责分工)?负责",
)
"""What stands between the brackets, the first that fits; `{role}` is a list of names."""

_NAMES = r"[^（）：，；。、]+?(?:、[^（）：，；。、]+?)*?"
_PATTERNS = tuple(
    re.compile(f"（{notation.format(**{role: f'(?P<{role}>{_NAMES})' for role in ROLES})}）")
    for notation in NOTATIONS
)


@dataclass(frozen=True)
class Statement:
    """A responsibility sentence: its wording with the brackets, and its names by role, in order."""

    wording: str
    names: tuple[tuple[Role, str], ...]


def split_statement(text: str) -> tuple[str, Statement | None]:
    """A task's Chinese text without its responsibility sentence, and the sentence if there is one.

    Only a bracket that ends the text counts: 牵头 and 负责 also occur in running text.
    """
    start = text.rfind("（")
    if start < 0:
        return text, None
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(text, start):
            return text[:start], Statement(match[0], tuple(_names(match)))
    return text, None


def _names(match: re.Match[str]) -> Iterator[tuple[Role, str]]:
    for role, names in match.groupdict().items():
        yield from ((cast("Role", role), name) for name in names.split("、"))
