"""Proposes ids for what a document names, from the sound of its Chinese name."""

from __future__ import annotations

import re
import unicodedata

from pypinyin import lazy_pinyin

_LONGEST = 5
"""Syllables of an id: enough to tell names apart, short enough for an address."""

_HAN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z]+|\d+")


class Identifiers:
    """Ids given so far, so that each is given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def propose(self, name: str, otherwise: str) -> str:
        """An id after `name`, or after `otherwise` if nothing in the name has a sound."""
        proposed = "-".join(_syllables(name)[:_LONGEST])
        if not re.match(r"[a-z]", proposed):
            proposed = f"{otherwise}-{proposed}".rstrip("-")
        number = 1
        unique = proposed
        while unique in self._given:
            number += 1
            unique = f"{proposed}-{number}"
        self._given.add(unique)
        return unique


def _syllables(name: str) -> list[str]:
    runs = _HAN.findall(unicodedata.normalize("NFKC", name))
    spoken = [part for run in runs for part in lazy_pinyin(run, v_to_u=False)]
    return [re.sub(r"[^a-z0-9]", "", part.lower()) for part in spoken if part.isascii()]
