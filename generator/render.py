"""Renders the plan into every generated file: a pure function from the plan to paths and texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from markupsafe import Markup

from generator import data, feed, site_config
from generator.address import AddressBook, Links
from generator.labels import Labels, labels
from generator.language import LANGUAGES
from generator.markdown import escape, front_matter, shown
from generator.pages import Page, pages
from generator.redirect import moved_anchors
from generator.structured_data import structured_data
from generator.wording import Wording

if TYPE_CHECKING:
    from jinja2.runtime import Context

    from generator.plan import Plan

_BLANK_LINES = re.compile(r"\n{3,}")
NOTE = "<!-- Generated from the plan's data. Change the plan, not this page. -->\n\n"


def render(plan: Plan, site_url: str, *, pdf: bool = False) -> dict[str, str]:
    """Every generated file below `docs/`: its path and its content.

    `site_url` is the address the site is published at, with a final slash; with `pdf`, pages
    link to the plan's PDFs. The same plan and address give the same files, byte for byte.
    """
    book = AddressBook(plan)
    site = tuple(pages(plan, pdf=pdf))
    environment = _environment()
    files: dict[str, str] = {}
    for language in LANGUAGES:
        t = labels(language, plan.identity.measure_terms)
        for page in site:
            body = _body(environment, plan, page, t, book)
            head = front_matter(_head(plan, page, t, site_url))
            files[f"{language.code}/{page.path}"] = head + NOTE + body
        for name, content in feed.render(plan, t, book, site_url).items():
            files[f"{language.code}/{name}"] = content
        files[f"{language.code}.yml"] = site_config.render(plan, t, site_url)
    for name, content in data.render(plan, book).items():
        files[f"{LANGUAGES[0].code}/data/{name}"] = content
    return files


def _environment() -> Environment:
    """The environment of the templates: whatever one puts out is text in its language, escaped.

    The filter `attribute` is for texts of the plan inside of a tag, where no markup can stand.
    """

    @pass_context
    def put_out(context: Context, value: object) -> Markup:
        return value if type(value) is Markup else shown(context["t"].shown(value))

    @pass_context
    def attribute(context: Context, value: object) -> Markup:
        return escape(str(context["t"].shown(value)))

    environment = Environment(
        loader=PackageLoader("generator"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=put_out,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["attribute"] = attribute
    return environment


def _head(plan: Plan, page: Page, t: Labels, site_url: str) -> dict[str, object]:
    return {
        "title": page.title(plan, t),
        "description": page.description(plan, t),
        "structured_data": structured_data(plan, page, t, site_url),
        "search": {"exclude": True},  # what search finds comes from search_index.py
        **page.settings,
    }


def _body(environment: Environment, plan: Plan, page: Page, t: Labels, book: AddressBook) -> str:
    links = Links(book, page.path)
    body = environment.get_template(f"{page.template}.md.j2").render(
        plan=plan,
        subject=page.subject,
        title=page.title(plan, t),
        language=t.language,
        t=t,
        clause=t.clause,
        join=t.join,
        links=links,
        wording=Wording(plan, t),
        **page.content,
    )
    moved = moved_anchors(plan, links, t)
    return _BLANK_LINES.sub("\n\n", f"{body}\n\n{moved}").strip() + "\n"
