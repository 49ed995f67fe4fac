"""The responsibility matrix as data: departments by tasks, roles in cells, totals at the edges."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.plan import Department, Measure, Plan, Task
    from generator.source import Role


@dataclass(frozen=True)
class Cell:
    """A task's cell in a department's row; `role` is None where the task does not name it."""

    task: Task
    role: Role | None


@dataclass(frozen=True)
class Row:
    """A department and a cell for every task of the matrix."""

    department: Department
    cells: tuple[Cell, ...]

    @property
    def named(self) -> tuple[Cell, ...]:
        """The cells of the tasks that name the department."""
        return tuple(cell for cell in self.cells if cell.role)


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
        return sum(len(row.named) for row in self.rows)


def matrix(plan: Plan, tasks: Sequence[Task]) -> Matrix:
    """The matrix of these tasks and of the departments they name, in the plan's orders."""
    departments = {department for task in tasks for department in task.departments}
    grouped = groupby(tasks, key=plan.measure_of)
    return Matrix(
        groups=tuple(ColumnGroup(measure, tuple(columns)) for measure, columns in grouped),
        rows=tuple(
            Row(department, tuple(Cell(task, task.role_of(department)) for task in tasks))
            for department in plan.departments
            if department in departments
        ),
    )
