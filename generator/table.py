"""The plan's lists as tables, with columns that say the same in CSV files and in workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.address import Part
    from generator.entity import Department, Responsibility, Task
    from generator.labels import Labels
    from generator.plan import Plan
    from generator.source import Role

Row = TypeVar("Row")
Assignment: TypeAlias = "tuple[Task, Responsibility]"


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its name in data, the label that heads it, its width, and what its cells say.

    The width is in characters; `part` is the part of the plan that a cell leads to.
    """

    name: str
    label: str
    width: int
    value: Callable[[Row, Labels], str | int]
    part: Callable[[Row], Part] | None = None


@dataclass(frozen=True)
class Table(Generic[Row]):
    """Rows and their columns; `label` names the table."""

    label: str
    rows: tuple[Row, ...]
    columns: tuple[Column[Row], ...]


def tasks(plan: Plan) -> Table[Task]:
    """All tasks, with the departments in each role that the plan gives."""
    roles = (Column(role, f"role_{role}", 30, _names_in(role)) for role in plan.roles)
    return Table("tasks", plan.tasks, (*task_columns(plan), *roles))


def departments_column() -> Column[Task]:
    """The departments of a task, as the document orders them."""
    return Column(
        "departments",
        "departments",
        30,
        lambda task, t: t.join([part.department.name for part in task.responsibilities]),
    )


def tasks_of(plan: Plan, department: Department) -> Table[Task]:
    """The department's tasks, with its role in each and the departments that share it."""
    return Table(
        "tasks",
        plan.tasks_of(department),
        (
            *task_columns(plan),
            Column("role", "role", 12, lambda task, t: t(f"role_{task.role_of(department)}")),
            Column(
                "shared_with",
                "shared_with",
                30,
                lambda task, t: t.join([other.name for other in task.others(department)]),
            ),
        ),
    )


def task_columns(plan: Plan) -> tuple[Column[Task], ...]:
    """What every list of tasks says of a task: clause, measure, title, text, any deadlines."""
    return (
        Column("clause", "clause", 17, lambda task, t: t.clause(task.clause), lambda task: task),
        Column("measure", "measure", 24, lambda task, t: t.shown(plan.measure_of(task).title)),
        Column("title", "task", 26, lambda task, t: t.shown(task.title)),
        Column("text", "task_text", 64, lambda task, t: t.shown(task.text)),
        *((_deadlines_column(),) if plan.has_deadlines else ()),
    )


def _deadlines_column() -> Column[Task]:
    return Column("deadlines", "deadlines", 16, lambda task, t: t.join(task.deadlines))


def responsibilities(plan: Plan) -> Table[Assignment]:
    """Every mention of a department by a task, in the document's order."""
    return Table(
        "responsibilities",
        tuple((task, part) for task in plan.tasks for part in task.responsibilities),
        (
            Column(
                "clause", "clause", 17, lambda row, t: t.clause(row[0].clause), lambda row: row[0]
            ),
            Column("task", "task", 40, lambda row, t: t.shown(row[0].title)),
            Column(
                "department",
                "department",
                42,
                lambda row, t: t.shown(row[1].department.name),
                lambda row: row[1].department,
            ),
            Column("role", "role", 14, lambda row, t: t(f"role_{row[1].role}")),
            Column("as_written", "as_written", 24, lambda row, _: row[1].as_written),
        ),
    )


def departments(plan: Plan) -> Table[Department]:
    """All departments and how many tasks name them."""
    return Table(
        "departments",
        plan.departments,
        (
            Column(
                "department", "department", 42, lambda one, t: t.shown(one.name), lambda one: one
            ),
            Column("kind", "kind_of_department", 30, lambda one, t: t(f"kind_{one.kind}")),
            Column("aliases", "aliases", 40, lambda one, t: t.join(one.aliases)),
            Column("tasks", "tasks", 10, lambda one, _: len(plan.tasks_of(one))),
        ),
    )


def _names_in(role: Role) -> Callable[[Task, Labels], str]:
    def names(task: Task, t: Labels) -> str:
        return t.join([one.department.name for one in task.responsibilities if one.role == role])

    return names
