"""The built site: addresses, links, languages and what pages say of themselves."""

from __future__ import annotations

import json
import re
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from built_site import broken_links
from conftest import PROJECT, SITE_URL
from selectolax.lexbor import LexborHTMLParser

from generator.site import SiteError, build_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.plan import Plan

LANGUAGES = {"zh-CN": "", "en": "en/"}


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, LexborHTMLParser]:
    """Every page by its address below the root; error pages aside."""
    return {
        path.parent.relative_to(site).as_posix().removeprefix(".") + "/"
        if path.parent != site
        else "": LexborHTMLParser(path.read_text("utf-8"))
        for path in site.rglob("index.html")
    }


def attributes(page: LexborHTMLParser, selector: str, name: str) -> Iterator[str]:
    for node in page.css(selector):
        value = node.attributes.get(name)
        if value is not None:
            yield value


def test_the_addresses_that_others_rely_on_exist(site: Path, real_plan: Plan) -> None:
    parts = ["", "plan/", "plan/full/", "departments/", "matrix/", "tasks/", "about/"]
    parts += [f"{one.folder}/{one.id}/" for one in real_plan.measures]
    parts += [f"departments/{one.id}/" for one in real_plan.departments]
    for prefix in LANGUAGES.values():
        for part in parts:
            assert (site / prefix / part / "index.html").is_file(), prefix + part
        assert (site / prefix / "404.html").is_file()
        assert (site / prefix / "sitemap.xml").is_file()
    for name in ("plan.json", "plan.schema.json", "tasks.csv"):
        assert (site / "data" / name).is_file()


def test_every_task_is_a_section_at_its_address(
    site: Path, pages: dict[str, LexborHTMLParser]
) -> None:
    data = json.loads((site / "data" / "plan.json").read_text("utf-8"))
    for task in data["tasks"]:
        address, anchor = urldefrag(task["url"].removeprefix("/"))
        assert anchor == task["id"]
        for code, prefix in (("zh", ""), ("en", "en/")):
            heading = pages[prefix + address].css_first(f"#{anchor}")
            assert heading is not None
            assert heading.text().removesuffix("#").strip() == task["title"][code]


def test_every_link_and_anchor_resolves(site: Path) -> None:
    assert broken_links(site, SITE_URL) == []


def test_ids_are_unique_on_every_page(pages: dict[str, LexborHTMLParser]) -> None:
    for address, page in pages.items():
        ids = list(attributes(page, "[id]", "id"))
        assert sorted(ids) == sorted(set(ids)), address


def test_no_page_asks_another_host_for_anything(
    site: Path, pages: dict[str, LexborHTMLParser]
) -> None:
    loaded = ":is(script, img, iframe, source)[src], link:not([rel=canonical], [rel=alternate])"
    for address, page in pages.items():
        for name in ("src", "href"):
            for link in attributes(page, loaded, name):
                assert not urlsplit(link).netloc, f"{address}: {link}"
    for style in site.rglob("*.css"):
        urls = re.findall(r"url\(([^)]*)\)", style.read_text("utf-8"))
        assert not [url for url in urls if url.strip("\"'").startswith(("http", "//"))], style


def test_every_page_names_its_language_and_its_translation(
    pages: dict[str, LexborHTMLParser],
) -> None:
    for address, page in pages.items():
        own = "en" if address.startswith("en/") else "zh-CN"
        path = address.removeprefix("en/")
        (html,) = page.css("html")
        assert html.attributes["lang"] == own
        alternates = {
            link.attributes["hreflang"]: link.attributes["href"]
            for link in page.css("link[rel=alternate][hreflang]")
        }
        translations = {tag: SITE_URL + prefix + path for tag, prefix in LANGUAGES.items()}
        assert alternates == {**translations, "x-default": SITE_URL + path}
        (switch,) = attributes(page, "a.language-switch", "href")
        (other,) = (prefix for tag, prefix in LANGUAGES.items() if tag != own)
        assert urljoin(SITE_URL + address, switch) == SITE_URL + other + path
        assert other + path in pages


def test_every_page_describes_itself(pages: dict[str, LexborHTMLParser]) -> None:
    for address, page in pages.items():
        (description,) = attributes(page, "meta[name=description]", "content")
        assert len(description) > 8, address
        (preview,) = attributes(page, "meta[property='og:description']", "content")
        assert preview == description
        (data,) = page.css("script[type='application/ld+json']")
        assert json.loads(data.text())["url"] == SITE_URL + address
    titles = [title.text() for page in pages.values() for title in page.css("title")]
    assert len(set(titles)) == len(titles)


def test_headings_descend_one_level_at_a_time(pages: dict[str, LexborHTMLParser]) -> None:
    for address, page in pages.items():
        levels = [int(str(node.tag)[1]) for node in page.css("article :is(h1, h2, h3, h4)")]
        assert levels[0] == 1, address
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_sitemaps_list_every_page_with_its_translations(
    site: Path, pages: dict[str, LexborHTMLParser]
) -> None:
    listed = []
    for prefix in LANGUAGES.values():
        text = (site / prefix / "sitemap.xml").read_text("utf-8")
        urls = re.findall(r"<url><loc>(.*?)</loc>(.*?)</url>", text, re.DOTALL)
        for url, links in urls:
            assert re.findall(r'hreflang="(.*?)"', links) == ["zh-CN", "en", "x-default"]
            listed.append(url.removeprefix(SITE_URL))
    assert sorted(listed) == sorted(pages)


def test_the_english_pages_are_marked_as_unofficial(pages: dict[str, LexborHTMLParser]) -> None:
    for address, page in pages.items():
        banner = page.css_first(".md-banner")
        assert (banner is not None) == address.startswith("en/")


def test_corrections_are_footnotes_of_the_full_text(pages: dict[str, LexborHTMLParser]) -> None:
    notes = pages["plan/full/"].css(".footnote li")
    assert len(notes) == 10
    assert any("印发文本作“应急管理人員”" in note.text() for note in notes)


def test_a_broken_link_fails_the_build(tmp_path: Path, generated: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(generated, project)
    page = project / "docs" / "zh" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n[nowhere](nowhere.md)\n", "utf-8")
    with pytest.raises(SiteError, match=r"nowhere\.md"):
        build_site(project, tmp_path / "site", SITE_URL)
    assert not (tmp_path / "site").exists()


def test_nothing_generated_is_tracked() -> None:
    ignored = (PROJECT / ".gitignore").read_text("utf-8")
    assert "/docs/zh/*\n!/docs/zh/assets/" in ignored
