"""Scores the importer against labelled documents: `score.py FOLDER`, with NAME.txt and NAME.json.

A label file has `tasks`, each with `title`, `body_first12` (the first 12 characters of its text,
without white space), and the names in it, as written: `responsible` (everybody), `lead`, `support`,
`collective`; and `deadlines`. Tasks are matched by how they begin.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.importer.draft import draft
from generator.importer.text_file import read_text
from generator.unit_names import is_collective

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.source import Task

FIELDS = ("title", "responsible", "lead", "support", "collective", "deadlines")
COLUMNS = ("found", "label", "right", "prec", "recall", "F1")
LENGTH_OF_BEGINNING = 12


@dataclass(frozen=True)
class Score:
    """How many values the importer found, how many there are, and how many are both."""

    found: int
    labelled: int
    right: int

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found, self.labelled + other.labelled, self.right + other.right
        )

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        both = self.found + self.labelled
        return 2 * self.right / both if both else 1.0


def score(document: Path, labels: Path) -> dict[str, Score]:
    """The scores of one document: of tasks found, of each field, and of tasks wholly right."""
    labelled: list[dict[str, Any]] = json.loads(labels.read_text("utf-8"))["tasks"]
    found = draft(read_text(document)).tasks
    expected = {_beginning(one["title"], one["body_first12"]): one for one in labelled}
    imported = {_beginning(_title(one), one.text["zh"]): one for one in found}
    matched = [(imported.get(key), expected.get(key)) for key in {**expected, **imported}]
    scores = {"task": Score(len(found), len(labelled), sum(bool(a and b) for a, b in matched))}
    for field in FIELDS:
        scores[field] = sum(
            (_compare(_values(task, field), _labelled(label, field)) for task, label in matched),
            Score(0, 0, 0),
        )
    exact = sum(
        bool(task and label)
        and all(_values(task, field) == _labelled(label, field) for field in FIELDS)
        for task, label in matched
    )
    return {**scores, "exact task": Score(len(found), len(labelled), exact)}


def _compare(found: list[str], labelled: list[str]) -> Score:
    right = (Counter(found) & Counter(labelled)).total()
    return Score(len(found), len(labelled), right)


def _values(task: Task | None, field: str) -> list[str]:
    if task is None:
        return []
    named = task.responsibilities
    everybody = [*named.lead, *named.support, *named.responsible]
    match field:
        case "title":
            return [_unspaced(_title(task))] if task.title else []
        case "responsible":
            return sorted(everybody)
        case "collective":
            return sorted(name for name in everybody if is_collective(name))
        case "deadlines":
            return list(task.deadlines)
        case _:
            return sorted(getattr(named, field))


def _labelled(label: dict[str, Any] | None, field: str) -> list[str]:
    if label is None:
        return []
    if field == "title":
        return [label["title"]] if label["title"] else []
    return list(label[field]) if field == "deadlines" else sorted(label[field])


def _title(task: Task) -> str:
    return task.title["zh"] if task.title else ""


def _beginning(title: str, text: str) -> str:
    return _unspaced(title + text)[: len(_unspaced(title)) + LENGTH_OF_BEGINNING]


def _unspaced(text: str) -> str:
    return "".join(text.split())


def table(scores: dict[str, dict[str, Score]]) -> Iterable[str]:
    """The scores as lines: a table for each document and one for all of them."""
    total: dict[str, Score] = {}
    for own in scores.values():
        for field, one in own.items():
            total[field] = total.get(field, Score(0, 0, 0)) + one
    for name, own in {**scores, "all": total}.items():
        yield " ".join((f"{name:34}", *(f"{column:>6}" for column in COLUMNS)))
        for field, one in own.items():
            yield (
                f"  {field:32} {one.found:6} {one.labelled:6} {one.right:6}"
                f" {one.precision:6.3f} {one.recall:6.3f} {one.f1:6.3f}"
            )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    documents = {path.stem: path for path in sorted(folder.glob("*.txt"))}
    labelled = {
        name: path for name, path in documents.items() if path.with_suffix(".json").exists()
    }
    print(*table({n: score(p, p.with_suffix(".json")) for n, p in labelled.items()}), sep="\n")
