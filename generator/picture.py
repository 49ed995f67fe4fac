"""Lays out the picture of the plan's indicators; the template only draws what is placed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.source import Indicator

WIDTH = 640
_BAR_HEIGHT = 28
_ROW_HEIGHT = 76
_LABEL_BASELINE = 20
_BAR_TOP = 32
_SPACE_FOR_VALUE = 90


@dataclass(frozen=True)
class Bar:
    """A bar and where its two texts stand, in the units of the picture."""

    indicator: Indicator
    y: int
    width: int
    height: int
    label_y: int
    value_x: int
    value_y: int


@dataclass(frozen=True)
class Picture:
    """Bars from zero, one an indicator, to a common scale."""

    width: int
    height: int
    bars: tuple[Bar, ...]


def picture(indicators: Sequence[Indicator]) -> Picture | None:
    """The indicators as bars in their order; None where there is nothing to draw to scale."""
    largest = max((indicator.value for indicator in indicators), default=0)
    if largest <= 0 or len({indicator.unit for indicator in indicators}) > 1:
        return None
    bars = []
    for row, indicator in enumerate(indicators):
        top = row * _ROW_HEIGHT
        width = round(indicator.value / largest * (WIDTH - _SPACE_FOR_VALUE))
        bars.append(
            Bar(
                indicator=indicator,
                y=top + _BAR_TOP,
                width=width,
                height=_BAR_HEIGHT,
                label_y=top + _LABEL_BASELINE,
                value_x=width + 10,
                value_y=top + _BAR_TOP + 20,
            )
        )
    return Picture(WIDTH, len(bars) * _ROW_HEIGHT, tuple(bars))
