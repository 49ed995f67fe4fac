"""Renders the plan into every generated file: a pure function from the plan to paths and texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator import data, site_config
from generator.address import AddressBook, Links
from generator.labels import Labels, labels
from generator.language import LANGUAGES
from generator.markdown import escape, front_matter
from generator.pages import Page, pages
from generator.structured_data import structured_data
from generator.wording import Wording

if TYPE_CHECKING:
    from generator.plan import Plan

_BLANK_LINES = re.compile(r"\n{3,}")
NOTE = "<!-- Generated from the plan's data. Change the plan, not this page. -->\n\n"


def render(plan: Plan, site_url: str) -> dict[str, str]:
    """Every generated file below `docs/`: its path and its content.

    `site_url` is the address the site is published at, with a final slash. The same plan and
    address give the same files, byte for byte.
    """
    book = AddressBook(plan)
    site = tuple(pages(plan))
    files: dict[str, str] = {}
    for language in LANGUAGES:
        t = labels(language)
        environment = _environment(plan, t)
        for page in site:
            title = page.title(plan, t)
            head = {
                "title": title,
                "description": page.description(plan, t),
                "structured_data": structured_data(plan, page, t, site_url),
            }
            body = _body(environment, page, Links(book, page.path), Wording(plan, t), title)
            files[f"{language.code}/{page.path}"] = front_matter(head | page.settings) + NOTE + body
        files[f"{language.code}.yml"] = site_config.render(plan, t, site_url)
    for name, content in data.render(plan, book).items():
        files[f"{LANGUAGES[0].code}/data/{name}"] = content
    return files


def _environment(plan: Plan, t: Labels) -> Environment:
    """The environment of one language: whatever a template puts out is text, escaped."""

    def shown(value: object) -> Markup:
        return value if isinstance(value, Markup) else escape(t.shown(value))

    environment = Environment(
        loader=PackageLoader("generator"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "plan": plan,
        "language": t.language,
        "t": t,
        "clause": t.clause,
        "join": t.join,
    }
    return environment


def _body(environment: Environment, page: Page, links: Links, wording: Wording, title: str) -> str:
    template = environment.get_template(f"{page.template}.md.j2")
    body = template.render(
        subject=page.subject, title=title, links=links, wording=wording, **page.content
    )
    return _BLANK_LINES.sub("\n\n", body).strip() + "\n"
