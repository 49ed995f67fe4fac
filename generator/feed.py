"""Renders what happened to the plan as feeds that readers can follow: Atom and JSON Feed.

Atom is RFC 4287; JSON Feed is version 1.1 of its specification. The data give days: an entry is
dated at the beginning of its day, in UTC, and the feed as its newest entry. No clock is asked.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from generator.address import Address

if TYPE_CHECKING:
    import datetime as dt

    from generator.address import AddressBook
    from generator.labels import Labels
    from generator.plan import Plan

ATOM, JSON = "feed.xml", "feed.json"
PAGE = Address("updates.md")


def render(plan: Plan, t: Labels, book: AddressBook, site_url: str) -> dict[str, str]:
    """The feeds of one language by name; `site_url` is the address of the site's root."""
    root = site_url + t.language.prefix
    return {ATOM: _atom(plan, t, book, root), JSON: _json(plan, t, book, root)}


def _atom(plan: Plan, t: Labels, book: AddressBook, root: str) -> str:
    title = t("title_updates_of", title=plan.identity.short_title)
    newest = plan.latest_updates[0].date if plan.updates else None
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{t.language.tag}">',
        f"<title>{escape(title)}</title>",
        f"<id>{escape(root + ATOM)}</id>",
        f'<link rel="self" href={quoteattr(root + ATOM)}/>',
        f'<link rel="alternate" href={quoteattr(root + PAGE.url)}/>',
        f"<updated>{_instant(newest)}</updated>",
        f"<author><name>{escape(t.shown(plan.identity.issuer))}</name></author>",
    ]
    for update in plan.latest_updates:
        address = f"{root}{PAGE.url}#{plan.anchor_of(update)}"
        related = (root + book.at(place).url for place in update.changes)
        lines += [
            "<entry>",
            f"<title>{escape(t.shown(update.title))}</title>",
            f"<id>{escape(address)}</id>",
            f'<link rel="alternate" href={quoteattr(address)}/>',
            *(f'<link rel="related" href={quoteattr(one)}/>' for one in related),
            f"<updated>{_instant(update.date)}</updated>",
            f"<summary>{escape(t.shown(update.text))}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>"]) + "\n"


def _json(plan: Plan, t: Labels, book: AddressBook, root: str) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": t("title_updates_of", title=plan.identity.short_title),
        "home_page_url": root,
        "feed_url": root + JSON,
        "language": t.language.tag,
        "items": [
            {
                "id": f"{root}{PAGE.url}#{plan.anchor_of(update)}",
                "url": f"{root}{PAGE.url}#{plan.anchor_of(update)}",
                "title": t.shown(update.title),
                "content_text": t.shown(update.text),
                "date_published": _instant(update.date),
                "_plan": {"changes": [root + book.at(place).url for place in update.changes]},
            }
            for update in plan.latest_updates
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _instant(date: dt.date | None) -> str:
    """The beginning of a day; a feed without entries has the epoch."""
    return f"{date or '1970-01-01'}T00:00:00Z"
