"""Makes the PDF's fonts: what a document needs of the installed Noto CJK fonts, as TrueType.

Chromium embeds TrueType outlines as fonts; the PostScript outlines of Noto CJK it would embed as
drawings of letters without a name (Type 3).
"""

from __future__ import annotations

import io
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

if TYPE_CHECKING:
    from collections.abc import Iterable

_LARGEST_ERROR = 0.5
"""How far the new outlines may be from the old, in thousandths of the font's size."""

_FEATURES = ["ccmp", "chws", "halt", "kern", "liga", "locl", "pwid", "vchw", "vert", "vhal"]
"""What sets punctuation close together, quotes narrow in English, and text in vertical lines."""


class PdfError(Exception):
    """The PDF could not be made; the message says why."""


@dataclass(frozen=True)
class Typeface:
    """A font of the print style sheet: the family it has there, its weight, the font installed."""

    family: str
    weight: int
    installed: str


TYPEFACES = (
    Typeface("Plan Serif", 400, "Noto Serif CJK SC:regular"),
    Typeface("Plan Serif", 700, "Noto Serif CJK SC:bold"),
    Typeface("Plan Sans", 400, "Noto Sans CJK SC:regular"),
)


def truetype(typeface: Typeface, characters: Iterable[str]) -> bytes:
    """The characters of the installed font, as a TrueType font."""
    path, number = _find(typeface.installed)
    options = subset.Options(layout_features=_FEATURES, name_IDs=["*"], notdef_outline=True)
    options.drop_tables += ["VORG"]
    with TTFont(path, fontNumber=number, lazy=True, recalcTimestamp=False) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(characters))
        subsetter.subset(font)
        _replace_outlines(font)
        content = io.BytesIO()
        font.save(content)
    return content.getvalue()


def _find(pattern: str) -> tuple[str, int]:
    """The file of an installed font, and its number in that file."""
    command = ("fc-match", "--format=%{file}\n%{index}\n%{family}", pattern)
    try:
        path, number, families = subprocess.run(
            command, capture_output=True, check=True, text=True
        ).stdout.split("\n")
    except FileNotFoundError:
        families = ""
    if pattern.partition(":")[0] not in families:
        raise PdfError(f"{pattern} is missing: apt-get install fontconfig fonts-noto-cjk")
    return path, int(number)


def _replace_outlines(font: Any) -> None:  # noqa: ANN401 - fontTools has no types for tables
    """Turn a font with PostScript outlines into one with TrueType outlines."""
    drawn, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, _LARGEST_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    del font["CFF "]
    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    font["post"].formatType = 3.0
    font["maxp"].tableVersion = 0x00010000
    for limit in (
        "Zones",
        "TwilightPoints",
        "Storage",
        "FunctionDefs",
        "InstructionDefs",
        "StackElements",
        "SizeOfInstructions",
        "ComponentElements",
    ):
        setattr(font["maxp"], f"max{limit}", int(limit == "Zones"))
    font.sfntVersion = "\0\1\0\0"
