"""What a release of the site consists of: its manifest, and what a site must have to be one."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from generator.language import LANGUAGES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

MANIFEST = "release.json"
"""The manifest, at the root of the site: published with it, so that `verify` can ask for it."""

_DATA = "data/plan.json"

NEEDED = (
    *(f"{one.prefix}{name}" for one in LANGUAGES for name in ("index.html", "404.html")),
    *(_DATA, "search/names.json"),
    *(f"search/text.{one.code}.json" for one in LANGUAGES),
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


def refuse_if_another(served: Release | None, expected: Release | None, place: object) -> None:
    """Raise `PublishError` if not the release is served that the new one was compared with."""
    if served != expected:
        raise PublishError(f"{place}: somebody else is publishing to it; publish again")


def release_of(site: Path, now: dt.datetime) -> Release:
    """The release that the built site in a folder would be; `now` is in UTC.

    Raises `PublishError` with everything that a whole site has and this one does not, or if its
    data are not those of a plan.
    """
    lacking = [name for name in NEEDED if not (site / name).is_file()]
    if lacking:
        raise PublishError(
            f"{site}: is no whole site, it lacks {', '.join(lacking)}; build it with make site"
        )
    files = {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path != site / MANIFEST
    }
    whole = hashlib.sha256("".join(f"{name}\0{files[name]}\n" for name in files).encode())
    try:
        plan = json.loads((site / _DATA).read_text("utf-8"))
        title = plan["document"]["title"][LANGUAGES[0].code]
        addresses = tuple(_addresses(files, plan))
    except (ValueError, TypeError, KeyError) as error:
        raise PublishError(
            f"{site / _DATA}: is not a plan's data ({error!r}); build the site with make site"
        ) from error
    return Release(
        plan=title,
        date=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        digest=whole.hexdigest(),
        files=files,
        addresses=addresses,
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
            ids[name] = set(re.findall(r'\sid="([^"]+)"', (site / name).read_text("utf-8")))
        if name not in release.files or (anchor and anchor not in ids[name]):
            lost.append(address)
    return lost


def _addresses(files: Iterable[str], plan: dict[str, list[dict[str, str]]]) -> Iterable[str]:
    """The site's pages, and its tasks in every language."""
    known = set(files)
    yield from sorted(name.removesuffix(_PAGE) for name in known if name.endswith(_PAGE))
    for task in plan["tasks"]:
        own = task["url"].removeprefix("/")
        for address in (f"{one.prefix}{own}" for one in LANGUAGES):
            if address.partition("#")[0] + _PAGE in known:
                yield address
