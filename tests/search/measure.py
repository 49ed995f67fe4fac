"""Prints what search finds, loads and takes, on the published plan and on one of 10,000 tasks.

`python tests/search/measure.py` builds the site into a temporary folder and asks it in Chromium.
"""

from __future__ import annotations

import gzip
import json
import random
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

PROJECT = Path(__file__).parents[2]
sys.path[:0] = [str(PROJECT), str(Path(__file__).parent)]

from search_box import ASK, SearchBox, chromium, judge, queries, server  # noqa: E402

from generator.cli import main as generate  # noqa: E402
from generator.language import LANGUAGES  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request

LARGE = 10_000
ROUNDS = 5
PAUSE = 8_000
FIRST_QUERIES = (
    ("", "区科协"),
    ("", "kexie"),
    ("", "smartphone"),
    ("", "data"),
    ("en/", "food safety"),
    ("en/", "老年人"),
    ("en/", "kexie"),
)


def main() -> None:
    """Build, ask, print."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = Path(folder) / "site"
        if generate(["site", "--out", str(site), "--site-url", "http://localhost/site/"]):
            sys.exit("the site could not be built")
        with server(site) as root:
            print_judgements(browser, root)
            print_loads(browser, root, site)
            print_times("published plan", browser, root)
        large = Path(folder) / "large"
        shutil.copytree(site, large)
        make_large(large / "search")
        with server(large) as root:
            print_times(f"{LARGE} tasks", browser, root)
            print_loads(browser, root, large)


def print_judgements(browser: Browser, root: str) -> None:
    """Recall and mean reciprocal rank of every set."""
    print(f"{'set':12} {'queries':>8} {'recall':>8} {'MRR':>8}")
    for name in ("queries.zh", "queries.en", "blind.zh", "blind.en"):
        base = root + ("en/" if name.endswith(".en") else "")
        page = browser.new_page()
        figures = judge(page, base, name)
        page.close()
        count = len(figures.judgements)
        print(f"{name:12} {count:8} {figures.recall:8.3f} {figures.mrr:8.3f}")


def print_loads(browser: Browser, root: str, site: Path) -> None:
    """What the first query on a page loads, compressed as a server would."""
    for prefix, query in FIRST_QUERIES:
        context = browser.new_context()
        page = context.new_page()
        loaded: list[str] = []

        def note(request: Request, loaded: list[str] = loaded) -> None:
            if "/search/" in request.url:
                loaded.append(request.url.removeprefix(root))

        context.on("request", note)
        page.goto(root + prefix)
        box = SearchBox(page, root + prefix)
        box.ask(query)
        page.wait_for_timeout(500)
        sizes = {path: len(gzip.compress((site / path).read_bytes(), 9)) for path in set(loaded)}
        total = sum(sizes.values()) / 1000
        names = ", ".join(f"{Path(path).name} {size}" for path, size in sorted(sizes.items()))
        print(f"first query {prefix}{query}: {total:.1f} KB ({names})")
        context.close()


def print_times(title: str, browser: Browser, root: str) -> None:
    """How long an answer takes, from the message to the worker to its results."""
    for language in LANGUAGES:
        asked = [one.text for one in queries(f"queries.{language.code}")]
        page = browser.new_page()
        page.goto(root)
        worker = f"{root}assets/javascripts/search/worker.js"
        first, *times = page.evaluate(
            ASK, [worker, language.code, [*asked[:1], *asked * ROUNDS], PAUSE]
        )
        page.close()
        rounds = [times[start : start + len(asked)] for start in range(0, len(times), len(asked))]
        typical = [statistics.median(taken) for taken in zip(*rounds, strict=True)]
        slowest = asked[typical.index(max(typical))]
        median, most = statistics.median(typical), statistics.quantiles(typical, n=20)[-1]
        print(
            f"{title}, {language.code}: first answer, with loading, {first:.0f} ms; then median "
            f"{median:.1f}, 95 % {most:.1f}, slowest {max(typical):.1f} ms ({slowest})"
        )


def make_large(folder: Path) -> None:
    """Give the index in the folder 10,000 tasks of clauses and made-up words, always the same."""
    chance = random.Random(1)  # noqa: S311 - not for secrets
    names = json.loads((folder / "names.json").read_text("utf-8"))
    texts = {
        one.code: json.loads((folder / f"text.{one.code}.json").read_text("utf-8"))
        for one in LANGUAGES
    }
    entries: list[dict[str, Any]] = names["entries"]
    tasks = [number for number, entry in enumerate(entries) if entry["kind"] == "task"]
    clauses = {
        code: [
            clause
            for number in tasks
            for clause in content["texts"][number]
            .replace("，", "，|")
            .replace(", ", ", |")
            .split("|")
        ]
        for code, content in texts.items()
    }
    characters = sorted({one for clause in clauses["zh"] for one in clause if "一" <= one <= "鿿"})
    for count in range(LARGE - len(tasks)):
        entry = entries[chance.choice(tasks)]
        made_up = {
            "zh": "".join(chance.choices(characters, k=6)),
            "en": "".join(chance.choices("abcdefghilmnoprstu", k=7)),
        }
        entries.append(
            entry
            | {
                "location": f"{entry['location']}-{count}",
                "title": {
                    code: made_up[code] + chance.choice(clauses[code])[:40] for code in made_up
                },
                "departments": sorted(chance.sample(range(22), k=chance.randint(2, 9))),
            }
        )
        for code, content in texts.items():
            sample = chance.choices(clauses[code], k=8 if code == "zh" else 12)
            sample.insert(4, f" {made_up[code]} ")
            content["texts"].append("".join(sample))
    (folder / "names.json").write_text(json.dumps(names, ensure_ascii=False), "utf-8")
    for code, content in texts.items():
        text = json.dumps(content, ensure_ascii=False)
        (folder / f"text.{code}.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
