"""A reader searches the built site: what is found, in which order, how shown, at what cost."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from search_box import Query, SearchBox, chromium, judge, queries

from generator import search_index
from generator.address import AddressBook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.plan import Plan

KILOBYTES_OF_FIRST_QUERY = 30


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A page that must not complain."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=served)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def box(page: Page, served: str) -> SearchBox:
    """The box of the Chinese site."""
    page.goto("")
    return SearchBox(page, served)


def expected(language: str) -> set[str]:
    """Every location that a set of queries expects."""
    return {one for query in queries(f"queries.{language}") for one in query.expected}


@pytest.mark.parametrize(("language", "prefix", "recall"), [("zh", "", 0.97), ("en", "en/", 0.95)])
def test_queries_lead_where_they_should(
    page: Page, served: str, language: str, prefix: str, recall: float
) -> None:
    figures = judge(page, served + prefix, f"queries.{language}")
    assert figures.recall >= recall, figures.misses
    assert figures.mrr >= 0.95, figures.misses


@pytest.mark.parametrize("name", ["queries.zh", "queries.en", "blind.zh", "blind.en"])
def test_every_expected_location_exists(site: Path, name: str) -> None:
    for location in {one for query in queries(name) for one in query.expected}:
        path, _, anchor = location.partition("#")
        page = (site / path / "index.html").read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in page, location


def test_the_sets_are_large_enough() -> None:
    assert len(queries("queries.zh")) >= 60
    assert len(queries("queries.en")) >= 40


@pytest.mark.parametrize("query", ["区科协", "區科協", "科协", "kexie", "ke xie"])
def test_a_department_comes_first_and_then_its_tasks(
    box: SearchBox, real_plan: Plan, query: str
) -> None:
    book = AddressBook(real_plan)
    department = next(one for one in real_plan.departments if one.id == "science-association")
    tasks = {book.of(task).url for task in real_plan.tasks_of(department)}
    box.ask(query)
    first, *others = box.locations()
    assert first == book.of(department).url
    assert set(others[: len(tasks)]) == tasks


def test_a_result_shows_the_measure_and_the_departments_and_marks_the_words(
    box: SearchBox,
) -> None:
    box.ask("老年人智能手机")
    first = box.results.first
    for text in ("实施智慧助老行动", "老年人科学素质提升行动", "区民政局", "智能手机"):
        expect(first).to_contain_text(text)
    assert first.locator("mark").all_inner_texts() == ["老年人", "智能手机", "老年人", "老年人"]


def test_a_word_of_the_other_language_is_shown_where_it_stands(box: SearchBox) -> None:
    box.ask("smartphone")
    expect(box.results.first).to_contain_text("实施智慧助老行动")
    expect(box.results.first.locator("[lang=en] mark")).to_have_text("smartphones")


@pytest.mark.parametrize("query", ["科普", "区科协", "科学素质", "science", "de"])
def test_nothing_is_found_twice(box: SearchBox, query: str) -> None:
    box.ask(query)
    locations = box.locations()
    assert len(locations) == len(set(locations)) > 1


@pytest.mark.parametrize("query", ["<script>", "&lt;", "\\", "(", "[", "*", "科 普 ( [ \\", "  "])
def test_signs_do_no_harm(box: SearchBox, query: str) -> None:
    box.input.fill(query)
    box.input.press("End")
    box.ask("区科协")
    assert len(box.locations()) > 1


def test_the_box_is_used_by_keys_alone(page: Page, served: str) -> None:
    page.goto("departments/")
    page.keyboard.press("/")
    box = SearchBox(page, served)
    expect(box.input).to_be_focused()
    box.ask("老年人 健康")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__link").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    second = page.locator(".md-search-result__link").nth(1)
    expect(second).to_be_focused()
    address = second.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(address)


def test_enter_goes_to_the_first_result_where_the_words_are_marked(
    page: Page, box: SearchBox
) -> None:
    box.ask("智能手机")
    box.input.press("Enter")
    page.wait_for_url(re.compile("#smart-ageing$"))
    expect(page.locator("#smart-ageing")).to_be_in_viewport()
    expect(page.locator("article mark")).to_have_text("智能手机")


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("?q=区科协", "departments/science-association/"),
        ("actions/youth/?q=文旅局科普创作", "projects/digital-science/#content-creation"),
        ("404.html?q=智能手机", "actions/older-people/#smart-ageing"),
    ],
)
def test_a_query_in_the_address_is_answered(
    page: Page, served: str, address: str, first: str
) -> None:
    page.goto(address)
    box = SearchBox(page, served)
    expect(box.results.first).to_be_visible()
    assert box.locations()[0] == first


def test_while_texts_are_late_names_are_found(page: Page, served: str) -> None:
    waiting: list[Route] = []
    page.route("**/text.zh.json", lambda one: waiting.append(one))  # noqa: PLW0108 - no builtins
    page.goto("")
    box = SearchBox(page, served)
    box.ask("区科协")
    assert len(box.locations()) == 26
    waiting[0].continue_()
    expect(box.summary).to_contain_text("27")
    assert "plan/safeguards/#leadership" in box.locations()


@pytest.mark.parametrize(
    ("prefix", "query"), [("", "区科协"), ("", "kexie"), ("", "smartphone"), ("en/", "food safety")]
)
def test_the_first_query_loads_little_and_nothing_is_loaded_before(
    page: Page, served: str, site: Path, prefix: str, query: str
) -> None:
    loaded: set[str] = set()
    page.context.on("request", lambda request: loaded.add(request.url.removeprefix(served)))
    page.goto(prefix)
    page.wait_for_load_state("networkidle")
    stub = f"{prefix}search/search_index.json"
    assert {path for path in loaded if "search/" in path and path.endswith(".json")} == {stub}
    assert (site / stub).stat().st_size < 500
    SearchBox(page, served + prefix).ask(query)
    files = [path for path in loaded if "search/" in path]
    size = sum(len(gzip.compress((site / path).read_bytes())) for path in files)
    assert size <= KILOBYTES_OF_FIRST_QUERY * 1000, files


def test_the_index_knows_departments_by_shorter_names(real_plan: Plan) -> None:
    names = {
        entry.title["zh"]: entry.names
        for entry in search_index.entries(real_plan, AddressBook(real_plan))
        if entry.kind == "department"
    }
    assert "科协" in names["区科协"]
    assert "宣传部" in names["区委宣传部"]
    assert not any(name.startswith("天桥区") for all_ in names.values() for name in all_)


def test_queries_are_judged_by_what_is_shown_first() -> None:
    query = Query("a kind", "words", ("a", "b"))
    assert query.judged(("a", "c", "b")).recall == 1
    assert query.judged(("c", "a")).reciprocal_rank == 0.5
    assert query.judged(("c", "a")).recall == 0.5
    assert query.judged(()).reciprocal_rank == 0
    nothing = Query("a kind", "words", ())
    assert nothing.judged(()).recall == nothing.judged(()).reciprocal_rank == 1
    assert nothing.judged(("a",)).recall == nothing.judged(("a",)).reciprocal_rank == 0
