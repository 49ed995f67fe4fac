"""Keeps published addresses working: a page or an anchor that leads to where something is now."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.address import Address
from generator.labels import labels
from generator.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.address import AddressBook, Links
    from generator.labels import Labels
    from generator.plan import Plan

_PAGE = Markup("""\
<!doctype html>
<html lang="{tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{canonical}">
<title>{label} {name}</title>
</head>
<body>
<p>{label} <a href="{target}">{name}</a></p>
{moved}
</body>
</html>
""")
_MOVED = Markup('<p class="moved" id="{anchor}">{label} <a href="{target}">{name}</a></p>')


def redirect_pages(plan: Plan, book: AddressBook, site_url: str) -> Iterator[tuple[str, bytes]]:
    """A page at every address that had one and has none any more, in every language.

    The page leads on by itself, without a script. It has the anchors that were on it, and those of
    the page it leads to: whoever kept the address of a task finds the task. Each is a path below
    the root of the site, and its content.
    """
    existing = set(book.pages)
    for page, moved in _by_page(plan).items():
        if f"{page}.md" in existing:
            continue
        whole = moved.get("", next(iter(moved.values())))
        anchors = {**_anchors_of(plan, whole), **moved}
        here = Address(f"{page}.md")
        for language in LANGUAGES:
            t = labels(language)
            content = _PAGE.format(
                tag=language.tag,
                label=t("moved"),
                name=t.shown(plan.name_at(whole)),
                target=book.at(whole).href_from(here.page),
                canonical=site_url + language.prefix + book.at(whole).url,
                moved=Markup("\n").join(
                    _MOVED.format(
                        anchor=anchor,
                        label=t("moved"),
                        name=t.shown(plan.name_at(to)),
                        target=book.at(to).href_from(here.page),
                    )
                    for anchor, to in anchors.items()
                    if anchor
                ),
            )
            yield posixpath.join(language.prefix, here.url, "index.html"), content.encode()


def moved_anchors(plan: Plan, links: Links, t: Labels) -> Markup:
    """For the end of a page: the anchors that were on it and lead to another page now."""
    page = links.page.removesuffix(".md")
    moved = _by_page(plan).get(page, {})
    return Markup("\n\n").join(
        _MOVED.format(
            anchor=anchor,
            label=t("moved"),
            name=t.shown(plan.name_at(to)),
            target=links.place_href(to),
        )
        for anchor, to in moved.items()
        if anchor and to.partition("#")[0] != page
    )


def _by_page(plan: Plan) -> dict[str, dict[str, str]]:
    """For each page, the anchors that were on it and the place each leads to; "" is the page."""
    pages: dict[str, dict[str, str]] = defaultdict(dict)
    for redirect in plan.redirects:
        page, _, anchor = redirect.from_.partition("#")
        pages[page][anchor] = redirect.to
    return pages


def _anchors_of(plan: Plan, place: str) -> dict[str, str]:
    """The anchors of the tasks on the page of a measure."""
    folder, _, identity = place.partition("/")
    return {
        task.id: f"{place}#{task.id}"
        for measure in plan.measures
        if (measure.folder, measure.id) == (folder, identity)
        for task in measure.tasks
    }
