"""Renders the search index: what readers can find and what it is called; the browser matches.

The index comes from the plan, not from built pages: one entry for each task, department, measure,
chapter, section and site page, so nothing is found twice. Material's search box stays, with a
worker of our own behind it (`docs/zh/assets/javascripts/search/`); its own index stays empty.

All languages share the files. `names.json` has everything but texts, `text.CODE.json` the texts
of one language by entry, with Chinese also the readings of its characters. Nothing is loaded before
the first query; that loads the names and the texts of the language it is in. Texts that are late
are not waited for: names answer first.

Measured with `tests/search/measure.py`, for the first plan published, of 29 tasks: a first query
loads 27 to 29 KB compressed, 39 where words may be pinyin or English; answers take 0.3 ms, 3 at
most. With 10,000 made-up tasks 1.2 to 1.5 MB and 7 ms, 36 at most. MiniSearch reading texts and
queries in the same way finds as much (mean reciprocal rank .98 and .94, ours 1.00 and .99), adds
6 KB, and takes four times as long to index 10,000 tasks.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from generator.address import Address
from generator.labels import labels
from generator.language import CHINESE, LANGUAGES
from generator.pages import pages
from generator.search_lexicon import readings
from generator.source import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.address import AddressBook
    from generator.entity import Chapter, Department, Measure, Task
    from generator.labels import Labels
    from generator.pages import Page
    from generator.plan import Plan

Kind: TypeAlias = Literal["department", "measure", "task", "chapter", "page"]

_ADMINISTRATIVE_UNIT = re.compile(r"[^省市区县州旗]+[省市区县州旗]")
_SECTIONS_OF_ABOUT = (
    *("about_source", "about_translation", "corrections"),
    *("about_citation", "about_errors", "about_data", "glossary"),
)


@dataclass(frozen=True)
class Entry:
    """Something readers can find. `note` says what it is or where it belongs.

    `parent` is the location of a task's measure; `departments` those of its departments.
    """

    kind: Kind
    location: str
    title: Text
    text: Text
    note: Text | None = None
    names: tuple[str, ...] = ()
    parent: str = ""
    departments: tuple[str, ...] = ()


def render(plan: Plan, book: AddressBook) -> dict[str, str]:
    """The files of the index by name."""
    found = tuple(entries(plan, book))
    numbers = {entry.location: number for number, entry in enumerate(found)}
    files: dict[str, dict[str, object]] = {
        "names.json": {
            "entries": [_named(entry, numbers) for entry in found],
            "place": _place(plan),
        }
    }
    for one in LANGUAGES:
        files[f"text.{one.code}.json"] = {"texts": [entry.text[one.code] for entry in found]}
    files[f"text.{CHINESE.code}.json"]["readings"] = readings(_chinese(found))
    return {name: _json(content) for name, content in files.items()}


def entries(plan: Plan, book: AddressBook) -> Iterator[Entry]:
    """Everything that readers can find: of two that fit equally well, the first comes first."""
    for department in plan.departments:
        yield _department(plan, department, book)
    for measure in plan.measures:
        yield _measure(plan, measure, book)
        yield from (_task(task, measure, book) for task in measure.tasks)
    for chapter in plan.chapters:
        yield from _chapter(chapter, book)
    for page in pages(plan):
        if page.subject is None:
            yield _page(plan, page)


def _department(plan: Plan, department: Department, book: AddressBook) -> Entry:
    count = len(plan.tasks_of(department))
    return Entry(
        "department",
        book.of(department).url,
        department.name,
        Text(),
        note=_labelled(lambda t: f"{t(f'kind_{department.kind}')} · {t('task_count', n=count)}"),
        names=_names(plan, department),
    )


def _names(plan: Plan, department: Department) -> tuple[str, ...]:
    """Its aliases, and each Chinese name also without the prefix that says whose it is.

    In a district 区财政局 is also 财政局, 区委宣传部 also 宣传部. What begins with the name of the
    place is left out, as queries are read without that.
    """
    unit = re.escape(plan.identity.place["zh"][-1:]) if plan.identity.place else "(?!)"
    prefix = re.compile(rf"^{unit}(?:委(?=.+[部局办]$))?(?=..)")
    full = department.name["zh"]
    names = (*department.aliases, *(prefix.sub("", name) for name in (full, *department.aliases)))
    place = tuple(_place(plan))
    return tuple(
        name for name in dict.fromkeys(names) if name != full and not name.startswith(place)
    )


def _measure(plan: Plan, measure: Measure, book: AddressBook) -> Entry:
    chapter = next(one for one in plan.chapters if measure in one.measures)
    count = len(measure.tasks)
    return Entry(
        "measure",
        book.of(measure).url,
        measure.title,
        _together(measure.paragraphs),
        note=_labelled(lambda t: f"{t.shown(chapter.title)} · {t('task_count', n=count)}"),
    )


def _task(task: Task, measure: Measure, book: AddressBook) -> Entry:
    return Entry(
        "task",
        book.of(task).url,
        task.title,
        task.text,
        note=_labelled(lambda t: t.clause(task.clause)),
        parent=book.of(measure).url,
        departments=tuple(book.of(one).url for one in task.departments),
    )


def _chapter(chapter: Chapter, book: AddressBook) -> Iterator[Entry]:
    """The chapter, its sections and their items; measures and tasks have entries of their own."""
    yield Entry(
        "chapter",
        book.of(chapter).url,
        chapter.title,
        _together(chapter.paragraphs),
        note=_labelled(lambda t: t.clause(chapter.clause)),
    )
    for section in chapter.sections:
        texts = _together(section.paragraphs)
        yield Entry("chapter", book.of(section).url, section.title, texts, chapter.title)
        for item in section.items:
            yield Entry("chapter", book.of(item).url, item.title, item.text, section.title)


def _page(plan: Plan, page: Page) -> Entry:
    """A page of the site itself: found by its title, and by what no other page says."""
    identity, notice = plan.identity, plan.identity.notice
    texts: tuple[Text, ...] = ()
    if page.template == "full":
        texts = (
            *filter(None, (identity.title, identity.document_number, notice.title)),
            *filter(None, (notice.addressees, *notice.paragraphs, *identity.preamble)),
            *filter(None, (*identity.closing, notice.disclosure)),
            *((notice.printed.by,) if notice.printed else ()),
            _labelled(lambda t: t.shown(identity.issued or "")),
        )
    elif page.template == "about":
        texts = (_labelled(lambda t: "\n".join(t(section) for section in _SECTIONS_OF_ABOUT)),)
    title = _labelled(lambda t: page.title(plan, t))
    names = _place(plan) if page.template == "home" else _labels_named(page.template)
    others = tuple(name for name in names if name not in title.model_dump().values())
    return Entry("page", Address(page.path).url, title, _together(texts), names=others)


def _labels_named(name: str) -> Iterator[str]:
    """The label with this name, if there is one."""
    for language in LANGUAGES:
        if isinstance(label := labels(language).wording.get(name), str):
            yield label


def _labelled(wording: Callable[[Labels], str]) -> Text:
    return Text(**{one.code: wording(labels(one)) for one in LANGUAGES})


def _together(texts: Iterable[Text]) -> Text:
    """The texts as one; a line break keeps what ends one and begins the next from reading on."""
    texts = tuple(texts)
    return _labelled(lambda t: "\n".join(t.shown(text) for text in texts))


def _place(plan: Plan) -> list[str]:
    """How queries name the place that the whole plan is about, the longest first."""
    place = plan.identity.place
    if place is None:
        return []
    units = _ADMINISTRATIVE_UNIT.findall(place["zh"])
    parts = place["en"].split(", ")
    names = (place["zh"], *units[-1:], place["en"], *parts[:1])
    return [name for name in dict.fromkeys(names) if name]


def _chinese(found: Iterable[Entry]) -> Iterator[str]:
    for entry in found:
        yield from (entry.title["zh"], entry.text["zh"], *entry.names)


def _named(entry: Entry, numbers: dict[str, int]) -> dict[str, Any]:
    """The entry without its text; other entries are named by their number."""
    content: dict[str, Any] = {
        "kind": entry.kind,
        "location": entry.location,
        "title": entry.title.model_dump(),
    }
    if entry.note:
        content["note"] = entry.note.model_dump()
    if entry.names:
        content["names"] = entry.names
    if entry.parent:
        content["parent"] = numbers[entry.parent]
        content["departments"] = [numbers[location] for location in entry.departments]
    return content


def _json(content: object) -> str:
    """Compact, but with each entry in a line of its own, so that differences can be read."""
    compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    match content:
        case dict():
            lines = [f"{compact(name)}:{_json(value)}" for name, value in content.items()]
            return "{" + ",\n".join(lines) + "}"
        case list():
            return "[" + ",\n".join(compact(value) for value in content) + "]"
        case _:
            return compact(content)
