"""What a release of the site consists of: its manifest, and what a site must have to be one."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

MANIFEST = "release.json"
"""The manifest, at the root of the site: published with it, so that `verify` can ask for it."""

NEEDED = (
    *("index.html", "404.html", "en/index.html", "en/404.html"),
    *("data/plan.json", "search/names.json"),
)
"""Files without which a site is not whole: home pages, error pages, data, the search's index."""

_PAGE = "index.html"


class PublishError(Exception):
    """A site was not published; says why, and what was left as it was."""


@dataclass(frozen=True)
class Release:
    """A site as it was published, or is to be.

    `files` has the SHA-256 of every file by its path; `digest` is one for all of them;
    `addresses` are the pages and tasks that people may have kept: `actions/youth/#teachers`.
    """

    plan: str
    date: str
    digest: str
    files: dict[str, str]
    addresses: tuple[str, ...]

    @property
    def name(self) -> str:
        """A name that sorts by date: `20300301T120000Z-1a2b3c4d`."""
        return f"{re.sub('[-:]', '', self.date)}-{self.digest[:8]}"

    def to_json(self) -> str:
        """The manifest."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def from_json(text: str) -> Release:
    """The release that a manifest describes; raises `PublishError` if it is none."""
    try:
        content = json.loads(text)
        return Release(**{**content, "addresses": tuple(content["addresses"])})
    except (ValueError, TypeError, KeyError) as error:
        raise PublishError(f"the manifest {MANIFEST} cannot be read: {error}") from error


def release_of(site: Path, now: dt.datetime) -> Release:
    """The release that the built site in a folder would be; `now` is in UTC.

    Raises `PublishError` with everything that a whole site has and this one does not.
    """
    lacking = [name for name in NEEDED if not (site / name).is_file()]
    if lacking:
        raise PublishError(
            f"{site}: is no whole site, it lacks {', '.join(lacking)}; build it with make site"
        )
    files = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }
    whole = hashlib.sha256("".join(f"{name}\0{files[name]}\n" for name in files).encode())
    plan = json.loads((site / "data" / "plan.json").read_text("utf-8"))
    return Release(
        plan=plan["document"]["title"]["zh"],
        date=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        digest=whole.hexdigest(),
        files=files,
        addresses=tuple(_addresses(files, plan)),
    )


def lost_addresses(before: Release, site: Path, release: Release) -> list[str]:
    """The addresses of the release before that the new one answers neither with a page nor a task.

    A redirect is a page at the old address.
    """
    lost = []
    ids: dict[str, set[str]] = {}
    for address in before.addresses:
        page, _, anchor = address.partition("#")
        name = f"{page}{_PAGE}"
        if name in release.files and anchor and name not in ids:
            ids[name] = set(re.findall(r'\bid="([^"]+)"', (site / name).read_text("utf-8")))
        if name not in release.files or (anchor and anchor not in ids[name]):
            lost.append(address)
    return lost


def _addresses(files: Iterable[str], plan: dict[str, list[dict[str, str]]]) -> Iterable[str]:
    """The site's pages, and its tasks in every language."""
    known = set(files)
    yield from sorted(name.removesuffix(_PAGE) for name in known if name.endswith(_PAGE))
    for task in plan["tasks"]:
        own = task["url"].removeprefix("/")
        for address in (own, f"en/{own}"):
            if address.partition("#")[0] + _PAGE in known:
                yield address
