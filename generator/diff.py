"""Compares two versions of a plan: what changed, for tasks, departments and the document's parts.

Parts are the same if they have the same id, or if a redirect of the new plan leads from the one to
the other. Everything here is data; `diff_report` puts it into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from generator.edits import Edit, edits
from generator.entity import Chapter, Department, Group, Item, Measure, Section, Task
from generator.language import LANGUAGES
from generator.source import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.plan import Plan
    from generator.source import Role

Part: TypeAlias = Chapter | Section | Item | Measure | Group
P = TypeVar("P", Task, Department, Part)
_Pair: TypeAlias = tuple[P | None, P | None]
"""A part in the old plan and in the new one, None where it is not there."""


@dataclass(frozen=True)
class Reworded:
    """A text that changed: its language, field, and the edits that lead from old to new."""

    language: str
    field: Literal["title", "text"]
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class ChangedPart:
    """A task or another part that is in both plans and not the same: what is different about it."""

    id: str
    title: Text
    reworded: tuple[Reworded, ...]
    moved: tuple[str, str] | None = None


@dataclass(frozen=True)
class ChangedResponsibility:
    """A department's part in a task, before and after; None where it had or has none."""

    task: str
    title: Text
    department: str
    name: Text
    before: Role | None
    after: Role | None


@dataclass(frozen=True)
class ChangedDepartment:
    """A department that is in both plans, under different names."""

    id: str
    before: Text
    after: Text


@dataclass(frozen=True)
class ChangedValue:
    """A value that is no text of a part: whose it is, which, and what it was and is."""

    owner: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """What is different between two plans; `merged` are ids of departments, old and new."""

    added_tasks: tuple[Task, ...]
    removed_tasks: tuple[Task, ...]
    changed_tasks: tuple[ChangedPart, ...]
    changed_parts: tuple[ChangedPart, ...]
    added_parts: tuple[Part, ...]
    removed_parts: tuple[Part, ...]
    responsibilities: tuple[ChangedResponsibility, ...]
    added_departments: tuple[Department, ...]
    removed_departments: tuple[Department, ...]
    renamed_departments: tuple[ChangedDepartment, ...]
    merged_departments: tuple[tuple[Department, Department], ...]
    other: tuple[ChangedValue, ...]

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)


def compare(old: Plan, new: Plan) -> Changes:
    """What changed from the old plan to the new one."""
    moved = _renamed(new)
    tasks = _paired(old.tasks, new.tasks, moved)
    parts = _paired(_parts(old), _parts(new), moved)
    departments, merged = _departments(old, new)
    return Changes(
        added_tasks=tuple(after for before, after in tasks if after and not before),
        removed_tasks=tuple(before for before, after in tasks if before and not after),
        changed_tasks=tuple(_changed_tasks(tasks)),
        changed_parts=tuple(_changed_parts(parts)),
        added_parts=tuple(after for before, after in parts if after and not before),
        removed_parts=tuple(before for before, after in parts if before and not after),
        responsibilities=tuple(_responsibilities(tasks, departments, merged)),
        added_departments=tuple(after for before, after in departments if after and not before),
        removed_departments=tuple(before for before, after in departments if before and not after),
        renamed_departments=tuple(
            ChangedDepartment(after.id, before.name, after.name)
            for before, after in departments
            if before and after and before.name != after.name
        ),
        merged_departments=merged,
        other=tuple(_other(old, new, tasks, departments)),
    )


def _renamed(new: Plan, *, departments: bool = False) -> dict[str, str]:
    """New ids of departments, or of all other parts, by old ones, as the redirects have them."""

    def identity(place: str) -> str:
        return place.rpartition("#")[2].rpartition("/")[2]

    return {
        identity(one.from_): identity(one.to)
        for one in new.redirects
        if one.from_.startswith("departments/") is departments
    }


def _parts(plan: Plan) -> tuple[Part, ...]:
    return tuple(
        part for chapter in plan.chapters for part in chapter.parts if not isinstance(part, Task)
    )


def _paired(old: Iterable[P], new: Iterable[P], moved: dict[str, str]) -> list[_Pair[P]]:
    """The parts of both plans in pairs: in the new plan's order, then those that are gone."""
    old = tuple(old)
    after = {part.id: part for part in new}
    before: dict[str, P] = {}
    for part in old:  # of several that were merged, the one with the id that stayed, or the first
        identity = part.id if part.id in after else moved.get(part.id, part.id)
        if identity not in before or part.id == identity:
            before[identity] = part
    pairs: list[_Pair[P]] = [(before.get(one), part) for one, part in after.items()]
    kept = {id(part) for part, _ in pairs if part}
    return pairs + [(part, None) for part in old if id(part) not in kept]


