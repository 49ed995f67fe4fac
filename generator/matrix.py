"""The responsibility matrix as data: departments by tasks, roles in cells, totals at the edges."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.entity import Department, Measure, Task
    from generator.plan import Plan
    from generator.source import Role


@dataclass(frozen=True)
class Cell:
    """The cell of a task that names the row's department.

    `column` counts from 0; `gap` is the number of empty cells between it and the one before.
    """

    task: Task
    role: Role
    column: int
    gap: int


@dataclass(frozen=True)
class Row:
    """A department and the cells of its tasks; `gap` is the number of empty cells after them."""

    department: Department
    cells: tuple[Cell, ...]
    gap: int


@dataclass(frozen=True)
class ColumnGroup:
    """The neighbouring columns that belong to one measure."""

    measure: Measure
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Matrix:
    """Rows of departments, columns of tasks grouped by measure."""

    groups: tuple[ColumnGroup, ...]
    rows: tuple[Row, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The columns, in order."""
        return tuple(task for group in self.groups for task in group.tasks)

    @property
    def total(self) -> int:
        """How many cells name a department."""
        return sum(len(row.cells) for row in self.rows)


def matrix(plan: Plan, tasks: Sequence[Task]) -> Matrix:
    """The matrix of these tasks and of the departments they name, in the plan's orders."""
    named: dict[Department, list[Cell]] = {}
    for column, task in enumerate(tasks):
        for department in task.departments:
            before = named.setdefault(department, [])
            gap = column - before[-1].column - 1 if before else column
            role = task.role_of(department) or "responsible"
            before.append(Cell(task, role, column, gap))
    grouped = groupby(tasks, key=plan.measure_of)
    return Matrix(
        groups=tuple(ColumnGroup(measure, tuple(columns)) for measure, columns in grouped),
        rows=tuple(
            Row(department, tuple(cells), len(tasks) - cells[-1].column - 1)
            for department in plan.departments
            if (cells := named.get(department))
        ),
    )
