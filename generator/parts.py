"""Walks a source: every text, task, id and department name in it, each with its file and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from generator import source
from generator.statement import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.load import File, Source
    from generator.yaml_file import Keys


def texts(plan: Source) -> Iterator[tuple[File[source.Model], Keys, source.Text]]:
    """Every text that has languages."""
    for file in plan.files:
        for keys, model in _models(file.content, ()):
            if isinstance(model, source.Text):
                yield file, keys, model


def ids(plan: Source) -> Iterator[tuple[File[source.Model], Keys, str]]:
    """Every id, at the keys of its field."""
    for file in plan.files:
        for keys, model in _models(file.content, ()):
            if isinstance(identity := getattr(model, "id", None), str):
                yield file, (*keys, "id"), identity


def tasks(plan: Source) -> Iterator[tuple[File[source.Measure], Keys, source.Task]]:
    """Every task."""
    for file in plan.of(source.Measure):
        for index, task in enumerate(file.content.tasks):
            yield file, ("tasks", index), task
        for place, group in enumerate(file.content.groups):
            for index, task in enumerate(group.tasks):
                yield file, ("groups", place, "tasks", index), task


def names(task: source.Task) -> Iterator[tuple[Keys, source.Role, str]]:
    """The department names of a task's responsibilities, with keys inside the task."""
    for role in ROLES:
        for position, name in enumerate(getattr(task.responsibilities, role)):
            yield ("responsibilities", role, position), role, name


def places(plan: Source) -> Iterator[str]:
    """The address of every part: `actions/youth`, `actions/youth#teachers`, `plan/preface`."""
    for file in plan.of(source.Departments):
        yield from (f"departments/{one.id}" for one in file.content.departments)
    for chapter in plan.of(source.Chapter):
        page = f"plan/{chapter.content.id}"
        yield page
        for section in chapter.content.sections:
            yield f"{page}#{section.id}"
            yield from (f"{page}#{item.id}" for item in section.items)
    for measure in plan.of(source.Measure):
        page = f"{measure.folder}/{measure.content.id}"
        yield page
        yield from (f"{page}#{group.id}" for group in measure.content.groups)
    for file_, _, task in tasks(plan):
        yield f"{file_.folder}/{file_.content.id}#{task.id}"


def departments_by_name(plan: Source) -> dict[str, source.Department]:
    """The department that each known name or alias belongs to."""
    return {
        name: department
        for file in plan.of(source.Departments)
        for department in file.content.departments
        for name in (department.name["zh"], *department.aliases)
    }


def _models(value: object, keys: Keys) -> Iterator[tuple[Keys, source.Model]]:
    if isinstance(value, source.Model):
        yield keys, value
        for name, field in type(value).model_fields.items():
            yield from _models(getattr(value, name), (*keys, field.alias or name))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            if isinstance(entry, BaseModel):
                yield from _models(entry, (*keys, index))
