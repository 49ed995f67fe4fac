"""What browsers are told to allow on the site's pages: its own files, and no script but its own.

The content security policy is that of CSP Level 3, without `unsafe-inline`: the theme's few inline
scripts are allowed by their hashes, which are taken from the built pages. It stands in every page,
for hosts that send no headers of ours; servers send it as a header, too (see `headers`).
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SELF = "'self'"
_ONLY_IN_HEADERS = ("frame-ancestors",)
"""Directives that browsers ignore in pages."""

_CHARSET = '<meta charset="utf-8">'
_DATA_TYPES = ("application/json", "application/ld+json")
"""Scripts that are data: browsers do not run them, so no policy speaks of them."""


@dataclass(frozen=True)
class Policy:
    """The inline scripts that a site has, by their hashes in the form of the policy, sorted."""

    scripts: tuple[str, ...]

    def text(self, *, header: bool) -> str:
        """The policy as the value of a header, or of a `<meta>` in a page."""
        directives = {
            "default-src": ("'none'",),
            "script-src": (_SELF, *self.scripts),
            "worker-src": (_SELF,),
            "connect-src": (_SELF,),
            "style-src": (_SELF,),
            "img-src": (_SELF, "data:"),  # the theme's icons
            "font-src": (_SELF,),
            "manifest-src": (_SELF,),
            "base-uri": (_SELF,),
            "form-action": (_SELF,),
            "frame-ancestors": ("'none'",),
        }
        return "; ".join(
            " ".join((name, *values))
            for name, values in directives.items()
            if header or name not in _ONLY_IN_HEADERS
        )


class PolicyError(Exception):
    """A page has what the policy would block, or no place for it; says which page and what."""


def policy_of(site: Path) -> Policy:
    """The policy of the built site in a folder; raises `PolicyError` for what it cannot allow."""
    hashes: set[str] = set()
    for path in sorted(site.rglob("*.html")):
        found = _Inline()
        found.feed(path.read_text("utf-8"))
        found.close()
        if found.forbidden:
            name = path.relative_to(site).as_posix()
            raise PolicyError(f"{name}: has {found.forbidden[0]}, which the policy blocks")
        hashes.update(map(_hash, found.scripts))
    return Policy(tuple(sorted(hashes)))


def put_into_pages(policy: Policy, pages: Iterable[Path]) -> None:
    """Put the policy into pages, in front of everything that it speaks of.

    Raises `PolicyError` for a page that has no place for it.
    """
    text = policy.text(header=False)
    meta = f'{_CHARSET}<meta http-equiv="Content-Security-Policy" content="{text}">'
    for path in pages:
        html = path.read_text("utf-8")
        if _CHARSET not in html:
            raise PolicyError(f"{path}: has no {_CHARSET}, behind which the policy would stand")
        path.write_text(html.replace(_CHARSET, meta, 1), "utf-8")


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


class _Inline(HTMLParser):
    """Collects the scripts that stand in a page, and what no hash can allow."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self.forbidden: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a script, a style or an attribute that is either."""
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") not in _DATA_TYPES:
            self._inside = True
            self.scripts.append("")
        if tag == "style":
            self.forbidden.append("a <style>")
        for name in given:
            if name == "style" or name.startswith("on"):
                self.forbidden.append(f'{name}="…" in <{tag}>')

    def handle_data(self, data: str) -> None:
        """Collect a script's text."""
        if self._inside:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """End a script."""
        self._inside = self._inside and tag != "script"
