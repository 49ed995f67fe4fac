"""Shows the document's own wording: its headings, its statements, corrections as notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup

from generator.entity import Item, Task
from generator.heading import heading
from generator.labels import Untranslated
from generator.language import CHINESE
from generator.markdown import escape, shown

if TYPE_CHECKING:
    from generator.entity import Chapter, Group, Measure, Section
    from generator.labels import Labels
    from generator.plan import Plan
    from generator.source import Correction, Text

    Headed: TypeAlias = Chapter | Section | Measure | Group | Item | Task


@dataclass(frozen=True)
class Wording:
    """The plan's wording in the language of `t`."""

    plan: Plan
    t: Labels

    def heading(self, part: Headed) -> str:
        """The part's heading with its number: 三、提升行动, III. Actions."""
        level, number = part.clause.level, part.clause.number
        titled = not isinstance(part, Item | Task) or part.titled
        title = self.t.shown(part.title) if titled else ""
        if self.t.language is CHINESE:
            headings = self.plan.identity.headings
            return heading(headings, level, number, title, part.heading)
        numeral = self.t.numeral if level == "chapter" else self.t.section_numeral
        if not titled:
            return self.t("heading_untitled", n=numeral(number))
        written = self.t(f"heading_{level}", n=numeral(number), title=title)
        return Untranslated(written) if isinstance(title, Untranslated) else written

    def full_text(self, task: Task) -> str:
        """The task's text with the responsibility sentence: the document's, or its translation."""
        text = self.t.shown(task.text)
        if self.t.language is CHINESE:
            return text + task.statement
        if isinstance(text, Untranslated):
            return Untranslated(text + task.statement)
        roles = (
            self.t(f"statement_{role}", names=self.t.join([part.department.name for part in parts]))
            for role, parts in task.by_role
        )
        return text + (self.t("statement", roles="; ".join(roles)) if task.by_role else "")

    def annotated(self, text: Text | str, place: str) -> Markup:
        """The text, with a footnote after each wording that was corrected at this place."""
        wording = self.t.shown(text)
        corrected = self._corrected(wording, place)
        if not corrected:
            return shown(wording)
        result, start = Markup(), 0
        for end, number in corrected:
            result += escape(wording[start:end]) + _reference(number)
            start = end
        return result + escape(wording[start:])

    def notes(self, text: str, place: str) -> Markup:
        """The footnotes of the text alone, for where the text itself is a link."""
        return Markup().join(_reference(number) for _, number in self._corrected(text, place))

    def corrections(self, chapter: Chapter | None = None) -> tuple[tuple[int, Correction], ...]:
        """The numbered corrections in the chapter, or in the plan and its preamble, for footnotes.

        Corrections are of the document's own wording: there are none in translation.
        """
        if self.t.language is not CHINESE:
            return ()
        chapters = (chapter,) if chapter else self.plan.chapters
        places = {part.id for one in chapters for part in one.parts}
        places |= set() if chapter else {"preamble", "closing"}
        return tuple(pair for pair in self._numbered() if pair[1].place in places)

    def _corrected(self, wording: str, place: str) -> list[tuple[int, int]]:
        """Where in the text a corrected wording ends, and the number of its correction."""
        if self.t.language is not CHINESE:
            return []
        return sorted(
            (match.end(), number)
            for number, correction in self._numbered()
            if correction.place == place
            and (match := re.search(r"\s*".join(map(re.escape, correction.corrected)), wording))
        )

    def _numbered(self) -> enumerate[Correction]:
        return enumerate(self.plan.corrections, start=1)


def _reference(number: int) -> Markup:
    return Markup(f"[^correction-{number}]")
