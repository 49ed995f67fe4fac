"""Draws the plan's indicators to scale; the template only puts the lengths into the picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.source import Indicator

FULL_LENGTH = 1000
"""The length of the longest bar, in the units of the picture."""


@dataclass(frozen=True)
class Bar:
    """An indicator and the length of its bar."""

    indicator: Indicator
    length: int


def bars(indicators: Sequence[Indicator]) -> tuple[Bar, ...]:
    """The indicators as bars from zero to a common scale; none where their units differ."""
    largest = max((indicator.value for indicator in indicators), default=0)
    if largest <= 0 or len({indicator.unit for indicator in indicators}) > 1:
        return ()
    return tuple(
        Bar(indicator, round(indicator.value / largest * FULL_LENGTH)) for indicator in indicators
    )
