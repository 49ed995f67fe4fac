"""The offline edition, unpacked and opened from the disk in a real browser."""

from __future__ import annotations

import dataclasses
import io
import posixpath
import re
import shutil
import zipfile
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from playwright.sync_api import sync_playwright
from visit import QUIET

from generator.address import AddressBook
from generator.cli import main
from generator.offline import offline_edition
from generator.redirect import redirect_pages
from generator.source import Redirect

if TYPE_CHECKING:
    from pathlib import Path

    from generator.plan import Plan


@pytest.fixture(scope="module")
def archive(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("offline") / "plan.zip"
    assert main(["offline", str(site), str(path)]) == 0
    return path


def test_the_archive_has_the_same_bytes_each_time(site: Path, archive: Path) -> None:
    again = archive.with_name("again.zip")
    assert main(["offline", str(site), str(again)]) == 0
    assert again.read_bytes() == archive.read_bytes()


def test_search_finder_and_languages_work_from_the_disk(archive: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path)
    home = (tmp_path / "index.html").as_uri()
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))

        page.goto(home)
        page.keyboard.press("/")
        page.keyboard.type("区科协")
        page.keyboard.press("End")
        page.locator(".md-search-result__item").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**/departments/science-association/index.html*")

        page.locator(".language-switch").click()
        page.wait_for_url("**/en/departments/science-association/index.html")

        chosen = "department=womens-federation&department=youth-league&match=all"
        page.goto(home.replace("index.html", f"tasks/index.html?{chosen}"))
        page.locator(".finder__count", has_text="3项任务").wait_for()
        page.locator("#finder-text").fill("学校")
        page.locator(".finder__count", has_text="0项任务").wait_for()
        page.locator(".tasks th a").first.wait_for(state="attached")
        browser.close()
    assert complaints == []


def test_everybody_may_read_the_files_that_are_unpacked(archive: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        assert {entry.external_attr >> 16 for entry in packed.infolist()} == {0o644}


def test_every_link_between_files_names_a_file_of_the_archive(archive: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        names = set(packed.namelist())
        links = [
            posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(link)))
            for name in names
            if name.endswith(".html")
            for link in re.findall(r'<a\b[^>]*?\bhref="([^":#?]+)["#?]', packed.read(name).decode())
        ]
    assert len(links) > 1000
    assert set(links) <= names


def test_a_former_address_leads_to_its_page_from_the_disk(
    site: Path, real_plan: Plan, tmp_path: Path
) -> None:
    copy = shutil.copytree(site, tmp_path / "site")
    moved = Redirect.model_validate({"from": "actions/old-id", "to": "actions/youth"})
    plan = dataclasses.replace(real_plan, redirects=(moved,))
    for name, content in redirect_pages(plan, AddressBook(plan), "https://plan.example/"):
        (copy / name).parent.mkdir()
        (copy / name).write_bytes(content)
    with zipfile.ZipFile(io.BytesIO(offline_edition(copy))) as packed:
        packed.extractall(tmp_path / "disk")
    home = (tmp_path / "disk").as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = browser.new_page()
        for language in ("", "en/"):
            page.goto(f"{home}/{language}actions/old-id/index.html")
            page.wait_for_url(f"{home}/{language}actions/youth/index.html")
        browser.close()


def test_no_page_needs_a_server(archive: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        names = set(packed.namelist())
        pages = [name for name in names if name.endswith(".html")]
        assert len(pages) > 80
        for name in pages:
            text = packed.read(name).decode()
            assert 'type="module"' not in text
            assert "Content-Security-Policy" not in text
            assert not re.search(r'<a\b[^>]*href="[^":#?]*/"', text), name


def test_what_is_no_site_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["offline", str(tmp_path), str(tmp_path / "plan.zip")]) == 1
    assert "names.json: is missing" in capsys.readouterr().err
    assert not (tmp_path / "plan.zip").exists()
