"""Renders the plan as workbooks for spreadsheet programs: one of all, and one per department."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator import table
from generator.address import AddressBook
from generator.labels import labels
from generator.language import CHINESE, LANGUAGES
from generator.matrix import matrix
from generator.spreadsheet import Spreadsheet, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.entity import Department
    from generator.matrix import Matrix
    from generator.plan import Plan
    from generator.source import Role
    from generator.spreadsheet import Sheet
    from generator.table import Row, Table

_MARK = 4.5
"""Width of a task's column in the matrix, in characters."""


def workbooks(plan: Plan, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Every workbook: its path below the root of the site, and its content.

    `site_url` is the address the site is published at, with a final slash. The same plan and
    address give the same bytes.
    """
    book = AddressBook(plan)
    yield "data/tasks.xlsx", _of_plan(plan, book, site_url)
    for department in plan.departments:
        content = _of_department(plan, department, book, site_url)
        yield f"data/departments/{department.id}.xlsx", content


def _of_plan(plan: Plan, book: AddressBook, site_url: str) -> bytes:
    file = Spreadsheet(plan, book, site_url)
    tables: tuple[Table[Any], ...] = (
        table.tasks(plan),
        table.responsibilities(plan),
        table.departments(plan),
    )
    whole = matrix(plan, plan.tasks)
    for t in map(labels, LANGUAGES):
        for one in tables:
            sheet = file.add_sheet(t(one.label), t(one.label), t)
            sheet.add_note(_add_table(sheet, one) + 1)
        sheet = file.add_sheet(t("matrix"), t("matrix"), t)
        sheet.add_note(_add_matrix(sheet, whole, plan.roles) + 1)
    return file.content(plan.identity.title[CHINESE.code])


def _of_department(plan: Plan, department: Department, book: AddressBook, site_url: str) -> bytes:
    file = Spreadsheet(plan, book, site_url)
    tasks = table.tasks_of(plan, department)
    for t in map(labels, LANGUAGES):
        title = t("sheet_title", department=department.name)
        sheet = file.add_sheet(t(tasks.label), title, t)
        sheet.add_note(_add_table(sheet, tasks) + 1, department)
    return file.content(labels(CHINESE)("sheet_title", department=department.name))


def _add_table(sheet: Sheet, content: Table[Row]) -> int:
    """Fill the sheet with a table; returns the first row below it."""
    for place, column in enumerate(content.columns):
        sheet.set_width(place, place, column.width)
        sheet.put(0, place, sheet.t(column.label), "heading")
    for number, row in enumerate(content.rows, start=1):
        lines = 1
        for place, column in enumerate(content.columns):
            value = column.value(row, sheet.t)
            part = column.part(row) if column.part else None
            sheet.put(number, place, value, "link" if part else "text", part)
            lines = max(lines, lines_of(value, column.width))
        sheet.set_height(number, lines)
    end = len(content.rows) + 1
    sheet.set_headings(rows=1, columns=0)
    sheet.set_filter(0, end - 1, len(content.columns) - 1)
    return end


def _add_matrix(sheet: Sheet, whole: Matrix, roles: tuple[Role, ...]) -> int:
    """Fill the sheet with the matrix, its totals and its legend; returns the first row below."""
    t = sheet.t
    totals, total = len(whole.rows) + 2, len(whole.tasks) + 1
    sheet.set_width(0, 0, 42)
    sheet.set_width(1, len(whole.tasks), _MARK)
    sheet.set_width(total, total, 7)
    sheet.set_height(1, 14)
    sheet.put(0, 0, t("measure"), "heading")
    sheet.put(1, 0, t("department"), "heading")
    sheet.put(1, total, t("total"), "upright")
    sheet.put(totals, 0, t("total"), "heading")
    place, lines = 1, 1
    for group in whole.groups:
        title, width = t.shown(group.measure.title), len(group.tasks)
        sheet.put_across(0, place, width, title, "heading")
        place, lines = place + width, max(lines, lines_of(title, width * _MARK))
    sheet.put(0, total, "", "heading")
    sheet.set_height(0, lines)
    for place, task in enumerate(whole.tasks, start=1):
        sheet.put(1, place, t.shown(task.title), "upright")
        sheet.put(totals, place, len(task.departments), "total")
    for number, row in enumerate(whole.rows, start=2):
        sheet.put(number, 0, t.shown(row.department.name), "link", row.department)
        for cell in row.cells:
            sheet.put(number, cell.column + 1, t.short_roles[cell.role], "mark", cell.task)
        sheet.put(number, total, len(row.cells), "total")
    sheet.put(totals, total, whole.total, "total")
    sheet.set_headings(rows=2, columns=1)
    sheet.set_filter(1, totals - 1, total)
    for number, role in enumerate(roles, start=totals + 2):
        sheet.put(number, 0, f"{t(f'short_{role}')} = {t(f'legend_{role}')}", "note")
    return totals + 2 + len(roles)
