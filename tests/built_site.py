"""Reads a built site back as facts: what its pages are called, where they link to, what is broken.

`make links` checks the site as it was built, for the address it was built for.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

DONE, PROBLEMS, USAGE = 0, 1, 2


@dataclass(frozen=True)
class BuiltPage:
    """A page: its title, its headings' texts and all ids and links, as the HTML has them.

    `canonical` is the address the page says it has, if it says so; `content_ids` and
    `content_links` are those of the article alone, without the theme's frame.
    """

    title: str
    canonical: str | None
    headings: tuple[str, ...]
    ids: frozenset[str]
    links: tuple[str, ...]
    content_ids: tuple[str, ...]
    content_links: tuple[str, ...]


def read_pages(site: Path) -> dict[str, BuiltPage]:
    """Every page of the site by its address below the root: `` for home, `tasks/`, `404.html`."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): read_page(
            path.read_text("utf-8")
        )
        for path in sorted(site.rglob("*.html"))
    }


def read_page(html: str) -> BuiltPage:
    """The facts of one page."""
    tree = LexborHTMLParser(html)
    title = tree.css_first("title")
    return BuiltPage(
        title=title.text().strip() if title else "",
        canonical=next(iter(_values(tree, "link[rel=canonical]", "href")), None),
        headings=tuple(
            " ".join(node.text().removesuffix("#").split())
            for node in tree.css("article :is(h1, h2, h3, h4)")
        ),
        ids=frozenset(_values(tree, "[id]", "id")),
        links=_values(tree, "[href]", "href") + _values(tree, "[src]", "src"),
        content_ids=_values(tree, "article [id]", "id"),
        content_links=_values(tree, "article a[href]", "href"),
    )


def _values(tree: LexborHTMLParser, selector: str, name: str) -> tuple[str, ...]:
    return tuple(node.attributes[name] or "" for node in tree.css(selector))


def broken_links(site: Path, site_url: str) -> list[str]:
    """Each link and address of a file that leads to nothing on this site, as `page: link`.

    `site_url` is the address the site was built for. Links to other hosts are not followed.
    """
    pages = read_pages(site)
    host = urlsplit(site_url).netloc
    broken = []
    for address, page in pages.items():
        for link in page.links:
            target, anchor = urldefrag(urljoin(site_url + address, link))
            if urlsplit(target).netloc != host:
                continue
            below = unquote(target.removeprefix(site_url))
            known = below in pages or (site / below).is_file()
            ids = pages[below].ids if below in pages else {anchor}
            if not known or (anchor and unquote(anchor) not in ids):
                broken.append(f"{address or 'home'}: {link}")
    return broken


def main(arguments: list[str]) -> int:
    """Print the broken links of the site in a folder; the status is 1 if there are any."""
    if len(arguments) != 1:
        print("usage: built_site.py SITE", file=sys.stderr)
        return USAGE
    site = Path(arguments[0])
    pages = read_pages(site)
    root = pages[""].canonical if "" in pages else None
    if root is None:
        print(f"{site}: no home page with its address; build the site first", file=sys.stderr)
        return PROBLEMS
    broken = broken_links(site, root)
    for one in broken:
        print(f"{site}: {one} leads nowhere", file=sys.stderr)
    count = sum(len(page.links) for page in pages.values())
    print(f"{site}: {len(pages)} pages, {count} links, {len(broken)} broken")
    return PROBLEMS if broken else DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
