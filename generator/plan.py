"""The plan as a whole: its parts, their relations found and counted; what pages are made from."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from generator.entity import MEASURE_FOLDERS, MeasureList
from generator.statement import ROLES

if TYPE_CHECKING:
    from generator import source
    from generator.entity import Chapter, Clause, Department, Measure, Task
    from generator.source import Correction, DepartmentKind, MeasureKind, Role, Text


@dataclass(frozen=True)
class Partnership:
    """A department that shares tasks with another, and the tasks they share."""

    department: Department
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Plan:
    """The whole plan. Built by `resolve.resolve` from a source that has no problems."""

    identity: source.Identity
    chapters: tuple[Chapter, ...]
    departments: tuple[Department, ...]
    indicators: tuple[source.Indicator, ...]
    indicators_note: Text | None
    terms: tuple[source.Term, ...]
    corrections: tuple[Correction, ...]
    updates: tuple[source.Update, ...]
    redirects: tuple[source.Redirect, ...]

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The actions and projects, in the document's order."""
        return tuple(measure for chapter in self.chapters for measure in chapter.measures)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks, in the document's order."""
        return tuple(task for measure in self.measures for task in measure.tasks)

    @cached_property
    def measure_lists(self) -> tuple[MeasureList, ...]:
        """The actions and the projects, as far as the plan has them."""
        lists = []
        for kind in MEASURE_FOLDERS:
            measures = tuple(one for one in self.measures if one.kind == kind)
            chapters = [one for one in self.chapters if set(one.measures) & set(measures)]
            if measures:
                sole = chapters[0] if len(chapters) == 1 else None
                lists.append(MeasureList(kind, measures, sole))
        return tuple(lists)

    @property
    def measure_kinds(self) -> tuple[MeasureKind, ...]:
        """The kinds of measure the plan has."""
        return tuple(one.kind for one in self.measure_lists)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """The roles the plan gives anyone."""
        given = {part.role for task in self.tasks for part in task.responsibilities}
        return tuple(role for role in ROLES if role in given)

    @cached_property
    def department_count(self) -> int:
        """How many departments it names, not counting collectives."""
        return sum(not department.is_collective for department in self.departments)

    @cached_property
    def responsibility_count(self) -> int:
        """How many times the tasks name a department."""
        return sum(len(task.responsibilities) for task in self.tasks)

    @cached_property
    def departments_by_kind(self) -> tuple[tuple[DepartmentKind, tuple[Department, ...]], ...]:
        """The departments under each kind, in the customary order."""
        grouped = groupby(self.departments, key=lambda department: department.kind)
        return tuple((kind, tuple(departments)) for kind, departments in grouped)

    @cached_property
    def measures_by_chapter(self) -> tuple[tuple[Chapter, tuple[Measure, ...]], ...]:
        """The measures under the chapter they make up."""
        return tuple((one, one.measures) for one in self.chapters if one.measures)

    def clause_of(self, part: str) -> Clause | None:
        """Where the document has the part with this id; None for what stands before chapter 1."""
        return self._clauses.get(part)

    @cached_property
    def latest_updates(self) -> tuple[source.Update, ...]:
        """What happened to the plan, newest first."""
        return tuple(sorted(self.updates, key=lambda update: update.date, reverse=True))

    def anchor_of(self, update: source.Update) -> str:
        """The anchor of an update: its date, and its place among those of the day."""
        number = [one for one in self.updates if one.date == update.date].index(update) + 1
        return f"u{update.date:%Y%m%d}" + (f"-{number}" if number > 1 else "")

    def updates_of(self, department: Department) -> tuple[source.Update, ...]:
        """The updates that changed the department or a task of it, newest first."""
        own = {f"departments/{department.id}"}
        for task in self.tasks_of(department):
            own.add(f"{self.measure_of(task).folder}/{task.measure}#{task.id}")
        return tuple(one for one in self.latest_updates if own & set(one.changes))

    def name_at(self, place: str) -> Text:
        """What the part at an address is called: `actions/youth#teachers`."""
        identity = place.rpartition("#")[2].rpartition("/")[2]
        if place.startswith("departments/"):
            return self.department(identity).name
        return self._titles[identity]

    def former_ids(self, task: Task) -> tuple[str, ...]:
        """The ids that the task had on the page where it still is."""
        page = f"{self.measure_of(task).folder}/{task.measure}"
        return tuple(
            one.from_.partition("#")[2]
            for one in self.redirects
            if one.to == f"{page}#{task.id}" and one.from_.startswith(f"{page}#")
        )

    def department(self, identity: str) -> Department:
        """The department with this id."""
        return next(one for one in self.departments if one.id == identity)

    @cached_property
    def has_deadlines(self) -> bool:
        """Whether any task names a deadline."""
        return any(task.deadlines for task in self.tasks)

    def measure_of(self, task: Task) -> Measure:
        """The action or project the task belongs to."""
        return self._measures_by_id[task.measure]

    def tasks_of(self, department: Department) -> tuple[Task, ...]:
        """The tasks that name the department, in the document's order."""
        return self._tasks_by_department.get(department.id, ())

    def tasks_by_measure(self, department: Department) -> dict[Measure, tuple[Task, ...]]:
        """The department's tasks under each measure that has any."""
        grouped: dict[Measure, tuple[Task, ...]] = {}
        for task in self.tasks_of(department):
            measure = self.measure_of(task)
            grouped[measure] = (*grouped.get(measure, ()), task)
        return grouped

    def partners_of(self, department: Department) -> tuple[Partnership, ...]:
        """The departments that share a task with it, most shared tasks first."""
        shared: dict[Department, list[Task]] = defaultdict(list)
        for task in self.tasks_of(department):
            for partner in task.departments:
                if partner != department:
                    shared[partner].append(task)
        ordered = sorted(shared.items(), key=lambda pair: (-len(pair[1]), pair[0].order))
        return tuple(Partnership(partner, tuple(tasks)) for partner, tasks in ordered)

    def names_of(self, department: Department) -> tuple[str, ...]:
        """The names the document uses for the department, the most frequent first."""
        written = Counter(
            part.as_written
            for task in self.tasks_of(department)
            for part in task.responsibilities
            if part.department == department
        )
        return tuple(name for name, _ in written.most_common())

    @cached_property
    def _titles(self) -> dict[str, Text]:
        return {part.id: part.title for chapter in self.chapters for part in chapter.parts}

    @cached_property
    def _clauses(self) -> dict[str, Clause]:
        return {part.id: part.clause for chapter in self.chapters for part in chapter.parts}

    @cached_property
    def _measures_by_id(self) -> dict[str, Measure]:
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def _tasks_by_department(self) -> dict[str, tuple[Task, ...]]:
        tasks: dict[str, list[Task]] = defaultdict(list)
        for task in self.tasks:
            for department in task.departments:
                tasks[department.id].append(task)
        return {id_: tuple(named) for id_, named in tasks.items()}
