"""Visits a site in a real browser as a reader does, and gathers what the browser complains of."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = (
    *("", "plan/", "plan/actions/", "plan/full/", "actions/", "actions/youth/", "departments/"),
    *("departments/science-association/", "matrix/", "tasks/", "about/"),
)
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic")
NOTING = "addEventListener('securitypolicyviolation', e => console.error('CSP', e.blockedURI))"


def complaints(address: str) -> list[str]:
    """What the browser says against the pages, search, finder, switches and print of a site."""
    found: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = browser.new_page()
        page.add_init_script(NOTING)
        page.on("console", lambda message: found.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
        for prefix, query in (("", "区科协"), ("en/", "smartphone")):
            for name in PAGES:
                page.goto(address + prefix + name)
            _search(page, address + prefix, query)
            _find(page, address + prefix)
            _switch(page, address + prefix)
        browser.close()
    return found


def _search(page: Page, home: str, query: str) -> None:
    page.goto(home)
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.keyboard.press("End")  # the box listens to keys
    page.locator(".md-search-result__item").first.wait_for()


def _find(page: Page, home: str) -> None:
    page.goto(f"{home}tasks/?department=womens-federation&department=youth-league&match=all")
    page.locator(".finder__count").wait_for()
    with page.expect_download():
        page.locator(".finder__take button[value=csv]").click()
    page.emulate_media(media="print")
    page.emulate_media(media="screen")


def _switch(page: Page, home: str) -> None:
    page.goto(home)
    page.locator("form[data-md-component=palette] label:not([hidden])").first.click()
    page.locator(".language-switch").click()
    page.wait_for_load_state()
