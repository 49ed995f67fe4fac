"""Where everything lives: the page and anchor of each part of the plan, and links between them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup

from generator.entity import Chapter, Department, Group, Item, Measure, Section, Task

if TYPE_CHECKING:
    from generator.language import Language
    from generator.plan import Plan

Part: TypeAlias = Chapter | Section | Item | Measure | Group | Task | Department


@dataclass(frozen=True)
class Address:
    """A page, as the path of its Markdown file below the language's folder, and an anchor in it."""

    page: str
    anchor: str = ""

    @property
    def url(self) -> str:
        """The address below the language's root: `actions/youth/#teachers`."""
        return _url(self.page) + self._fragment

    def link_from(self, page: str) -> str:
        """A relative link between Markdown files, which MkDocs checks and turns into an address."""
        if self.page == page and self.anchor:
            return self._fragment
        return posixpath.relpath(self.page, posixpath.dirname(page) or ".") + self._fragment

    def href_from(self, page: str) -> str:
        """A relative address, for HTML, which MkDocs leaves as it is."""
        if self.page == page and self.anchor:
            return self._fragment
        return _relative(page, self.page) + self._fragment

    @property
    def _fragment(self) -> str:
        return f"#{self.anchor}" if self.anchor else ""


@cache
def _url(page: str) -> str:
    folder, name = posixpath.split(page.removesuffix(".md"))
    path = folder if name == "index" else posixpath.join(folder, name)
    return f"{path}/" if path else ""


@lru_cache(maxsize=1 << 16)
def _relative(here: str, there: str) -> str:
    """The way from one page's address to another's."""
    path = posixpath.relpath(_url(there) or ".", _url(here) or ".")
    return "./" if path == "." else f"{path}/"


def _anchor(part: Part) -> str:
    """Its anchor on the page of its chapter; the chapter's own heading needs none."""
    whole = isinstance(part, Chapter) or (isinstance(part, Measure) and part.is_chapter)
    return "" if whole else part.id


class AddressBook:
    """The addresses of a plan's parts, by part and by id."""

    def __init__(self, plan: Plan) -> None:
        self._departments = {
            one.id: Address(f"departments/{one.id}.md") for one in plan.departments
        }
        self._in_text = {
            part.id: Address(f"plan/{chapter.id}.md", _anchor(part))
            for chapter in plan.chapters
            for part in chapter.parts
        }
        self._parts = dict(self._in_text)
        for measure in plan.measures:
            page = f"{measure.folder}/{measure.id}.md"
            self._parts[measure.id] = Address(page)
            below: tuple[Group | Task, ...] = (*measure.groups, *measure.tasks)
            self._parts |= {part.id: Address(page, part.id) for part in below}

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages that parts have, as paths of Markdown files."""
        own = (*self._departments.values(), *self._in_text.values(), *self._parts.values())
        return tuple(dict.fromkeys(address.page for address in own))

    def at(self, place: str) -> Address:
        """The address of a part that the data name by it: `actions/youth#teachers`."""
        page, _, anchor = place.partition("#")
        return Address(f"{page}.md", anchor)

    def of(self, part: Part) -> Address:
        """The part's own page, or its section of the page it belongs to."""
        return (self._departments if isinstance(part, Department) else self._parts)[part.id]

    def in_text(self, part_id: str) -> Address:
        """Where the full text, chapter by chapter, has the part with this id."""
        return self._in_text[part_id]


@dataclass(frozen=True)
class Links:
    """The links that a page's template can make, ready to be put out.

    A `link` is for Markdown, where MkDocs checks it; an `href` is for HTML.
    """

    book: AddressBook
    page: str

    def link(self, part: Part) -> Markup:
        """To the part's own page or section."""
        return Markup(self.book.of(part).link_from(self.page))

    def href(self, part: Part) -> Markup:
        """To the part's own page or section."""
        return Markup(self.book.of(part).href_from(self.page))

    def text_link(self, part_id: str) -> Markup:
        """To where the full text has the part with this id."""
        return Markup(self.book.in_text(part_id).link_from(self.page))

    def text_href(self, part_id: str) -> Markup:
        """To where the full text has the part with this id."""
        return Markup(self.book.in_text(part_id).href_from(self.page))

    def place_href(self, place: str) -> Markup:
        """To the part that the data name by its address."""
        return Markup(self.book.at(place).href_from(self.page))

    def page_link(self, page: str) -> Markup:
        """To another page, by its path."""
        return Markup(Address(page).link_from(self.page))

    def page_href(self, page: str) -> Markup:
        """To another page, by its path."""
        return Markup(Address(page).href_from(self.page))

    def data_href(self, name: str, language: Language) -> Markup:
        """To a data file, which is at the root of the site for all languages."""
        up = posixpath.relpath(".", f"{language.prefix}{Address(self.page).url}" or ".")
        return Markup(posixpath.join(up, "data", name))
