"""Puts text into Markdown, HTML and front matter so that it always comes out as the text it is."""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.labels import Untranslated
from generator.language import CHINESE

if TYPE_CHECKING:
    from collections.abc import Mapping

_PUNCTUATION = re.compile(
    r"""
    (?<=[^\W\d_]) [.,'] (?=\s|$)       # ends a word: left as it is
    | (?<=[^\W_]) [-'] (?=[^\W_])      # joins two words, two numbers, an id: left as it is
    | (?P<markup>[!-/:-@\[-`{-~])       # anywhere else, ASCII punctuation may be markup
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=1 << 16)
def escape(text: str) -> Markup:
    """Text as Markdown that renders as exactly this text, in one line.

    ASCII punctuation becomes character references, except where plain prose has it: nothing is
    left that Markdown, its extensions or HTML could take for markup.
    """

    def reference(match: re.Match[str]) -> str:
        return f"&#{ord(match[0])};" if match["markup"] else match[0]

    return Markup(_PUNCTUATION.sub(reference, " ".join(text.split())))


def shown(text: str) -> Markup:
    """Text as `escape` puts it out, marked as Chinese where a translation is missing."""
    if isinstance(text, Untranslated):
        return Markup('<span lang="{}">{}</span>').format(CHINESE.tag, escape(str(text)))
    return escape(text)


def front_matter(fields: Mapping[str, object]) -> str:
    """YAML front matter; texts are HTML, because the theme puts them into its pages as they are."""
    shown = {
        name: html.escape(value) if isinstance(value, str) else value
        for name, value in fields.items()
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in shown.items()]
    return "---\n" + "\n".join(lines) + "\n---\n"
