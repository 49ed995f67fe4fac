"""Resolves a source into the plan: finds departments by name, numbers clauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from generator import source
from generator.entity import (
    MEASURE_FOLDERS,
    Chapter,
    Clause,
    Department,
    Group,
    Item,
    Measure,
    Responsibility,
    Section,
    Task,
)
from generator.heading import numbered
from generator.language import LANGUAGES
from generator.plan import Plan
from generator.statement import ROLES, split_statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.load import Source
    from generator.source import MeasureKind

H = TypeVar("H", bound=source.Headed)

_LONGEST_BEGINNING = {"zh": 24, "en": 70}
"""In characters; what a task without a title is called in lists."""


def resolve(plan: Source) -> Plan:
    """The plan that a source without problems describes."""
    departments = tuple(
        Department(one.id, one.name, one.kind, one.aliases, one.mandates, order, one.part_of)
        for order, one in enumerate(plan.sole(source.Departments).content.departments)
    )
    by_name = {name: one for one in departments for name in (one.name["zh"], *one.aliases)}
    indicators = plan.sole(source.Indicators).content
    return Plan(
        identity=plan.sole(source.Identity).content,
        chapters=tuple(
            _chapter(plan, chapter, number, by_name)
            for chapter, number in numbered(file.content for file in plan.of(source.Chapter))
        ),
        departments=departments,
        indicators=indicators.indicators,
        indicators_note=indicators.note,
        terms=plan.sole(source.Glossary).content.terms,
        corrections=plan.sole(source.Corrections).content.corrections,
        updates=plan.sole(source.Updates).content.updates,
        redirects=plan.sole(source.Redirects).content.redirects,
    )


def _chapter(
    plan: Source, chapter: source.Chapter, number: int, by_name: dict[str, Department]
) -> Chapter:
    clause = Clause(number)
    sections = tuple(
        Section(
            one.id,
            one.title,
            one.paragraphs,
            tuple(
                Item(
                    item.id,
                    item.title or _beginning(item.text),
                    item.title is not None,
                    item.text,
                    below,
                    item.heading,
                )
                for item, below in _placed(one.items, at)
            ),
            at,
            one.heading,
        )
        for one, at in _placed(chapter.sections, clause)
    )
    files = [
        (kind, file.content)
        for kind, folder in MEASURE_FOLDERS.items()
        for file in plan.of(source.Measure, folder)
        if file.content.chapter == chapter.id
    ]
    measures = tuple(
        _measure(kind, measure, chapter, at if measure.title else clause, by_name)
        for (kind, measure), at in zip(
            files,
            (at for _, at in _placed([one for _, one in files], clause, len(sections))),
            strict=True,
        )
    )
    return Chapter(
        chapter.id,
        chapter.title,
        chapter.paragraphs,
        sections,
        measures,
        clause,
        chapter.heading,
    )


def _placed(parts: Iterable[H], above: Clause, before: int = 0) -> Iterator[tuple[H, Clause]]:
    return ((part, above.below(number)) for part, number in numbered(parts, before))


def _measure(
    kind: MeasureKind,
    measure: source.Measure,
    chapter: source.Chapter,
    clause: Clause,
    by_name: dict[str, Department],
) -> Measure:
    groups = tuple(
        (Group(one.id, one.title, one.paragraphs, at, one.heading), one.tasks)
        for one, at in _placed(measure.groups, clause, len(measure.tasks))
    )
    below: list[tuple[Group | None, Clause, Iterable[source.Task]]] = [
        (None, clause, measure.tasks),
        *((group, group.clause, tasks) for group, tasks in groups),
    ]
    return Measure(
        id=measure.id,
        kind=kind,
        title=measure.title or chapter.title,
        paragraphs=measure.paragraphs,
        clause=clause,
        heading=measure.heading,
        tasks=tuple(
            _task(task, measure, group, number, by_name)
            for group, at, tasks in below
            for task, number in _placed(tasks, at)
        ),
        groups=tuple(group for group, _ in groups),
        is_chapter=measure.title is None,
    )


def _task(
    task: source.Task,
    measure: source.Measure,
    group: Group | None,
    clause: Clause,
    by_name: dict[str, Department],
) -> Task:
    body, statement = split_statement(task.text["zh"])
    return Task(
        id=task.id,
        measure=measure.id,
        title=task.title or _beginning(task.text),
        titled=task.title is not None,
        text=task.text.model_copy(update={"zh": body}),
        statement=statement.wording if statement else "",
        clause=clause,
        heading=task.heading,
        responsibilities=tuple(_responsibilities(task.responsibilities, by_name)),
        open=task.responsibilities.open,
        deadlines=task.deadlines,
        group=group,
    )


def _beginning(text: source.Text) -> source.Text:
    """What a task without a title is called: its text up to a mark, cut where that is far."""
    return text.model_copy(
        update={
            language.code: _cut(text[language.code], _LONGEST_BEGINNING[language.code])
            for language in LANGUAGES
        }
    )


def _cut(text: str, longest: int) -> str:
    clause = re.split(r"[，。；：,;:.（(]", text, maxsplit=1)[0]
    if len(clause) <= longest:
        return clause
    words = clause[:longest].rsplit(" ", 1)[0] if " " in clause else clause[:longest]
    return f"{words}…"


def _responsibilities(
    written: source.Responsibilities, by_name: dict[str, Department]
) -> Iterator[Responsibility]:
    for role in ROLES:
        names: Iterable[str] = getattr(written, role)
        yield from (Responsibility(by_name[name], role, name) for name in names)
