"""Tells who reviews a draft what was recognised, what was left out, and what is uncertain."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.statement import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.importer.draft import Draft
    from generator.source import Task

_NEXT = """\
1. Read `plan.yaml` and the files of the chapters against the document, and mend what is wrong.
   Differences from `original/notice.txt` that you intend go into `corrections.yaml`.
2. Make one department of names that mean the same: keep one entry of `departments.yaml`, and list
   the other names as its `aliases`.
3. Give ids that will do for years: they are part of addresses. Rename files to match.
4. Write the English texts, then remove `translation: pending` from `plan.yaml`: the check will name
   every text that is missing."""


def summary(draft: Draft) -> str:
    """What was recognised, in a line."""
    named = Counter(_roles(draft))
    roles = ", ".join(f"{count} {role}" for role, count in sorted(named.items()))
    departments = draft.departments.departments
    collectives = sum(one.kind == "collective" for one in departments)
    return (
        f"{len(draft.chapters)} chapters, {len(draft.measures)} measures, "
        f"{len(draft.tasks)} tasks, {len(departments) - collectives} departments, "
        f"{collectives} collectives, {sum(named.values())} responsibilities"
        + (f" ({roles})" if roles else "")
    )


def report(draft: Draft, name: str) -> str:
    """The review report as Markdown; `name` is the document's file."""
    return "\n\n".join(("# Review of the draft", *_sections(draft, name))) + "\n"


def _sections(draft: Draft, name: str) -> Iterator[str]:
    yield f"Drafted from `{name}`: {summary(draft)}."
    untitled = sum(task.title is None for task in draft.tasks)
    alone = sum(not any(True for _ in _roles_of(task)) for task in draft.tasks)
    dated = sum(bool(task.deadlines) for task in draft.tasks)
    yield "## What was recognised\n\n" + _table(
        ("what", "how many"),
        (
            ("chapters", len(draft.chapters)),
            ("measures", len(draft.measures)),
            ("tasks", len(draft.tasks)),
            ("tasks without a title", untitled),
            ("tasks without a department", alone),
            ("tasks with a deadline", dated),
            *((f"responsibilities: {r}", n) for r, n in sorted(Counter(_roles(draft)).items())),
            *_kinds(draft),
        ),
    )
    yield "## Uncertain\n\n" + (
        _table(
            ("where", "what was done", "what else it could be"),
            ((one.place, one.done, one.otherwise) for one in draft.decisions),
        )
        if draft.decisions
        else "Nothing."
    )
    yield "## Names that may mean one department\n\n" + (
        _table(
            ("name", "other name", "why"),
            ((one.name, one.other, one.reason) for one in draft.variants),
        )
        if draft.variants
        else "None."
    )
    yield "## Left out\n\n" + (
        "Of the document's characters, these alone are not in the data:\n\n"
        + _table(("where", "what"), ((str(one.place), one.text) for one in draft.left_out))
        if draft.left_out
        else "Nothing: every character of the document is in the data."
    )
    yield "## What to do next\n\n" + _NEXT


def _kinds(draft: Draft) -> Iterator[tuple[str, int]]:
    counted = Counter(one.kind for one in draft.departments.departments)
    yield from ((f"departments: {kind}", count) for kind, count in sorted(counted.items()))


def _roles(draft: Draft) -> Iterator[str]:
    for task in draft.tasks:
        yield from _roles_of(task)


def _roles_of(task: Task) -> Iterator[str]:
    for role in ROLES:
        yield from (role for _ in getattr(task.responsibilities, role))


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")
