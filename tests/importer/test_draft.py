"""Drafts of made-up documents of the kinds that governments issue, each beside what is drafted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.check import check
from generator.importer.data_files import data_files
from generator.importer.draft import Draft, draft
from generator.importer.reading import read_document
from generator.load import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source import Measure, Task

FOLDER = Path(__file__).parent / "documents"
TEXTS = sorted(FOLDER.glob("*.txt"))
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".draft")


def described(drafted: Draft) -> Iterator[str]:
    """The draft in lines, indented as the document is structured."""
    identity = drafted.identity
    yield f"title: {identity.title['zh']}"
    known = (identity.document_number, identity.issuer, identity.place)
    yield "issued: " + " ".join(one["zh"] for one in known if one) + f" {identity.issued}"
    if identity.period:
        yield f"period: {identity.period.start} {identity.period.end}"
    notice = identity.notice
    for name, text in (
        ("notice", notice.title),
        ("to", notice.addressees),
        ("note", notice.disclosure),
        ("printed by", notice.printed and notice.printed.by),
    ):
        if text:
            yield f"{name}: {text['zh']}"
    for name, texts in (
        ("letter", notice.paragraphs),
        ("preamble", identity.preamble),
        ("closing", identity.closing),
    ):
        yield from (f"{name}: {text['zh']}" for text in texts)
    for convention in identity.conventions:
        yield f"convention: {convention.text['zh']} ({convention.rule})"
    yield from _chapters(drafted)
    yield from (f"left out: {piece.text}" for piece in drafted.left_out)
    yield from (f"uncertain: {one.done}" for one in drafted.decisions)
    yield from (f"perhaps the same: {one.name} {one.other}" for one in drafted.variants)


def _chapters(drafted: Draft) -> Iterator[str]:
    for chapter in drafted.chapters:
        yield f"chapter: {chapter.title['zh']}"
        yield from (f"  : {text['zh']}" for text in chapter.paragraphs)
        for section in chapter.sections:
            yield f"  section: {section.title['zh']}"
            yield from (f"    : {text['zh']}" for text in section.paragraphs)
            for item in section.items:
                yield f"    item: {item.title['zh'] if item.title else ''}: {item.text['zh']}"
        for kind, measure in drafted.measures:
            if measure.chapter == chapter.id:
                yield from (f"  {line}" for line in _measure(kind, measure))


def _measure(kind: str, measure: Measure) -> Iterator[str]:
    yield f"{kind}: {measure.title['zh'] if measure.title else '(the chapter)'}"
    yield from (f"  : {text['zh']}" for text in measure.paragraphs)
    yield from (f"  {line}" for task in measure.tasks for line in _task(task))
    for group in measure.groups:
        yield f"  group: {group.title['zh']}"
        yield from (f"    {line}" for task in group.tasks for line in _task(task))


def _task(task: Task) -> Iterator[str]:
    number = f"{task.number}. " if task.number else ""
    yield f"task: {number}{task.title['zh'] if task.title else ''}: {task.text['zh']}"
    named = task.responsibilities
    for role, names in (
        ("lead", named.lead),
        ("support", named.support),
        ("responsible", named.responsible),
    ):
        if names:
            yield f"  {role}: {' '.join(names)}{' 等' if named.open else ''}"
    if task.deadlines:
        yield f"  by: {' '.join(task.deadlines)}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_is_drafted_as_a_person_reads_it(
    path: Path, pytestconfig: pytest.Config
) -> None:
    found = "\n".join(described(draft(read_document(path)))) + "\n"
    expected = path.with_suffix(".draft")
    if pytestconfig.getoption("--update-golden"):
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_draft_is_a_plan_without_problems_that_reads_as_the_document(
    path: Path, tmp_path: Path
) -> None:
    for name, content in data_files(draft(read_document(path))).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")

    source, problems = load(tmp_path)

    assert [str(problem) for problem in (*problems, *check(source))] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_character_is_in_the_data_or_listed_as_left_out(path: Path) -> None:
    drafted = draft(read_document(path))
    pieces = (drafted.original, *(piece.text for piece in drafted.left_out))
    kept = Counter("".join("".join(pieces).split()))
    assert kept == Counter("".join(path.read_text("utf-8").split()))
