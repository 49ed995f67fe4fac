"""Pictures say the same as the figures beside them, whatever the size of the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.picture import FULL_HEIGHT, FULL_LENGTH, cooperation, loads

if TYPE_CHECKING:
    from generator.plan import Plan


def test_the_longest_bar_is_full_and_all_are_on_its_scale(real_plan: Plan) -> None:
    bars = loads(real_plan)
    most = max(len(real_plan.tasks_of(one)) for one in real_plan.departments)
    for department, segments in bars.items():
        tasks = len(real_plan.tasks_of(department))
        assert [segment.kind for segment in segments] == ["action", "project"]
        assert sum(segment.count for segment in segments) == tasks
        assert segments[0].start == 0
        assert segments[1].start == segments[0].length
        assert sum(segment.length for segment in segments) == round(tasks / most * FULL_LENGTH)


def test_what_two_departments_share_is_the_same_both_ways(real_plan: Plan) -> None:
    picture = cooperation(real_plan)
    assert picture is not None
    shared = [strip.shared for strip in picture.strips]
    for row, strip in enumerate(picture.strips):
        assert strip.shared[row] is None
        assert [shared[column][row] for column in range(len(shared))] == list(strip.shared)
        partners = real_plan.partners_of(strip.department)
        assert len(strip.marks) == len(partners)
        assert sum(count or 0 for count in strip.shared) == sum(len(one.tasks) for one in partners)
        assert all(0 < mark.height <= FULL_HEIGHT for mark in strip.marks)
        assert all(0 < mark.middle < picture.width for mark in strip.marks)
    assert max(mark.height for strip in picture.strips for mark in strip.marks) == FULL_HEIGHT
    assert picture.numbers == tuple(range(1, 23))


def test_many_departments_have_fewer_numbers(real_plan: Plan) -> None:
    others = tuple(replace(real_plan.departments[0], id=f"office-{number}") for number in range(78))
    picture = cooperation(replace(real_plan, departments=(*real_plan.departments, *others)))
    assert picture is not None
    assert [number for number in picture.numbers if number] == list(range(5, 101, 5))


def test_there_is_no_picture_where_nobody_shares_a_task(real_plan: Plan) -> None:
    task = real_plan.tasks[0]
    alone = replace(task, responsibilities=task.responsibilities[:1])
    measure = replace(real_plan.measures[0], tasks=(alone,))
    chapter = replace(real_plan.chapters[2], measures=(measure,))
    assert cooperation(replace(real_plan, chapters=(chapter,))) is None
    assert loads(replace(real_plan, chapters=(), departments=())) == {}