def _changed_tasks(pairs: list[_Pair[Task]]) -> Iterator[ChangedPart]:
    for before, after in pairs:
        if before and after:
            reworded = (
                *_reworded("title", before.title, after.title),
                *_reworded("text", before.text, after.text),
            )
            moved = (before.measure, after.measure) if before.measure != after.measure else None
            if reworded or moved:
                yield ChangedPart(after.id, after.title, reworded, moved)


def _changed_parts(pairs: list[_Pair[Part]]) -> Iterator[ChangedPart]:
    for before, after in pairs:
        if before and after:
            reworded = (
                *_reworded("title", before.title, after.title),
                *_reworded("text", _text(before), _text(after)),
            )
            if reworded:
                yield ChangedPart(after.id, after.title, reworded)


def _text(part: Part) -> Text:
    if isinstance(part, Item):
        return part.text
    joined = {
        one.code: "\n".join(paragraph[one.code] for paragraph in part.paragraphs)
        for one in LANGUAGES
    }
    return Text(**joined)


def _reworded(field: Literal["title", "text"], before: Text, after: Text) -> Iterator[Reworded]:
    for language in LANGUAGES:
        old, new = before[language.code], after[language.code]
        if old != new:
            yield Reworded(language.code, field, edits(old, new, language.code))


def _departments(
    old: Plan, new: Plan
) -> tuple[list[_Pair[Department]], tuple[tuple[Department, Department], ...]]:
    """The departments in pairs, and those that were merged into another.

    A department is merged into the one that a redirect leads to, or that has its name as an alias.
    """
    after = {one.id: one for one in new.departments}
    named = {name: one for one in new.departments for name in (one.name["zh"], *one.aliases)}
    moved = _renamed(new, departments=True)
    merged = []
    kept = []
    for one in old.departments:
        into = after.get(moved.get(one.id, "")) or named.get(one.name["zh"])
        others = [
            other
            for other in old.departments
            if into and other is not one and moved.get(other.id, other.id) == into.id
        ]
        if one.id not in after and into and others:
            merged.append((one, into))
        else:
            kept.append(one)
    same = {one.id: named[one.name["zh"]].id for one in kept if one.name["zh"] in named}
    return _paired(kept, new.departments, {**same, **moved}), tuple(merged)


def _responsibilities(
    tasks: list[_Pair[Task]],
    departments: list[_Pair[Department]],
    merged: tuple[tuple[Department, Department], ...],
) -> Iterator[ChangedResponsibility]:
    """What departments gained, lost, or have in another role, in tasks that are in either plan."""
    current = {before.id: after.id for before, after in departments if before and after}
    current |= {before.id: after.id for before, after in merged}
    for old, new in tasks:
        title = (new or old).title  # type: ignore[union-attr] # a pair has at least one
        before = {current.get(d.id, d.id): (d, r) for d, r in _roles(old)}
        after = {d.id: (d, r) for d, r in _roles(new)}
        for identity in {**before, **after}:
            was, now = before.get(identity), after.get(identity)
            if (was and was[1]) != (now and now[1]):
                one = (now or was)[0]  # type: ignore[index] # it is in at least one
                yield ChangedResponsibility(
                    task=(new or old).id,  # type: ignore[union-attr] # alike
                    title=title,
                    department=identity,
                    name=one.name,
                    before=was[1] if was else None,
                    after=now[1] if now else None,
                )


def _other(
    old: Plan, new: Plan, tasks: list[_Pair[Task]], departments: list[_Pair[Department]]
) -> Iterator[ChangedValue]:
    """Whatever else the data say, value by value."""
    fields = tuple(type(old.identity).model_fields)
    yield from _values("plan", old.identity, new.identity, fields)
    figures = {one.id: one for one in old.indicators}
    for indicator in new.indicators:
        was = figures.pop(indicator.id, None)
        if was != indicator:
            yield ChangedValue(indicator.id, "indicator", str(was or "–"), str(indicator))
    for identity, gone in figures.items():
        yield ChangedValue(identity, "indicator", str(gone), "–")
    for before, after in tasks:
        if before and after:
            yield from _values(after.id, before, after, ("deadlines", "open", "clause"))
    for was_one, is_one in departments:
        if was_one and is_one:
            named = ("kind", "aliases", "mandates", "part_of")
            yield from _values(is_one.id, was_one, is_one, named)


def _values(
    owner: str, before: object, after: object, fields: tuple[str, ...]
) -> Iterator[ChangedValue]:
    for field in fields:
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            yield ChangedValue(owner, field, str(was), str(now))


def _roles(task: Task | None) -> Iterator[tuple[Department, Role]]:
    if task:
        for department in task.departments:
            if role := task.role_of(department):
                yield department, role
