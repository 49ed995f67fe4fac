"""The commands for where people read the site: publish, roll back, verify, set up, take along."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.outcome import DONE, PROBLEMS
from generator.headers import SERVERS
from generator.offline import offline_edition
from generator.policy import PolicyError, policy_of
from generator.publishing.destination import destination
from generator.publishing.release import PublishError, lost_addresses, release_of
from generator.publishing.verify import differences, served_release

if TYPE_CHECKING:
    from generator.commands import Commands

_FORMS = "a folder, user@host:folder, s3://bucket/prefix or git:remote#branch"


def add(commands: Commands) -> None:
    """Put `publish`, `rollback`, `verify`, `offline` and `headers` on the command line."""
    publish = commands.add_parser("publish", help="publish a built site, at once or not at all")
    publish.add_argument("site", type=Path, help="folder of the built site")
    publish.add_argument("destination", help=_FORMS)
    publish.add_argument("--keep", type=_count, default=5, help="releases to keep where it can")
    publish.set_defaults(run=_publish)

    rollback = commands.add_parser("rollback", help="serve the release before the present one")
    rollback.add_argument("destination", help=_FORMS)
    rollback.set_defaults(run=_rollback)

    verify = commands.add_parser("verify", help="compare what a server serves with its manifest")
    verify.add_argument("url", help="address of the published site")
    verify.add_argument("--site", type=Path, help="compare with this built site instead")
    verify.set_defaults(run=_verify)

    offline = commands.add_parser("offline", help="pack a built site to work without a server")
    offline.add_argument("site", type=Path, help="folder of the built site")
    offline.add_argument("archive", type=Path, help="ZIP archive to write")
    offline.set_defaults(run=_offline)

    headers = commands.add_parser("headers", help="print a web server's settings for a built site")
    headers.add_argument("site", type=Path, help="folder of the built site")
    headers.add_argument("--server", choices=SERVERS, default="nginx")
    headers.set_defaults(run=_headers)


def _publish(options: argparse.Namespace) -> int:
    try:
        release = release_of(options.site, _now())
        target = destination(options.destination)
        before = target.current()
        if before and before.digest == release.digest:
            print(f"{target}: serves this release already, as {before.name}")
            return DONE
        lost = lost_addresses(before, options.site, release) if before else []
        for address in lost:
            print(
                f"{address}: was published and would be gone; "
                "add it to redirects.yaml, or give the old id back",
                file=sys.stderr,
            )
        if lost:
            return PROBLEMS
        sent = target.publish(options.site, release, before, options.keep)
    except PublishError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    print(f"{target}: serves {release.name}, {len(release.files)} files, {sent} bytes sent")
    return DONE


def _rollback(options: argparse.Namespace) -> int:
    try:
        target = destination(options.destination)
        print(f"{target}: serves {target.rollback()} again")
    except PublishError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    return DONE


def _verify(options: argparse.Namespace) -> int:
    url = options.url.rstrip("/") + "/"
    if not url.startswith(("http://", "https://")):
        print(f"{options.url}: is no address; write http://… or https://…", file=sys.stderr)
        return PROBLEMS
    try:
        release = release_of(options.site, _now()) if options.site else served_release(url)
    except PublishError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    found = list(differences(release, url))
    for difference in found:
        print(difference, file=sys.stderr)
    print(f"{url}: {len(release.files)} files of {release.name}, {len(found)} differ")
    return PROBLEMS if found else DONE


def _headers(options: argparse.Namespace) -> int:
    try:
        print(SERVERS[options.server](policy_of(options.site)), end="")
    except PolicyError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    return DONE


def _offline(options: argparse.Namespace) -> int:
    try:
        content = offline_edition(options.site)
    except FileNotFoundError as error:
        print(f"{error.filename}: is missing; build the site with make site", file=sys.stderr)
        return PROBLEMS
    options.archive.write_bytes(content)
    print(f"{options.archive}: {len(content)} bytes; unpack it and open index.html")
    return DONE


def _now() -> dt.datetime:
    """The date of a release: SOURCE_DATE_EPOCH, as reproducible builds have it, or the clock."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return dt.datetime.fromtimestamp(int(given), dt.UTC) if given else dt.datetime.now(dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise PublishError(
            f"SOURCE_DATE_EPOCH is {given!r}; it must be seconds since 1970"
        ) from error


def _count(text: str) -> int:
    """A number of releases; anything else is wrong usage."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return int(text)
