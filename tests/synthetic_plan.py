"""Makes up a plan of any size, for measuring: `synthetic_plan.py FOLDER TASKS DEPARTMENTS`."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import yaml

from generator.load import ORIGINAL, load
from generator.original import document

ZH = "提升全民科学素质，加强基层服务，推动资源下沉，完善工作机制，组织开展培训与宣传活动。"
EN = "Raise scientific literacy, strengthen services, move resources closer and hold activities."
TASKS_A_MEASURE = 25


def write_plan(folder: Path, tasks: int, departments: int) -> None:
    """Write a valid plan with so many tasks and departments; the same each time."""
    chance = random.Random(tasks * 1000 + departments)  # noqa: S311 - no secret
    names = [f"县第{number}局" for number in range(1, departments + 1)]
    _put(folder / "plan.yaml", _identity())
    _put(
        folder / "departments.yaml",
        {
            "departments": [
                {
                    "id": f"bureau-{number}",
                    "name": _text(name, f"Bureau {number}"),
                    "kind": "government",
                    "aliases": [f"第{number}局"],
                }
                for number, name in enumerate(names, start=1)
            ]
        },
    )
    for name, key in (
        ("indicators", ""),
        ("glossary", "terms"),
        ("corrections", ""),
        ("updates", ""),
    ):
        _put(folder / f"{name}.yaml", {key or name: []})
    for number, measures in enumerate(("actions", "projects"), start=1):
        title = _text(f"第{number}类任务", f"Kind {number}")
        chapter = {"id": f"chapter-{measures}", "title": title}
        _put(folder / "chapters" / f"{number}-chapter-{measures}.yaml", chapter)
    for position, first in enumerate(range(0, tasks, TASKS_A_MEASURE)):
        kind = "actions" if position % 2 == 0 else "projects"
        identity = f"measure-{position + 1}"
        numbers = range(first, min(first + TASKS_A_MEASURE, tasks))
        measure = {
            "id": identity,
            "chapter": f"chapter-{kind}",
            "title": _text(f"第{position + 1}项工作", f"Work {position + 1}"),
            "tasks": [_task(number, names, departments, chance) for number in numbers],
        }
        _put(folder / kind / f"{position // 2 + 1}-{identity}.yaml", measure)
    (folder / ORIGINAL).parent.mkdir()
    (folder / ORIGINAL).write_text("\n", "utf-8")
    source, _ = load(folder)
    lines = [piece.wording for piece in document(source)]
    (folder / ORIGINAL).write_text("\n".join(lines) + "\n", "utf-8")


def _task(number: int, names: list[str], departments: int, chance: random.Random) -> dict[str, Any]:
    named = [names[number % departments], *chance.sample(names, chance.randint(2, 7))]
    named = list(dict.fromkeys(named))
    text = ZH * chance.randint(2, 5)
    return {
        "id": f"task-{number + 1}",
        "title": _text(f"落实第{number + 1}项任务", f"Carry out task {number + 1}"),
        "text": _text(f"{text}（{'、'.join(named)}按职责分工负责）", " ".join([EN] * 4)),
        "responsibilities": {"responsible": named},
    }


def _identity() -> dict[str, Any]:
    return {
        **{
            field: _text("大型示例方案", "Large Example Plan")
            for field in ("title", "short_title", "document_number", "issuer", "place")
        },
        "issued": "DATE",
        "period": {"from": 2030, "to": 2035},
        "notice": {
            **{field: _text("示例", "Example") for field in ("title", "addressees", "disclosure")},
            "paragraphs": [],
            "printed": {"by": _text("示例", "Example"), "date": "DATE"},
        },
    }


def _text(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _put(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text.replace("DATE", "2030-03-01"), "utf-8")


if __name__ == "__main__":
    write_plan(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
