"""Makes the files of the site that come from the plan alone and not from pages, beside MkDocs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import search_index
from generator.address import AddressBook
from generator.redirect import redirect_pages
from generator.workbook import workbooks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.plan import Plan


def exports(plan: Plan, site_url: str) -> Iterator[tuple[str, bytes]]:
    """The index that search asks, the workbooks, and pages at addresses that are no more.

    Each is a path below the root of the site, and its content.
    """
    book = AddressBook(plan)
    for name, content in search_index.render(plan, book).items():
        yield f"search/{name}", content.encode()
    yield from workbooks(plan, site_url)
    yield from redirect_pages(plan, book, site_url)
