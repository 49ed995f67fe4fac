"""Puts the differences between two plans into words: plain text, Markdown or JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.labels import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.diff import ChangedPart, Changes
    from generator.edits import Edit
    from generator.labels import Labels
    from generator.language import Language

_MARKS = {
    "text": {"removed": ("[-", "-]"), "added": ("{+", "+}"), "same": ("", "")},
    "markdown": {"removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>"), "same": ("", "")},
}
_LONGEST_SAME = 24
"""Characters of unchanged text shown on either side of a change."""


def report(changes: Changes, language: Language, form: str) -> str:
    """The differences as `text`, `markdown` or `json`, names in the language."""
    if form == "json":
        return json.dumps(_data(changes), ensure_ascii=False, indent=1) + "\n"
    t = labels(language)
    heading = "## {}" if form == "markdown" else "{}:"
    lines = []
    for name, entries in _sections(changes, t, _MARKS[form]):
        shown = list(entries)
        if shown:
            lines += [heading.format(name), "", *(f"- {entry}" for entry in shown), ""]
    return "\n".join(lines) or "No differences.\n"


def _sections(
    changes: Changes, t: Labels, marks: dict[str, tuple[str, str]]
) -> Iterator[tuple[str, Iterable[str]]]:
    def titles(parts: Iterable[Any]) -> Iterable[str]:
        return (f"{t.shown(part.title)} ({part.id})" for part in parts)

    def names(departments: Iterable[Any]) -> Iterable[str]:
        return (f"{t.shown(one.name)} ({one.id})" for one in departments)

    def changed(parts: Iterable[ChangedPart]) -> Iterator[str]:
        for part in parts:
            if part.moved:
                before, after = part.moved
                yield f"{t.shown(part.title)} ({part.id}): moved from {before} to {after}"
            for one in part.reworded:
                edits = _shortened(one.edits, marks)
                yield f"{t.shown(part.title)} ({part.id}), {one.field}, {one.language}: {edits}"

    yield "Tasks added", titles(changes.added_tasks)
    yield "Tasks removed", titles(changes.removed_tasks)
    yield "Tasks changed", changed(changes.changed_tasks)
    yield (
        "Responsibilities",
        (
            f"{t.shown(one.name)}: {t.shown(one.title)} ({one.task}): "
            f"{t.roles[one.before] if one.before else '–'} → "
            f"{t.roles[one.after] if one.after else '–'}"
            for one in changes.responsibilities
        ),
    )
    yield "Departments added", names(changes.added_departments)
    yield "Departments removed", names(changes.removed_departments)
    yield (
        "Departments renamed",
        (
            f"{t.shown(one.before)} → {t.shown(one.after)} ({one.id})"
            for one in changes.renamed_departments
        ),
    )
    yield (
        "Departments merged",
        (
            f"{t.shown(before.name)} ({before.id}) → {t.shown(after.name)} ({after.id})"
            for before, after in changes.merged_departments
        ),
    )
    yield (
        "Other values",
        (f"{one.owner}, {one.field}: {one.before} → {one.after}" for one in changes.other),
    )
    yield "Other parts added", titles(changes.added_parts)
    yield "Other parts removed", titles(changes.removed_parts)
    yield "Other parts changed", changed(changes.changed_parts)


def _shortened(edits: tuple[Edit, ...], marks: dict[str, tuple[str, str]]) -> str:
    """The edits with their marks; of what stays the same, only what is beside a change."""
    shown = []
    for number, (kind, text) in enumerate(edits):
        before, after = marks[kind]
        if kind == "same" and len(text) > 2 * _LONGEST_SAME:
            start = text[:_LONGEST_SAME] if number else ""
            end = text[-_LONGEST_SAME:] if number < len(edits) - 1 else ""
            shown.append(f"{start}…{end}")
        else:
            shown.append(f"{before}{text}{after}")
    return "".join(shown)


def _data(changes: Changes) -> dict[str, Any]:
    def ids(parts: Iterable[Any]) -> list[str]:
        return [part.id for part in parts]

    def changed(parts: Iterable[ChangedPart]) -> list[dict[str, Any]]:
        return [
            {
                "id": part.id,
                "moved": part.moved,
                "reworded": [
                    {"language": one.language, "field": one.field, "edits": one.edits}
                    for one in part.reworded
                ],
            }
            for part in parts
        ]

    return {
        "tasks": {
            "added": ids(changes.added_tasks),
            "removed": ids(changes.removed_tasks),
            "changed": changed(changes.changed_tasks),
        },
        "responsibilities": [
            {
                "task": one.task,
                "department": one.department,
                "before": one.before,
                "after": one.after,
            }
            for one in changes.responsibilities
        ],
        "departments": {
            "added": ids(changes.added_departments),
            "removed": ids(changes.removed_departments),
            "renamed": [
                {"id": one.id, "before": one.before.model_dump(), "after": one.after.model_dump()}
                for one in changes.renamed_departments
            ],
            "merged": [
                {"from": before.id, "to": after.id} for before, after in changes.merged_departments
            ],
        },
        "other": [
            {"owner": one.owner, "field": one.field, "before": one.before, "after": one.after}
            for one in changes.other
        ],
        "parts": {
            "added": ids(changes.added_parts),
            "removed": ids(changes.removed_parts),
            "changed": changed(changes.changed_parts),
        },
    }
