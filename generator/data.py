"""Renders the plan as open data: JSON with its schema, and lists of tasks as CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from generator import table
from generator.labels import labels
from generator.language import CHINESE, LANGUAGES
from generator.source import DepartmentKind, Id, Indicator, Role, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.address import AddressBook
    from generator.entity import Department, Measure, Task
    from generator.labels import Labels
    from generator.plan import Plan
    from generator.table import Column


_NamedColumn: TypeAlias = "tuple[str, Column[Task], Labels]"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentData(_Model):
    """The document the plan is from."""

    title: Text
    number: Text | None
    issuer: Text
    issued: str | None = Field(description="Date, as YYYY-MM-DD.")
    first_year: int | None
    last_year: int | None


class DepartmentData(_Model):
    """A department, in the customary order."""

    id: Id
    name: Text
    kind: DepartmentKind
    aliases: tuple[str, ...]
    url: str = Field(description="Address of its page below the root of the site.")


class MeasureData(_Model):
    """An action or a project."""

    id: Id
    title: Text
    clause: Text
    tasks: tuple[Id, ...] = Field(description="Ids of its tasks, in the document's order.")
    url: str = Field(description="Address of its page below the root of the site.")


class ResponsibilityData(_Model):
    """A department's part in a task."""

    department: Id
    role: Role
    as_written: str = Field(description="The name as the document writes it here.")


class TaskData(_Model):
    """A task; its Chinese text is without the responsibility sentence, which is `statement`."""

    id: Id
    parent: Id = Field(description="Id of the action or project it belongs to.")
    title: Text
    text: Text
    statement: str = Field(description="The document's responsibility sentence.")
    clause: Text
    responsible: tuple[ResponsibilityData, ...]
    open: bool = Field(description="The document means more departments than it names (等).")
    deadlines: tuple[str, ...] = Field(description="By when, in the document's words.")
    url: str = Field(description="Address of its section below the root of the site.")


class PlanData(_Model):
    """`plan.json`: the whole plan. English texts are an unofficial translation."""

    document: DocumentData
    departments: tuple[DepartmentData, ...]
    actions: tuple[MeasureData, ...]
    projects: tuple[MeasureData, ...]
    tasks: tuple[TaskData, ...]
    indicators: tuple[Indicator, ...]


def render(plan: Plan, book: AddressBook) -> dict[str, str]:
    """The data files by name."""
    content = plan_data(plan, book).model_dump(mode="json", by_alias=True)
    schema = PlanData.model_json_schema(mode="serialization")
    return {
        "plan.json": _json({"$schema": "plan.schema.json", **content}),
        "plan.schema.json": _json({"$schema": _DRAFT, **schema}),
        "tasks.csv": tasks_csv(plan, book),
        **{
            f"departments/{one.id}.csv": department_csv(plan, one, book) for one in plan.departments
        },
    }


_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def plan_data(plan: Plan, book: AddressBook) -> PlanData:
    """The plan as its export."""
    identity = plan.identity

    def measures(kind: str) -> tuple[MeasureData, ...]:
        return tuple(_measure(one, book) for one in plan.measures if one.kind == kind)

    return PlanData(
        document=DocumentData(
            title=identity.title,
            number=identity.document_number,
            issuer=identity.issuer,
            issued=identity.issued.isoformat() if identity.issued else None,
            first_year=identity.period.start if identity.period else None,
            last_year=identity.period.end if identity.period else None,
        ),
        departments=tuple(
            DepartmentData(
                id=one.id,
                name=one.name,
                kind=one.kind,
                aliases=one.aliases,
                url="/" + book.of(one).url,
            )
            for one in plan.departments
        ),
        actions=measures("action"),
        projects=measures("project"),
        tasks=tuple(_task(task, book) for task in plan.tasks),
        indicators=plan.indicators,
    )


def _measure(measure: Measure, book: AddressBook) -> MeasureData:
    return MeasureData(
        id=measure.id,
        title=measure.title,
        clause=_clause(measure),
        tasks=tuple(task.id for task in measure.tasks),
        url="/" + book.of(measure).url,
    )


def _task(task: Task, book: AddressBook) -> TaskData:
    return TaskData(
        id=task.id,
        parent=task.measure,
        title=task.title,
        text=task.text,
        statement=task.statement,
        clause=_clause(task),
        responsible=tuple(
            ResponsibilityData(
                department=part.department.id, role=part.role, as_written=part.as_written
            )
            for part in task.responsibilities
        ),
        open=task.open,
        deadlines=task.deadlines,
        url="/" + book.of(task).url,
    )


def _clause(part: Measure | Task) -> Text:
    return Text(**{one.code: labels(one).clause(part.clause) for one in LANGUAGES})


def tasks_csv(plan: Plan, book: AddressBook) -> str:
    """The list of tasks for spreadsheets and programs."""
    clause, *others = table.task_columns(plan)
    named = (("clause", clause, labels(CHINESE)), *_in_each_language(others))
    departments = _in_each_language([table.departments_column()])
    return _csv(plan.tasks, (*named, *departments), book)


def department_csv(plan: Plan, department: Department, book: AddressBook) -> str:
    """The list of a department's tasks, with its role and the departments that share them."""
    own = table.tasks_of(plan, department)
    return _csv(own.rows, _in_each_language(own.columns), book)


def _in_each_language(columns: Iterable[Column[Task]]) -> tuple[_NamedColumn, ...]:
    return tuple(
        (f"{column.name}_{language.code}", column, labels(language))
        for column in columns
        for language in LANGUAGES
    )


def _csv(tasks: Iterable[Task], columns: tuple[_NamedColumn, ...], book: AddressBook) -> str:
    """A line for each task: a byte order mark before all, and CRLF as RFC 4180 has it.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    output = io.StringIO(newline="")
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(("id", *(name for name, _, _ in columns), "url"))
    for task in tasks:
        cells = (str(column.value(task, t)) for _, column, t in columns)
        row = (task.id, *cells, "/" + book.of(task).url)
        writer.writerow(
            f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in row
        )
    return "\ufeff" + output.getvalue()


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
