"""The spreadsheets that people take away: what they hold, where they lead, how they print."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

import pytest
from openpyxl import load_workbook

from generator.labels import labels
from generator.language import CHINESE, ENGLISH
from generator.render import render
from generator.site import build_site
from generator.source import Text
from generator.workbook import workbooks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openpyxl.cell.cell import Cell
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from generator.plan import Plan

SITE = "https://example.org/plan/"
HOSTILE = ("=1+1", "+1", "-1", "@x", '=HYPERLINK("https://example.com")')
CHINESE_SHEETS = ["任务", "责任", "部门", "责任矩阵"]
ENGLISH_SHEETS = ["Tasks", "Responsibilities", "Departments", "Responsibility matrix"]


@pytest.fixture(scope="module")
def files(real_plan: Plan) -> dict[str, bytes]:
    return dict(workbooks(real_plan, SITE))


@pytest.fixture(scope="module")
def pages(real_plan: Plan) -> dict[str, str]:
    return render(real_plan, SITE)


@pytest.fixture(scope="module")
def whole(files: dict[str, bytes]) -> Workbook:
    return opened(files["data/tasks.xlsx"])


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def rows(sheet: Worksheet) -> Sequence[tuple[object, ...]]:
    """The rows below the headings of a list, down to the empty row that ends it."""
    every = list(sheet.iter_rows(min_row=2, values_only=True))
    return every[: every.index((None,) * sheet.max_column)]


def cells(workbook: Workbook) -> Iterator[Cell]:
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def addresses(workbook: Workbook) -> set[str]:
    links = [cell.hyperlink for cell in cells(workbook) if cell.hyperlink]
    return {f"{one.target}#{one.location}" if one.location else str(one.target) for one in links}


def lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_workbook_has_each_list_in_each_language(whole: Workbook) -> None:
    assert whole.sheetnames == CHINESE_SHEETS + ENGLISH_SHEETS
    for tasks, responsibilities, departments in (CHINESE_SHEETS[:3], ENGLISH_SHEETS[:3]):
        assert len(rows(whole[tasks])) == 29
        assert len(rows(whole[responsibilities])) == 133
        assert len(rows(whole[departments])) == 22


def test_headings_and_cells_are_in_the_language_of_their_sheet(whole: Workbook) -> None:
    chinese, english = whole["任务"], whole["Tasks"]
    assert [cell.value for cell in chinese[1]] == [
        *("条款", "行动或工程", "任务", "任务原文", "责任单位"),
    ]
    assert [cell.value for cell in english[1]] == [
        *("Clause", "Action or project", "Task", "Text of the task", "Responsible"),
    ]
    assert chinese["A2"].value == "三（一）第1项"
    assert english["A2"].value == "III(1), item 1"


def test_every_responsibility_names_task_department_role_and_wording(
    whole: Workbook, real_plan: Plan
) -> None:
    t = labels(CHINESE)
    assert rows(whole["责任"]) == [
        (
            t.clause(task.clause),
            task.title["zh"],
            part.department.name["zh"],
            "责任单位",
            part.as_written,
        )
        for task in real_plan.tasks
        for part in task.responsibilities
    ]


def test_the_departments_counts_are_numbers_and_add_up(whole: Workbook) -> None:
    counts = [row[-1] for row in rows(whole["部门"])]
    assert all(isinstance(count, int) for count in counts)
    assert sum(count for count in counts if isinstance(count, int)) == 133


@pytest.mark.parametrize(
    ("name", "total"), [("责任矩阵", "合计"), ("Responsibility matrix", "Total")]
)
def test_the_matrix_has_totals_that_add_up(whole: Workbook, name: str, total: str) -> None:
    *departments, totals = [row[:31] for row in rows(whole[name])[1:]]
    assert len(departments) == 22
    for row in departments:
        assert sum(mark is not None for mark in row[1:30]) == row[30]
    marks = zip(*(row[1:30] for row in departments), strict=True)
    assert totals == (total, *(sum(mark is not None for mark in one) for one in marks), 133)


def test_where_the_document_ranks_departments_each_role_has_a_column(example_plan: Plan) -> None:
    workbook = opened(dict(workbooks(example_plan, SITE))["data/tasks.xlsx"])
    t = labels(CHINESE)
    names = [t("deadlines"), *(t(f"role_{role}") for role in example_plan.roles)]
    assert len(names) > 2
    assert [cell.value for cell in workbook["任务"][1]][4:] == names
    for row, task in zip(rows(workbook["任务"]), example_plan.tasks, strict=True):
        parts = dict(task.by_role)
        assert row[4:] == (
            t.join(task.deadlines) or None,
            *(
                t.join([part.department.name for part in parts.get(role, ())]) or None
                for role in example_plan.roles
            ),
        )
    legend = [str(cell.value) for cell in workbook["责任矩阵"]["A"]]
    assert all(
        f"{t(f'short_{role}')} = {t(f'legend_{role}')}" in legend for role in example_plan.roles
    )


def test_headings_stay_in_sight_and_on_every_printed_page(files: dict[str, bytes]) -> None:
    for content in files.values():
        for sheet in opened(content).worksheets:
            is_matrix = sheet.title in {"责任矩阵", "Responsibility matrix"}
            assert sheet.freeze_panes == ("B3" if is_matrix else "A2")
            assert sheet.print_title_rows == ("$1:$2" if is_matrix else "$1:$1")
            assert sheet.page_setup.paperSize == 9
            assert sheet.page_setup.orientation == "landscape"
            assert sheet.page_setup.fitToWidth in {None, 1}  # one page, which is also the default
            assert sheet.page_setup.fitToHeight == 0
            assert sheet.sheet_properties.pageSetUpPr is not None
            assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_lists_can_be_filtered_down_to_their_last_row(whole: Workbook) -> None:
    assert whole["任务"].auto_filter.ref == "A1:E30"
    assert whole["责任"].auto_filter.ref == "A1:E134"
    assert whole["部门"].auto_filter.ref == "A1:D23"
    assert whole["责任矩阵"].auto_filter.ref == "A2:AE24"


def test_long_texts_wrap_in_rows_high_enough_for_them(whole: Workbook) -> None:
    sheet = whole["任务"]
    longest = max(range(2, 31), key=lambda row: len(str(sheet.cell(row, 4).value)))
    width = sheet.column_dimensions["D"].width
    height = sheet.row_dimensions[longest].height
    assert sheet.cell(longest, 4).alignment.wrap_text
    assert height is not None
    assert height / 15 * width >= 2 * len(str(sheet.cell(longest, 4).value))


def test_every_link_leads_to_a_page_of_the_site(
    files: dict[str, bytes], pages: dict[str, str]
) -> None:
    found = {address for content in files.values() for address in addresses(opened(content))}
    assert len(found) > 2 * (29 + 22)
    for address in found:
        url, anchor = urldefrag(address)
        assert url.startswith(SITE)
        path = url.removeprefix(SITE)
        page = PurePosixPath("en" if path.startswith("en/") else "zh", path.removeprefix("en/"))
        body = pages.get(f"{page}.md") or pages[f"{page}/index.md"]
        assert not anchor or f"{{: #{anchor} " in body


def test_tasks_and_departments_lead_to_their_own_pages(whole: Workbook) -> None:
    links = addresses(whole)
    for prefix in ("", "en/"):
        assert f"{SITE}{prefix}actions/youth/#scientific-spirit" in links
        assert f"{SITE}{prefix}departments/science-association/" in links


def test_every_sheet_says_where_it_is_from(files: dict[str, bytes]) -> None:
    for path, content in files.items():
        page = path.removeprefix("data/").replace(".xlsx", "/").removeprefix("tasks/")
        for sheet in opened(content).worksheets:
            source, address = (sheet.cell(sheet.max_row - up, 1).value for up in (1, 0))
            if sheet.title in ENGLISH_SHEETS:
                assert "Unofficial translation" in str(source)
                assert address == f"{SITE}en/{page}"
            else:
                assert "济天政发〔2022〕1号，2022年6月7日" in str(source)
                assert address == f"{SITE}{page}"


def test_a_department_takes_exactly_its_tasks_away(
    files: dict[str, bytes], pages: dict[str, str], real_plan: Plan
) -> None:
    for department in real_plan.departments:
        own = real_plan.tasks_of(department)
        workbook = opened(files[f"data/departments/{department.id}.xlsx"])
        assert workbook.sheetnames == ["任务", "Tasks"]
        for sheet, language in zip(workbook.worksheets, (CHINESE, ENGLISH), strict=True):
            t = labels(language)
            assert rows(sheet) == [
                (
                    t.clause(task.clause),
                    t.shown(real_plan.measure_of(task).title),
                    t.shown(task.title),
                    t.shown(task.text),
                    t("role_responsible"),
                    t.join([other.name for other in task.others(department)]) or None,
                )
                for task in own
            ]
        listed = lines(pages[f"zh/data/departments/{department.id}.csv"])
        assert [line["id"] for line in listed] == [task.id for task in own]


def test_a_department_s_csv_has_both_languages_and_opens_in_a_spreadsheet(
    pages: dict[str, str],
) -> None:
    text = pages["zh/data/departments/finance.csv"]
    assert text.startswith("\ufeffid,clause_zh,clause_en,")
    assert text.count("\n") == text.count("\r\n") == 2
    [line] = lines(text)
    assert line["clause_zh"] == "四（三）第1项"
    assert line["clause_en"] == "IV(3), item 1"
    assert line["role_zh"] == "责任单位"
    assert line["role_en"] == "Responsible"
    assert line["shared_with_zh"] == "区科协"
    assert line["shared_with_en"] == "Association for Science and Technology"
    assert line["url"] == "/projects/infrastructure/#facilities"


def hostile(plan: Plan, text: str) -> Plan:
    """The plan with this text for every title, and for the text of every task."""
    words = Text(zh=text, en=text)
    chapters = tuple(
        replace(
            chapter,
            measures=tuple(
                replace(
                    measure,
                    title=words,
                    tasks=tuple(replace(task, title=words, text=words) for task in measure.tasks),
                )
                for measure in chapter.measures
            ),
        )
        for chapter in plan.chapters
    )
    return replace(plan, chapters=chapters)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_a_formula_stays_text(real_plan: Plan, text: str) -> None:
    changed = hostile(real_plan, text)
    for content in dict(workbooks(changed, SITE)).values():
        workbook = opened(content)
        found = [cell for cell in cells(workbook) if cell.value == text]
        assert found
        assert {cell.data_type for cell in found} <= {"s"}
        assert all(cell.data_type != "f" for cell in cells(workbook))
    guarded = lines(render(changed, SITE)["zh/data/departments/finance.csv"])
    assert [line["title_zh"] for line in guarded] == [f"'{text}"]


def test_the_same_plan_and_address_give_the_same_bytes(
    files: dict[str, bytes], real_plan: Plan
) -> None:
    assert dict(workbooks(real_plan, SITE)) == files


def test_workbooks_say_whose_they_are_and_when_they_were_issued(
    files: dict[str, bytes], real_plan: Plan
) -> None:
    properties = opened(files["data/tasks.xlsx"]).properties
    assert properties.title == real_plan.identity.title["zh"]
    assert properties.creator == real_plan.identity.issuer["zh"]
    assert properties.created is not None
    assert properties.created.date() == real_plan.identity.issued


def test_files_beside_the_pages_are_put_at_the_root_of_the_site(tmp_path: Path) -> None:
    for code, name in (("zh", "mkdocs.yml"), ("en", "mkdocs.en.yml")):
        (tmp_path / "docs" / code).mkdir(parents=True)
        (tmp_path / "docs" / code / "index.md").write_text("# Home\n", "utf-8")
        config = f"site_name: Plan\nsite_url: {SITE}\ndocs_dir: docs/{code}\n"
        (tmp_path / name).write_text(config, "utf-8")
    files = [("data/departments/one.xlsx", b"PK")]
    build_site(tmp_path, tmp_path / "site", SITE, files, protected=False)  # MkDocs' own theme
    assert (tmp_path / "site" / "index.html").exists()
    assert (tmp_path / "site" / "data" / "departments" / "one.xlsx").read_bytes() == b"PK"
