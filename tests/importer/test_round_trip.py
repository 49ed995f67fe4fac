"""What is imported is what was written: the published plan, and plans made up at random."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import pytest
from conftest import PROJECT
from hypothesis import given
from hypothesis import strategies as st

from generator import parts, source
from generator.importer.document import Block, Document, Place
from generator.importer.draft import Draft, draft
from generator.importer.paragraphs import Line, paragraphs
from generator.importer.reading import read_document
from generator.load import load
from generator.numerals import chinese_numeral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.load import Source

PLAN = PROJECT / "plan_source"


@pytest.fixture(scope="module")
def published() -> Source:
    return load(PLAN)[0]


@pytest.fixture(scope="module")
def imported() -> Draft:
    return draft(read_document(PLAN / "original" / "notice.txt"))


def as_issued(published: Source, place: str, text: source.Text | None) -> str:
    """A text of the published plan with its corrections undone."""
    wording = text["zh"] if text else ""
    for correction in published.sole(source.Corrections).content.corrections:
        if correction.place == place:
            wording = wording.replace(correction.corrected, correction.issued)
    return "".join(wording.split())


def test_the_published_plan_is_imported_as_it_is_kept(published: Source, imported: Draft) -> None:
    kept = [task for _, _, task in parts.tasks(published)]
    assert len(imported.tasks) == len(kept) == 29
    for own, found in zip(kept, imported.tasks, strict=True):
        assert found.title is not None
        assert "".join(found.title["zh"].split()) == as_issued(published, own.id, own.title)
        assert "".join(found.text["zh"].split()) == as_issued(published, own.id, own.text)
        assert found.responsibilities == own.responsibilities
    named = [len(task.responsibilities.responsible) for task in imported.tasks]
    assert sum(named) == 133


def test_the_published_plan_is_imported_with_its_chapters_and_measures(
    published: Source, imported: Draft
) -> None:
    def structure(
        chapters: list[source.Chapter], measures: list[source.Measure], plan: Source
    ) -> list[object]:
        titles = {one.id: as_issued(plan, one.id, one.title) for one in chapters}
        return [
            [
                (
                    titles[one.id],
                    [as_issued(plan, one.id, text) for text in one.paragraphs],
                    [
                        (
                            as_issued(plan, part.id, part.title),
                            [as_issued(plan, part.id, text) for text in part.paragraphs],
                            [as_issued(plan, item.id, item.text) for item in part.items],
                        )
                        for part in one.sections
                    ],
                )
                for one in chapters
            ],
            [(titles[one.chapter], as_issued(plan, one.id, one.title)) for one in measures],
        ]

    kept_chapters = [file.content for file in published.of(source.Chapter)]
    kept_measures = [file.content for file in published.of(source.Measure)]
    found_measures = [measure for _, measure in imported.measures]
    assert structure(list(imported.chapters), found_measures, published) == structure(
        kept_chapters, kept_measures, published
    )
    identity = published.sole(source.Identity).content
    for name in ("issued", "period"):
        assert getattr(imported.identity, name) == getattr(identity, name)
    for name in ("title", "document_number", "issuer", "place"):
        assert getattr(imported.identity, name)["zh"] == getattr(identity, name)["zh"]


WORDS = st.text("阅读图书馆县城乡文化建设推进", min_size=4, max_size=12)
UNITS = st.text("教育科技文旅", min_size=2, max_size=3).map("县{}局".format)


@dataclass(frozen=True)
class Task:
    title: str
    text: str
    lead: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def statement(self) -> str:
        if not self.lead:
            return f"（{'、'.join(self.others)}按职责分工负责）"
        support = f"，{'、'.join(self.others)}配合" if self.others else ""
        return f"（{'、'.join(self.lead)}牵头{support}）"


NAMES = st.lists(UNITS, min_size=1, max_size=4, unique=True)
TASKS = st.builds(
    lambda title, text, names, leads: Task(
        title, f"{text}。", tuple(names[:leads]), tuple(names[leads:])
    ),
    *(WORDS, WORDS, NAMES, st.integers(0, 1)),
)
PLANS = st.lists(
    st.tuples(
        WORDS,
        st.lists(st.tuples(WORDS, st.lists(TASKS, min_size=1, max_size=3)), min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=3,
)
Plan = list[tuple[str, list[tuple[str, list[Task]]]]]


def headings_and_texts(plan: Plan, item: Callable[[int], str]) -> Iterator[str]:
    """The paragraphs of a plan as documents write it; `item` makes the mark of a task."""
    yield "示例县阅读方案"
    yield "为推动阅读，制定本方案。"
    for chapter, (title, sections) in enumerate(plan, start=1):
        yield f"{chinese_numeral(chapter)}、{title}"
        for section, (name, tasks) in enumerate(sections, start=1):
            yield f"（{chinese_numeral(section)}）{name}"
            for number, task in enumerate(tasks, start=1):
                yield f"{item(number)}{task.title}。{task.text}{task.statement}"


def in_lines(texts: list[str]) -> Document:
    blocks = (Block(text, Place("line", number)) for number, text in enumerate(texts, start=1))
    return Document("plan.txt", tuple(blocks))


def in_one_line(texts: list[str]) -> Document:
    title, *others = texts
    return Document(
        "plan.txt",
        (Block(title, Place("line", 1)), Block(" ".join(others), Place("line", 2))),
    )


def wrapped_with_page_numbers(texts: list[str]) -> Document:
    width, lines, number = 22, list[Line](), count(1)
    for text in texts:
        for start in range(0, len(text), width):
            lines.append(Line(text[start : start + width], Place("line", next(number)), start == 0))
            if len(lines) % 7 == 0:
                lines.append(Line(f"— {len(lines)} —", Place("line", next(number)), indented=False))
    blocks, dropped = paragraphs(lines)
    return Document("plan.txt", blocks, dropped)


@given(
    PLANS,
    st.sampled_from(["{}.", "（{}）", "{}、"]),
    st.sampled_from([in_lines, in_one_line, wrapped_with_page_numbers]),
)
def test_a_plan_is_read_back_from_any_layout(
    plan: Plan, mark: str, layout: Callable[[list[str]], Document]
) -> None:
    document = layout(list(headings_and_texts(plan, mark.format)))

    read = draft(document)

    assert [chapter.title["zh"] for chapter in read.chapters] == [title for title, _ in plan]
    measures = [measure.title and measure.title["zh"] for _, measure in read.measures]
    assert measures == [name for _, sections in plan for name, _ in sections]
    tasks = [task for _, sections in plan for _, below in sections for task in below]
    assert [
        (
            task.title and task.title["zh"],
            task.text["zh"],
            task.responsibilities.lead,
            task.responsibilities.support + task.responsibilities.responsible,
        )
        for task in read.tasks
    ] == [(one.title, one.text + one.statement, one.lead, one.others) for one in tasks]
