"""A person in a real browser: reading, switching language, matrix, finder, paper, a phone."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, ViewportSize, expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = {
    "home": "",
    "contents": "plan/",
    "chapter": "plan/actions/",
    "full text": "plan/full/",
    "actions": "actions/",
    "action": "actions/youth/",
    "departments": "departments/",
    "department": "departments/science-association/",
    "matrix": "matrix/",
    "tasks": "tasks/",
    "about": "about/",
    "not found": "404.html",
}
EACH_KIND = pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
EACH_LANGUAGE = pytest.mark.parametrize("prefix", ["", "en/"], ids=["zh", "en"])
DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
QUIET = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run --disable-quic"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=QUIET.split()
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A page at desktop width, with the site as its base; it must not complain nor ask outside."""
    context = browser.new_context(viewport=DESKTOP, base_url=served)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))

    def watch(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("blob", "data") and address.netloc != urlsplit(served).netloc:
            complaints.append(f"asked {request.url}")

    opened.on("request", watch)
    yield opened
    context.close()
    assert complaints == []


@EACH_LANGUAGE
@EACH_KIND
def test_a_page_loads_quietly_and_fits_a_phone(page: Page, prefix: str, address: str) -> None:
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        page.goto(prefix + address)
        page.wait_for_load_state("networkidle")
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@EACH_LANGUAGE
@EACH_KIND
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(
    browser: Browser, served: str, prefix: str, address: str, scheme: Literal["light", "dark"]
) -> None:
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    options = {"runOnly": {"type": "tag", "values": rules}}
    for viewport in (DESKTOP, PHONE):
        context = browser.new_context(
            viewport=viewport,
            color_scheme=scheme,
            base_url=served,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(prefix + address)
        page.wait_for_timeout(300)  # Material fades colours in
        violations = Axe().run(page, options=options).response["violations"]
        context.close()
        assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
def test_the_language_switch_stays_on_the_page(browser: Browser, served: str, scripts: str) -> None:
    context = browser.new_context(java_script_enabled=scripts == "with scripts", base_url=served)
    page = context.new_page()
    page.goto("departments/health/")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(served + "en/departments/health/")
    expect(page.locator("h1")).to_have_text("Health Bureau#")
    page.get_by_role("link", name="中文").click()
    expect(page).to_have_url(served + "departments/health/")
    context.close()


def test_a_cell_of_the_matrix_leads_to_the_clause(page: Page) -> None:
    page.goto("matrix/")
    page.get_by_role("link", name="区妇联：提升产业工人科学素质").wait_for(state="detached")
    page.get_by_role("link", name="区财政局：完善科普基础设施建设（责任单位）").click()
    expect(page).to_have_url(
        f"{page.url.partition('/projects')[0]}/projects/infrastructure/#facilities"
    )
    expect(page.locator("#facilities")).to_be_in_viewport()


def test_rows_and_columns_of_the_matrix_lead_on(page: Page) -> None:
    page.goto("matrix/")
    page.locator(".matrix").get_by_role("rowheader", name="区水务局").get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text("区水务局")
    page.go_back()
    page.locator(".matrix thead").get_by_role("link", name="实施智慧助老行动").click()
    expect(page.locator("#smart-ageing")).to_be_in_viewport()


def test_the_matrix_is_walked_by_arrow_keys(page: Page) -> None:
    page.goto("matrix/")
    page.locator("td a[aria-label^='区委宣传部：弘扬']").focus()
    for key, label in (
        ("ArrowDown", "区教育和体育局：弘扬和传承科学精神"),
        ("ArrowRight", "区教育和体育局：加强基础教育阶段科学教育"),
        ("ArrowLeft", "区教育和体育局：弘扬和传承科学精神"),
        ("ArrowLeft", "区教育和体育局"),
    ):
        page.keyboard.press(key)
        focused = page.locator(":focus")
        text = focused.get_attribute("aria-label") or focused.inner_text()
        assert text.startswith(label)
    page.locator("td a[aria-label^='区委宣传部：弘扬']").hover()
    assert page.locator(".matrix .in-column").count() == 23


def test_on_a_phone_the_matrix_is_a_list_by_department(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("matrix/")
    expect(page.locator(".matrix")).to_be_hidden()
    page.locator(".matrix-list summary", has_text="区妇联").click()
    expect(page.get_by_role("link", name="培育高素质农民队伍")).to_be_visible()


def test_the_full_text_of_a_task_is_within_reach_on_its_departments_page(page: Page) -> None:
    page.goto("departments/finance/")
    page.get_by_text("任务原文").click()
    expect(page.get_by_text("贯彻落实国家科普基础设施发展规划")).to_be_visible()


def shown_tasks(page: Page) -> int:
    return page.locator("table.tasks tbody tr:visible").count()


def test_the_finder_finds_what_two_departments_share_and_its_address_says_so(page: Page) -> None:
    page.goto("tasks/")
    page.get_by_label("区妇联").check()
    page.get_by_label("团区委").check()
    expect(page.locator("output")).to_have_text("7项任务（全部29项）")
    page.get_by_label("全部参与").check()
    expect(page.locator("output")).to_have_text("3项任务（全部29项）")
    assert shown_tasks(page) == 3
    address = page.url
    assert address.endswith("?department=youth-league,womens-federation&match=all")

    page.goto("about/")
    page.goto(address)
    assert shown_tasks(page) == 3
    expect(page.get_by_role("checkbox", name="区妇联")).to_be_checked()


def test_the_back_button_and_the_chips_take_filters_away(page: Page) -> None:
    page.goto("en/tasks/")
    page.get_by_label("Health Bureau").check()
    page.get_by_text("Actions and projects", exact=True).click()
    page.get_by_label("Scientific literacy action for older people").check()
    expect(page.locator("output")).to_have_text("Tasks found: 3 of 29")
    page.go_back()
    expect(page.locator("output")).to_have_text("Tasks found: 9 of 29")
    page.get_by_role("button", name="Remove filter: Health Bureau").click()
    expect(page.locator("output")).to_have_text("Tasks found: 29 of 29")


def test_an_empty_result_says_what_to_loosen(page: Page) -> None:
    page.goto("tasks/?department=finance,water&match=all")
    assert shown_tasks(page) == 0
    page.get_by_role("button", name="去掉“区财政局”：1项").click()
    assert shown_tasks(page) == 1


def test_the_finder_finds_words_as_the_search_does(page: Page) -> None:
    page.goto("tasks/")
    page.get_by_label("关键词").fill("老年人智能手机")
    expect(page.get_by_role("link", name="实施智慧助老行动")).to_be_visible()
    expect(page.locator("output")).to_have_text("1项任务（全部29项）")
    page.get_by_label("关键词").fill("区財政局")
    expect(page.get_by_role("link", name="完善科普基础设施建设")).to_be_visible()
    assert "text=" in page.url


def test_the_finder_works_by_keyboard(page: Page) -> None:
    page.goto("tasks/")
    page.get_by_label("区水务局").focus()
    page.keyboard.press("Space")
    assert shown_tasks(page) == 1
    page.keyboard.press("Space")
    assert shown_tasks(page) == 29


def test_the_list_found_can_be_taken_away(page: Page, tmp_path: Path) -> None:
    page.goto("tasks/?department=womens-federation,youth-league&match=all")
    for kind in ("csv", "xlsx"):
        with page.expect_download() as download:
            page.get_by_role("button", name=kind.upper()).click()
        assert download.value.suggested_filename == f"任务清单.{kind}"
        download.value.save_as(tmp_path / f"list.{kind}")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == rows
    assert len(rows) == 4
    assert sheet.freeze_panes == "A2"


def test_without_scripts_the_table_of_all_tasks_remains(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=served)
    page = context.new_page()
    page.goto("tasks/")
    assert shown_tasks(page) == 29
    expect(page.locator(".finder")).to_be_hidden()
    context.close()


def test_a_departments_page_prints_as_its_task_sheet(page: Page) -> None:
    page.goto("departments/publicity/")
    expect(page.locator(".sheet")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".sheet")).to_be_visible()
    assert page.locator(".sheet td:first-child:visible").count() == 12
    expect(page.locator("h1")).to_be_hidden()


def test_an_address_that_leads_nowhere_offers_ways_on(page: Page) -> None:
    page.goto("en/404.html")
    expect(page.locator("h1")).to_have_text("Page not found")
    expect(page.locator("article").get_by_role("link", name="Departments")).to_be_visible()
