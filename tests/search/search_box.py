"""Drives the site's search box as a reader would, and judges its answers by a set of queries."""

from __future__ import annotations

import http.server
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

SETS = Path(__file__).parent
DEPTH = 10
"""How far down a reader looks, or as far as there are answers to the query."""
QUIET = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run --disable-quic"
)

ASK = """
async ([address, language, queries, pause]) => {
  const worker = new Worker(address);
  const ask = (message) =>
    new Promise((answered) => {
      worker.onmessage = ({ data }) => answered(data);
      worker.postMessage(message);
    });
  await ask({ type: 0, data: { config: { lang: [language] } } });
  const times = [];
  for (const query of queries) {
    const start = performance.now();
    await ask({ type: 2, data: query });
    times.push(performance.now() - start);
    if (times.length === 1) await new Promise((later) => setTimeout(later, pause));
  }
  return times;
}
"""
"""Times of a worker's answers (ms), with a pause after the first, for what is still to load."""

SCROLL = """
async (list, count) => {
  const shown = () => list.querySelectorAll(".md-search-result__item").length;
  for (let turn = 0; shown() < count && turn < 200; turn++) {
    list.scrollTo(0, turn % 2 ? 0 : list.scrollHeight);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }
}
"""
"""Scrolls up and down until so many results are there."""


@dataclass(frozen=True)
class Query:
    """A query, and the locations it must lead to; none if it must find nothing."""

    kind: str
    text: str
    expected: tuple[str, ...]

    def judged(self, found: tuple[str, ...]) -> Judgement:
        """How well these locations, best first, answer it."""
        return Judgement(self, found)


@dataclass(frozen=True)
class Judgement:
    """How a query was answered: expected locations found, place of the first of them from 1."""

    query: Query
    found: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share of the expected locations among the first results."""
        if not self.query.expected:
            return float(not self.found)
        shown = self.found[: max(DEPTH, len(self.query.expected))]
        return sum(one in shown for one in self.query.expected) / len(self.query.expected)

    @property
    def reciprocal_rank(self) -> float:
        """One divided by the place of the first expected location."""
        if not self.query.expected:
            return float(not self.found)
        places = (place for place, one in enumerate(self.found, 1) if one in self.query.expected)
        return 1 / next(places, float("inf"))


@dataclass(frozen=True)
class Figures:
    """Recall and mean reciprocal rank of a set of queries."""

    judgements: tuple[Judgement, ...]

    @property
    def recall(self) -> float:
        """The mean recall."""
        return sum(one.recall for one in self.judgements) / len(self.judgements)

    @property
    def mrr(self) -> float:
        """The mean reciprocal rank."""
        return sum(one.reciprocal_rank for one in self.judgements) / len(self.judgements)

    @property
    def misses(self) -> str:
        """The queries that were not answered fully, with the first results."""
        return "\n".join(
            f"{one.query.text}: recall {one.recall:.2f}, rank {one.reciprocal_rank:.2f}, "
            f"{', '.join(one.found[:4]) or 'nothing'}"
            for one in self.judgements
            if min(one.recall, one.reciprocal_rank) < 1
        )


def queries(name: str) -> tuple[Query, ...]:
    """The queries of a set, such as `queries.zh`."""
    kinds = yaml.safe_load((SETS / f"{name}.yaml").read_text("utf-8"))
    return tuple(
        Query(kind, one["query"], tuple(one["expect"]))
        for kind, all_ in kinds.items()
        for one in all_
    )


class SearchBox:
    """The search box of an open page, whose site is at `root`."""

    def __init__(self, page: Page, root: str) -> None:
        self.page = page
        self.root = root
        self.input = page.locator("[data-md-component=search-query]")
        self.results = page.locator(".md-search-result__item")
        self.summary = page.locator(".md-search-result__meta")
        self._idle = page.evaluate(
            "JSON.parse(document.getElementById('__config').textContent)"
            ".translations['search.result.placeholder']"
        )

    def ask(self, query: str) -> None:
        """Put in the query, and wait for the answer."""
        self._put("")
        self._wait_for_summary("===")
        self._put(query)
        self._wait_for_summary("!==")

    def locations(self) -> tuple[str, ...]:
        """Where the results lead, below the root of the site; the box adds some while scrolling."""
        count = int("".join(filter(str.isdigit, self.summary.inner_text())) or 0)
        self.page.locator(".md-search__scrollwrap").evaluate(SCROLL, count)
        links = self.page.locator(".md-search-result__link")
        return tuple(map(self.location, links.evaluate_all("all => all.map(link => link.href)")))

    def location(self, address: str) -> str:
        """The address below the root of the site, without the query that marks words."""
        parts = urlsplit(address)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return parts.path.removeprefix(urlsplit(self.root).path) + fragment

    def _put(self, query: str) -> None:
        self.input.fill(query)
        self.input.press("End")  # the box listens to keys

    def _wait_for_summary(self, comparison: str) -> None:
        summary = "document.querySelector('.md-search-result__meta').textContent"
        self.page.wait_for_function(f"idle => {summary} {comparison} idle", arg=self._idle)


def judge(page: Page, root: str, name: str) -> Figures:
    """Ask each query of a set as the first on a page, the lightest: that for errors."""

    def asked(query: Query) -> Judgement:
        page.goto(f"{root}404.html")
        box = SearchBox(page, root)
        box.ask(query.text)
        return query.judged(box.locations())

    return Figures(tuple(asked(query) for query in queries(name)))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window, asking nobody anything."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=QUIET.split()
        )
        yield browser
        browser.close()


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        """The site is served below `/site/`, as a host with several sites would."""
        return super().translate_path(path.removeprefix("/site"))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of the built site in the folder, on this machine."""
    handler = partial(_QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}/site/"
        served.shutdown()
