"""Lists the site's pages: for each its place, its template and the part of the plan it shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.entity import Chapter, Department, Measure, MeasureList
from generator.matrix import matrix
from generator.picture import bars, cooperation, loads
from generator.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.labels import Labels
    from generator.plan import Plan
    from generator.source import Text

_EMPTY_COLUMNS = {
    "navigation": ("home", "departments", "department", "matrix", "tasks", "updates", "about"),
    "toc": ("home", "matrix", "tasks"),
}
"""The pages that belong to no section of the navigation, and those without headings."""


@dataclass(frozen=True)
class Page:
    """A page in every language.

    `path` is its Markdown file below the language's folder; `template` also names its labels,
    `title_TEMPLATE` and `description_TEMPLATE`; `subject` is the part of the plan it is about
    and `content` what else its template needs.
    """

    path: str
    template: str
    subject: Chapter | MeasureList | Measure | Department | None = None
    content: Mapping[str, object] = field(default_factory=dict)

    def title(self, plan: Plan, t: Labels) -> str:
        """The page's title."""
        return t(f"title_{self.template}", **self._values(plan, t))

    def description(self, plan: Plan, t: Labels) -> str:
        """What the page is about, in a sentence for search engines and previews."""
        return t(f"description_{self.template}", **self._values(plan, t))

    @property
    def settings(self) -> dict[str, object]:
        """What the theme must know of the page: which columns beside it would be empty."""
        hidden = [
            column for column, templates in _EMPTY_COLUMNS.items() if self.template in templates
        ]
        return {"hide": hidden} if hidden else {}

    def _values(self, plan: Plan, t: Labels) -> dict[str, object]:
        subject: Text | str
        match self.subject:
            case None:
                subject = plan.identity.short_title
            case Department():
                subject = self.subject.name
            case Chapter():
                subject = Wording(plan, t).heading(self.subject)
            case MeasureList(kind, _, chapter):
                subject = chapter.title if chapter else t(f"kind_{kind}")
            case _:
                subject = self.subject.title
        return {
            "subject": subject,
            "title": plan.identity.title,
            "cited": t.cited(plan.identity),
            "tasks": len(plan.tasks),
            "departments": plan.department_count,
        }


def pages(plan: Plan, *, pdf: bool = False) -> Iterator[Page]:
    """Every generated page, in the order of the site; `pdf` says whether it has the plan as PDF."""
    yield Page("index.md", "home", None, {"bars": bars(plan.indicators), "pdf": pdf})
    yield Page("plan/index.md", "contents")
    for chapter, before, after in _with_neighbours(plan.chapters):
        yield Page(f"plan/{chapter.id}.md", "chapter", chapter, {"before": before, "after": after})
    yield Page("plan/full.md", "full")
    for one in plan.measure_lists:
        yield Page(f"{one.folder}/index.md", "measures", one)
    for measure in plan.measures:
        own = matrix(plan, measure.tasks)
        yield Page(f"{measure.folder}/{measure.id}.md", "measure", measure, {"matrix": own})
    pictures = {"loads": loads(plan), "cooperation": cooperation(plan)}
    yield Page("departments/index.md", "departments", None, pictures)
    for department in plan.departments:
        yield Page(f"departments/{department.id}.md", "department", department)
    yield Page("matrix.md", "matrix", None, {"matrix": matrix(plan, plan.tasks)})
    yield Page("tasks.md", "tasks")
    changes = [
        (update, plan.anchor_of(update), [(place, plan.name_at(place)) for place in update.changes])
        for update in plan.latest_updates
    ]
    yield Page("updates.md", "updates", None, {"updates": changes})
    yield Page("about.md", "about", None, {"pdf": pdf})


def _with_neighbours(
    chapters: tuple[Chapter, ...],
) -> Iterator[tuple[Chapter, Chapter | None, Chapter | None]]:
    return zip(chapters, (None, *chapters[:-1]), (*chapters[1:], None), strict=True)
