"""What a plan consists of: departments, tasks and the document's parts; each knows what it names.

Departments, tasks and measures exist once in a plan and are compared by identity.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from generator.heading import BELOW
from generator.statement import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import source
    from generator.heading import Level
    from generator.source import DepartmentKind, MeasureKind, Role, Text

MEASURE_FOLDERS: dict[MeasureKind, str] = {"action": "actions", "project": "projects"}


@dataclass(frozen=True)
class Clause:
    """Where the document says something, by its numbers: chapter, section, item, subitem."""

    chapter: int
    section: int | None = None
    item: int | None = None
    subitem: int | None = None

    @property
    def level(self) -> Level:
        """How deep it is in the document."""
        if self.section is None:
            return "chapter"
        return "section" if self.item is None else "item" if self.subitem is None else "subitem"

    @property
    def number(self) -> int:
        """The last of its numbers."""
        return self.subitem or self.item or self.section or self.chapter

    def below(self, number: int) -> Clause:
        """The clause with this number inside of it."""
        return replace(self, **{BELOW[self.level]: number})


@dataclass(frozen=True, eq=False)
class Department:
    """A department and its place (from 0) in the customary order, which carries no rank."""

    id: str
    name: Text
    kind: DepartmentKind
    aliases: tuple[str, ...]
    mandates: tuple[source.Mandate, ...]
    order: int
    part_of: str | None = None

    @property
    def is_collective(self) -> bool:
        """Whether it is a group whose members the document does not name."""
        return self.kind == "collective"


@dataclass(frozen=True)
class Responsibility:
    """A department's part in a task: its role, and its name as the document writes it there."""

    department: Department
    role: Role
    as_written: str


@dataclass(frozen=True, eq=False)
class Task:
    """A task. `text` is without the responsibility sentence, `statement` is that sentence.

    A task to which the document gives no title is called by the beginning of its text; it is not
    `titled`. `open` says that the statement means more departments than it names.
    """

    id: str
    measure: str
    title: Text
    titled: bool
    text: Text
    statement: str
    clause: Clause
    heading: str | None
    responsibilities: tuple[Responsibility, ...]
    open: bool
    deadlines: tuple[str, ...]
    group: Group | None

    @cached_property
    def departments(self) -> tuple[Department, ...]:
        """Its departments, in the customary order."""
        named = {part.department for part in self.responsibilities}
        return tuple(sorted(named, key=lambda department: department.order))

    @cached_property
    def by_role(self) -> tuple[tuple[Role, tuple[Responsibility, ...]], ...]:
        """Its responsibilities under each role that has any, as the document orders them."""
        grouped = (
            (role, tuple(part for part in self.responsibilities if part.role == role))
            for role in ROLES
        )
        return tuple((role, parts) for role, parts in grouped if parts)

    def others(self, department: Department) -> tuple[Department, ...]:
        """The departments that share the task with this one."""
        return tuple(other for other in self.departments if other != department)

    def role_of(self, department: Department) -> Role | None:
        """The department's role in the task, None where the task does not name it."""
        return next((p.role for p in self.responsibilities if p.department == department), None)


@dataclass(frozen=True, eq=False)
class Group:
    """A heading inside of a measure; the tasks below it know it."""

    id: str
    title: Text
    paragraphs: tuple[Text, ...]
    clause: Clause
    heading: str | None


@dataclass(frozen=True, eq=False)
class Measure:
    """An action or a project: a section of the plan that consists of tasks, or a chapter that does.

    `is_chapter` says that it has no heading of its own in the document.
    """

    id: str
    kind: MeasureKind
    title: Text
    paragraphs: tuple[Text, ...]
    clause: Clause
    heading: str | None
    tasks: tuple[Task, ...]
    groups: tuple[Group, ...]
    is_chapter: bool

    @property
    def folder(self) -> str:
        """Its part of the address: `actions` or `projects`."""
        return MEASURE_FOLDERS[self.kind]

    @cached_property
    def tasks_by_group(self) -> tuple[tuple[Group | None, tuple[Task, ...]], ...]:
        """Its tasks under the heading inside of it that they stand below; None for none."""
        grouped = groupby(self.tasks, key=lambda task: task.group)
        return tuple((group, tuple(tasks)) for group, tasks in grouped)

    @cached_property
    def departments(self) -> tuple[Department, ...]:
        """The departments its tasks name, in the customary order."""
        named = {department for task in self.tasks for department in task.departments}
        return tuple(sorted(named, key=lambda department: department.order))

    @property
    def department_count(self) -> int:
        """How many departments its tasks name, not counting collectives."""
        return sum(not department.is_collective for department in self.departments)


@dataclass(frozen=True)
class Item:
    """An item of a section that is no task, such as a principle; titled as tasks are."""

    id: str
    title: Text
    titled: bool
    text: Text
    clause: Clause
    heading: str | None


@dataclass(frozen=True)
class Section:
    """A section that is no measure."""

    id: str
    title: Text
    paragraphs: tuple[Text, ...]
    items: tuple[Item, ...]
    clause: Clause
    heading: str | None


@dataclass(frozen=True)
class Chapter:
    """A chapter; its sections are written out here or are measures."""

    id: str
    title: Text
    paragraphs: tuple[Text, ...]
    sections: tuple[Section, ...]
    measures: tuple[Measure, ...]
    clause: Clause
    heading: str | None

    @property
    def headed_parts(self) -> tuple[Section | Measure, ...]:
        """Its sections and measures that have headings of their own in the document."""
        return (*self.sections, *(one for one in self.measures if not one.is_chapter))

    @property
    def parts(self) -> Iterator[Chapter | Section | Item | Measure | Group | Task]:
        """The chapter and everything in it that has an id, in the document's order."""
        yield self
        for section in self.sections:
            yield section
            yield from section.items
        for measure in self.measures:
            yield measure
            yield from measure.groups
            yield from measure.tasks


@dataclass(frozen=True)
class MeasureList:
    """The measures of one kind; `chapter` is the one they make up, None where there are several."""

    kind: MeasureKind
    measures: tuple[Measure, ...]
    chapter: Chapter | None

    @property
    def folder(self) -> str:
        """The list's part of the address: `actions` or `projects`."""
        return MEASURE_FOLDERS[self.kind]
