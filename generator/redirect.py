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
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{target}">
<title>{title}</title>
</head>
<body>
<p>{title} <a href="{target}">{target}</a></p>
{moved}
</body>
</html>
""")
_MOVED = Markup('<p class="moved" id="{anchor}">{label} <a href="{target}">{target}</a></p>')


def redirect_pages(plan: Plan, book: AddressBook) -> Iterator[tuple[str, bytes]]:
    """A page at every address that had one and has none any more, in every language.

    The page leads on by itself, without a script, and has the anchors that were on it. Each is a
    path below the root of the site, and its content.
    """
    by_page = _by_page(plan)
    existing = set(book.pages)
    for page, moved in by_page.items():
        if f"{page}.md" in existing:
            continue
        whole = dict(moved).get("", moved[0][1])
        here = Address(f"{page}.md")
        for language in LANGUAGES:
            t = labels(language)
            anchors = [
                _MOVED.format(
                    anchor=anchor, label=t("moved"), target=book.at(to).href_from(here.page)
                )
                for anchor, to in moved
                if anchor
            ]
            content = _PAGE.format(
                tag=language.tag,
                target=book.at(whole).href_from(here.page),
                title=t("moved"),
                moved=Markup("\n").join(anchors),
            )
            yield posixpath.join(language.prefix, here.url, "index.html"), content.encode()


def moved_anchors(plan: Plan, links: Links, t: Labels) -> Markup:
    """For the end of a page: the anchors that were on it, each with a link to where it is now."""
    page = links.page.removesuffix(".md")
    moved = [pair for pair in _by_page(plan).get(page, ()) if pair[0]]
    return Markup("\n\n").join(
        _MOVED.format(anchor=anchor, label=t("moved"), target=links.place_href(to))
        for anchor, to in moved
    )


def _by_page(plan: Plan) -> dict[str, list[tuple[str, str]]]:
    """The anchors that were on each page, with the place that each leads to; "" is the page."""
    pages: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for redirect in plan.redirects:
        page, _, anchor = redirect.from_.partition("#")
        pages[page].append((anchor, redirect.to))
    return pages
