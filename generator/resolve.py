"""Resolves a source into the plan: finds departments by name, numbers clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import source
from generator.plan import (
    MEASURE_FOLDERS,
    Chapter,
    Clause,
    Department,
    Item,
    Measure,
    Plan,
    Responsibility,
    Section,
    Task,
)
from generator.statement import ROLES, split_statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.load import Source
    from generator.source import MeasureKind


def resolve(plan: Source) -> Plan:
    """The plan that a source without problems describes."""
    departments = tuple(
        Department(one.id, one.name, one.kind, one.aliases, one.mandates, order)
        for order, one in enumerate(plan.sole(source.Departments).content.departments)
    )
    by_name = {name: one for one in departments for name in (one.name["zh"], *one.aliases)}
    return Plan(
        identity=plan.sole(source.Identity).content,
        chapters=tuple(
            _chapter(plan, file.content, number, by_name)
            for number, file in enumerate(plan.of(source.Chapter), start=1)
        ),
        departments=departments,
        indicators=plan.sole(source.Indicators).content.indicators,
        terms=plan.sole(source.Glossary).content.terms,
        corrections=plan.sole(source.Corrections).content.corrections,
        updates=plan.sole(source.Updates).content.updates,
    )


def _chapter(
    plan: Source, chapter: source.Chapter, number: int, by_name: dict[str, Department]
) -> Chapter:
    sections = tuple(
        Section(
            one.id,
            one.title,
            one.paragraphs,
            tuple(
                Item(item.id, item.title, item.text, Clause(number, position, count))
                for count, item in enumerate(one.items, start=1)
            ),
            Clause(number, position),
        )
        for position, one in enumerate(chapter.sections, start=1)
    )
    measures = tuple(
        _measure(kind, file.content, Clause(number, position), by_name)
        for kind, folder in MEASURE_FOLDERS.items()
        if folder == chapter.measures
        for position, file in enumerate(plan.of(source.Measure, folder), start=1)
    )
    return Chapter(
        chapter.id, chapter.title, chapter.paragraphs, sections, measures, Clause(number)
    )


def _measure(
    kind: MeasureKind, measure: source.Measure, clause: Clause, by_name: dict[str, Department]
) -> Measure:
    tasks = []
    for count, task in enumerate(measure.tasks, start=1):
        body, statement = split_statement(task.text["zh"])
        tasks.append(
            Task(
                id=task.id,
                measure=measure.id,
                title=task.title,
                text=task.text.model_copy(update={"zh": body}),
                statement=statement.wording if statement else "",
                clause=Clause(clause.chapter, clause.section, count),
                responsibilities=tuple(_responsibilities(task.responsibilities, by_name)),
            )
        )
    return Measure(measure.id, kind, measure.title, measure.paragraphs, clause, tuple(tasks))


def _responsibilities(
    written: source.Responsibilities, by_name: dict[str, Department]
) -> Iterator[Responsibility]:
    for role in ROLES:
        names: Iterable[str] = getattr(written, role)
        yield from (Responsibility(by_name[name], role, name) for name in names)
