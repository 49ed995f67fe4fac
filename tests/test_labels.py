"""The site's own words: the same in every language, all there and all used."""

from __future__ import annotations

import re

import pytest
from conftest import PROJECT

from generator.labels import labels
from generator.language import CHINESE, LANGUAGES, Language

PLACEHOLDER = re.compile(r"\{(\w+)\}")


def patterns(language: Language) -> dict[str, list[str]]:
    return {
        name: list(wording.values()) if isinstance(wording, dict) else [wording]
        for name, wording in labels(language).wording.items()
    }


@pytest.mark.parametrize("language", LANGUAGES[1:], ids=lambda language: language.code)
def test_every_language_has_the_same_labels(language: Language) -> None:
    chinese, other = patterns(CHINESE), patterns(language)
    own = {
        "heading_chapter",
        "heading_section",
        "heading_item",
        "heading_subitem",
        "heading_untitled",
        "statement",
    }
    own |= {name for name in other if name.startswith("statement_")}
    assert set(other) - own == set(chinese)


@pytest.mark.parametrize("language", LANGUAGES[1:], ids=lambda language: language.code)
def test_every_language_fills_in_the_same_values(language: Language) -> None:
    def values(pattern_list: list[str]) -> set[str]:
        return {name for pattern in pattern_list for name in PLACEHOLDER.findall(pattern)}

    other = patterns(language)
    for name, wordings in patterns(CHINESE).items():
        spare = values(wordings) ^ values(other[name])
        assert spare <= {"title", "cited", "subject"}, name


def test_every_label_is_used() -> None:
    sources = [
        path.read_text("utf-8")
        for folder in ("generator", "overrides")
        for path in (PROJECT / folder).rglob("*")
        if path.suffix in (".py", ".j2", ".html")
    ]
    code = "\n".join(sources)
    composed = re.compile(
        "(title|description|kind|role|short|legend|indicator|clause|place|heading|statement)_"
    )
    unused = [
        name
        for name in patterns(LANGUAGES[-1])
        if not composed.match(name) and not re.search(rf"\b{name}\b", code)
    ]
    assert unused == []
