"""Draws the plan's figures to scale: lengths and places; templates only put them into pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.entity import Department
    from generator.plan import Plan
    from generator.source import Indicator, MeasureKind

FULL_LENGTH = 1000
"""The length of the longest bar, in the units of the picture."""

COLUMN, FULL_HEIGHT = 10, 100
"""The width of a strip's column and the height of its highest bar, in the same units."""

_MOST_NUMBERS = 25
"""How many column numbers a strip has room for."""


@dataclass(frozen=True)
class Bar:
    """An indicator and the length of its bar."""

    indicator: Indicator
    length: int


@dataclass(frozen=True)
class Segment:
    """The part of a department's bar for one kind of measure: how many tasks, from where to where.

    `start` and `length` are in units of the picture.
    """

    kind: MeasureKind
    count: int
    start: int
    length: int


@dataclass(frozen=True)
class Mark:
    """A bar in a strip: the middle of its column, and its height."""

    middle: int
    height: int


@dataclass(frozen=True)
class Strip:
    """A department's row of the picture of who works with whom.

    `shared` says how many tasks it shares with each department, in the columns' order, None for
    itself; `marks` are the bars of those it shares any with, `own` is the middle of its own column.
    """

    department: Department
    number: int
    shared: tuple[int | None, ...]
    marks: tuple[Mark, ...]
    own: int


@dataclass(frozen=True)
class Cooperation:
    """Who works with whom: a strip for every department, a column in it for every department.

    `most` is the number of shared tasks that the highest bar stands for, `numbers` has the columns'
    numbers, None where there is no room for one, and `guides` the places between columns that a
    line makes easier to find.
    """

    strips: tuple[Strip, ...]
    most: int
    numbers: tuple[int | None, ...]
    guides: tuple[int, ...]
    width: int
    height: int = FULL_HEIGHT


def bars(indicators: Sequence[Indicator]) -> tuple[Bar, ...]:
    """The indicators as bars from zero to a common scale; none where their units differ."""
    largest = max((indicator.value for indicator in indicators), default=0)
    if largest <= 0 or len({indicator.unit for indicator in indicators}) > 1:
        return ()
    return tuple(
        Bar(indicator, round(indicator.value / largest * FULL_LENGTH)) for indicator in indicators
    )


def loads(plan: Plan) -> dict[Department, tuple[Segment, ...]]:
    """Each department's tasks as a bar with a segment for each kind of measure, on one scale."""
    largest = max((len(plan.tasks_of(one)) for one in plan.departments), default=0) or 1
    return {one: _segments(plan, one, FULL_LENGTH / largest) for one in plan.departments}


def _segments(plan: Plan, department: Department, scale: float) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    before = 0
    for kind in plan.measure_kinds:
        count = sum(plan.measure_of(task).kind == kind for task in plan.tasks_of(department))
        start, end = round(before * scale), round((before + count) * scale)
        segments.append(Segment(kind, count, start, end - start))
        before += count
    return tuple(segments)


def cooperation(plan: Plan) -> Cooperation | None:
    """The departments by the departments they share tasks with; None where nobody shares any."""
    counts = [_shared(plan, department) for department in plan.departments]
    most = max((count for row in counts for count in row if count), default=0)
    if not most:
        return None
    columns = len(plan.departments)
    step = next(step for step in (1, 2, 5, 10, columns) if columns / step <= _MOST_NUMBERS)
    return Cooperation(
        strips=tuple(
            Strip(
                department,
                number,
                row,
                marks=tuple(
                    Mark(_middle(place), round(count / most * FULL_HEIGHT))
                    for place, count in enumerate(row)
                    if count
                ),
                own=_middle(number - 1),
            )
            for number, (department, row) in enumerate(
                zip(plan.departments, counts, strict=True), start=1
            )
        ),
        most=most,
        numbers=tuple(number if number % step == 0 else None for number in range(1, columns + 1)),
        guides=tuple(range(5 * COLUMN, columns * COLUMN, 5 * COLUMN)),
        width=columns * COLUMN,
    )


def _shared(plan: Plan, department: Department) -> tuple[int | None, ...]:
    counts = {one.department: len(one.tasks) for one in plan.partners_of(department)}
    return tuple(
        None if other is department else counts.get(other, 0) for other in plan.departments
    )


def _middle(place: int) -> int:
    return place * COLUMN + COLUMN // 2
