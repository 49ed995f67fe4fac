"""A small site to publish: every page carries the mark of its release."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PAGES = ("", "actions/youth/", "departments/education/", "tasks/", "en/", "en/actions/youth/")
TASKS = ("lessons", "teachers")


def build(folder: Path, mark: str, *, pages: tuple[str, ...] = PAGES) -> Path:
    """Write a whole site into a folder; returns the folder."""
    body = "".join(f'<h2 id="{task}">{task}</h2>' for task in TASKS)
    for page in pages:
        _write(folder / page / "index.html", f"<title>{mark}</title>{body}<p>{page}</p>")
    for name in ("404.html", "en/404.html"):
        _write(folder / name, f"<title>{mark}</title>")
    plan = {
        "document": {"title": {"zh": "示例方案"}},
        "tasks": [{"url": f"/actions/youth/#{task}"} for task in TASKS],
    }
    _write(folder / "data" / "plan.json", json.dumps(plan))
    for name in ("names", "text.zh", "text.en"):
        _write(folder / "search" / f"{name}.json", json.dumps({"mark": mark}))
    for number in range(20):
        _write(folder / "assets" / f"part.{number:08x}.css", f"a {{ order: {number} }}\n" * 50)
    return folder


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
