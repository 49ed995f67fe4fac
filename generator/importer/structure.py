"""Reads an outline's parts as chapters, measures, groups and tasks, and gathers what they name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypedDict

from generator import source
from generator.importer.deadline import deadlines
from generator.importer.identifier import Identifiers
from generator.statement import Statement, first_listed_leads, statements, with_first_as_lead

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.importer.outline import Paragraph, Part
    from generator.source import MeasureKind

_LONGEST_BEGINNING = 24
_FOR_OTHERS = re.compile(r"下同|以下|不再")
"""What a note says that holds for the tasks after it, too."""


@dataclass(frozen=True)
class Decision:
    """Something a person should look at: where it is, what was done, and what else it could be."""

    place: str
    done: str
    otherwise: str


@dataclass
class Structure:
    """Reads parts into chapters and measures; gathers what they name and what is uncertain."""

    first_leads: bool
    identifiers: Identifiers = field(default_factory=Identifiers)
    names: list[str] = field(default_factory=list)
    conventions: list[source.Convention] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    def read(
        self, root: Part, title: str
    ) -> tuple[list[source.Chapter], list[tuple[MeasureKind, source.Measure]]]:
        """The chapters of a document, and the measures, each with the id of its chapter."""
        chapters: list[source.Chapter] = []
        measures: list[tuple[MeasureKind, source.Measure]] = []
        parts = root.parts
        if parts and all(not part.parts for part in parts) and has_tasks(root):
            parts = (replace(root, title=title, paragraphs=()),)  # a plan without chapters
        for part in parts:
            identifier = self._identify(part, "chapter")
            text = _texts(part.paragraphs)
            headed = self._headed(part)
            if has_tasks(part):
                sections, found = self._measures(part, identifier)
                measures += found
            else:
                sections = tuple(self._section(below) for below in part.parts)
            chapters.append(
                source.Chapter(
                    id=identifier,
                    title=source.Text(zh=part.title or _beginning(part)),
                    paragraphs=text,
                    sections=sections,
                    **headed,
                )
            )
        return chapters, measures

    def _section(self, part: Part) -> source.Section:
        return source.Section(
            id=self._identify(part, "section"),
            title=source.Text(zh=part.title or _beginning(part)),
            paragraphs=_texts(part.paragraphs),
            items=tuple(self._item(below) for below in part.parts),
            **self._headed(part),
        )

    def _item(self, part: Part) -> source.Item:
        return source.Item(
            id=self._identify(part, "item"),
            title=source.Text(zh=part.title) if part.title else None,
            text=source.Text(zh=_whole_text(part)),
            **self._headed(part),
        )

    def _measures(
        self, chapter: Part, identifier: str
    ) -> tuple[tuple[source.Section, ...], list[tuple[MeasureKind, source.Measure]]]:
        """The chapter's sections before its first measure, and its measures.

        A chapter whose sections are tasks is itself the measure.
        """
        if not any(part.parts for part in chapter.parts):
            whole = source.Measure(
                id=self.identifiers.propose(chapter.title, "measure"),
                chapter=identifier,
                tasks=tuple(self._task(part) for part in chapter.parts),
            )
            return (), [("action", whole)]
        sections: list[source.Section] = []
        measures: list[tuple[MeasureKind, source.Measure]] = []
        for part in chapter.parts:
            if not measures and not has_tasks(part):
                sections.append(self._section(part))
            else:
                measures.append((_kind(part), self._measure(part, identifier)))
        return tuple(sections), measures

    def _measure(self, part: Part, chapter: str) -> source.Measure:
        tasks: list[source.Task] = []
        groups: list[source.Group] = []
        if not part.parts and has_tasks(part):
            tasks.append(self._sole_task(part))
        for below in part.parts:
            if groups or below.parts:
                groups.append(self._group(below))
            else:
                tasks.append(self._task(below))
        return source.Measure(
            id=self._identify(part, "measure"),
            chapter=chapter,
            title=source.Text(zh=part.title or _beginning(part)),
            paragraphs=() if tasks and not part.parts else _texts(part.paragraphs),
            tasks=tuple(tasks),
            groups=tuple(groups),
            **self._headed(part),
        )

    def _group(self, part: Part) -> source.Group:
        leaves = tuple(part.leaves)
        alone = leaves == (part,)
        return source.Group(
            id=self._identify(part, "group"),
            title=source.Text(zh=part.title or _beginning(part)),
            paragraphs=() if alone else _texts(part.paragraphs),
            tasks=(self._sole_task(part),) if alone else tuple(self._task(leaf) for leaf in leaves),
            **self._headed(part),
        )

    def _sole_task(self, part: Part) -> source.Task:
        """The one task of a measure or group that is a task itself: it has the same heading."""
        return self._task(part).model_copy(update={"heading": "", "number": None})

    def _task(self, part: Part) -> source.Task:
        identifier = self._identify(part, "task")
        text = part.text
        said = list(statements(text))
        if self.first_leads:
            said = [with_first_as_lead(one) for one in said]
        pairs = dict.fromkeys(pair for one in said for pair in one.names)
        self.names += [name for _, name in pairs]
        self._note(part, identifier, said)
        return source.Task(
            id=identifier,
            title=source.Text(zh=part.title) if part.title else None,
            text=source.Text(zh=text),
            responsibilities=source.Responsibilities(
                lead=tuple(name for role, name in pairs if role == "lead"),
                support=tuple(name for role, name in pairs if role == "support"),
                responsible=tuple(name for role, name in pairs if role == "responsible"),
                open=any(one.open for one in said),
            ),
            deadlines=deadlines(text),
            **self._headed(part),
        )

    def _note(self, part: Part, identifier: str, said: list[Statement]) -> None:
        """Keep what the statements say for other tasks too, and what about them is uncertain."""
        place = f"{part.heading or part.title} ({part.place})"
        for statement in said:
            wide = [note for note in statement.notes if _FOR_OTHERS.search(note)]
            if wide:
                self.conventions.append(
                    source.Convention(
                        text=source.Text(zh="，".join(statement.notes)),
                        source=identifier,
                        rule="first-named-leads" if first_listed_leads(statement.notes) else None,
                    )
                )
            if "会同" in statement.wording:
                done = f"named without a rank: {statement.wording}"
                self.decisions.append(Decision(place, done, "会同 may mean that the first leads"))
        if not said:
            done = "a task without departments: no statement was recognised"
            self.decisions.append(Decision(place, done, "name departments, or make it no task"))

    def _identify(self, part: Part, otherwise: str) -> str:
        return self.identifiers.propose(part.title or _beginning(part), otherwise)

    @staticmethod
    def _headed(part: Part) -> _Headed:
        number = part.mark.number if part.mark else 0
        return {"heading": part.heading, "number": number or None}


class _Headed(TypedDict):
    heading: str
    number: int | None


def has_tasks(part: Part) -> bool:
    """Whether a statement of responsibility stands in the part or below it."""
    return any(True for leaf in part.leaves for _ in statements(leaf.text))


def _kind(part: Part) -> MeasureKind:
    return "project" if part.title.endswith(("工程", "项目")) else "action"


def _texts(paragraphs: Iterable[Paragraph]) -> tuple[source.Text, ...]:
    return tuple(source.Text(zh=paragraph.text) for paragraph in paragraphs)


def _whole_text(part: Part) -> str:
    """The text of a part with everything below it, mark for mark."""
    below = "".join(one.heading + _whole_text(one) for one in part.parts)
    return part.text + below


def _beginning(part: Part) -> str:
    return re.split(r"[，。；：]", _whole_text(part), maxsplit=1)[0][:_LONGEST_BEGINNING]
