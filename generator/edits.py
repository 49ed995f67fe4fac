"""Finds what was removed from a text and what was added, in pieces that a reader takes in."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

Edit: TypeAlias = tuple[Literal["same", "removed", "added"], str]
"""A piece of a text and what became of it."""

_TOKENS = {"zh": re.compile(r"[A-Za-z0-9.%]+|\s+|."), "en": re.compile(r"\s+|[\w’'-]+|.")}
_SHORTEST_SAME = {"zh": 2, "en": 3}
"""Tokens between two changes that must be the same for them to be told apart."""


def edits(old: str, new: str, language: str) -> tuple[Edit, ...]:
    """The edits that lead from one text to another, in whole words, or Chinese characters.

    What stays between two changes but is shorter than a word or two counts as changed, too: a
    reader sees one change, not splinters of it.
    """
    before, after = _TOKENS[language].findall(old), _TOKENS[language].findall(new)
    operations = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    found: list[Edit] = []
    removed = added = ""
    for number, (tag, i1, i2, j1, j2) in enumerate(operations):
        inner = 0 < number < len(operations) - 1
        if tag == "equal" and not (inner and i2 - i1 < _SHORTEST_SAME[language]):
            found += [("removed", removed), ("added", added), ("same", "".join(before[i1:i2]))]
            removed = added = ""
        else:
            removed += "".join(before[i1:i2])
            added += "".join(after[j1:j2])
    return tuple(
        (kind, text) for kind, text in (*found, ("removed", removed), ("added", added)) if text
    )
