"""Keeps translations consistent: a term of the glossary always has the glossary's translation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator import parts, source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.load import Source
    from generator.problem import Problem

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


def terms_translated(plan: Source) -> Iterator[Problem]:
    """Where a text has a term of the glossary, its translation has the term's translation.

    The longest term that fits counts: 科普中国 is not also 科普. Case and the form of quotation
    marks do not matter. Names of departments have translations of their own.
    """
    terms = {term.zh: term for file in plan.of(source.Glossary) for term in file.content.terms}
    if not terms:
        return
    longest_first = sorted(terms, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    for file, keys, text in parts.texts(plan):
        if not text["en"] or "departments" in keys:
            continue
        translation = _folded(text["en"])
        for name in dict.fromkeys(pattern.findall(text["zh"])):
            term = terms[name]
            if not any(_folded(form) in translation for form in (term.en, *term.also)):
                wrong = f"does not translate {name} as the glossary does"
                right = f"write “{term.en}”, or add this form under also: in glossary.yaml"
                yield file.problem((*keys, "en"), wrong, right)


def _folded(text: str) -> str:
    return " ".join(text.translate(_QUOTES).casefold().split())
