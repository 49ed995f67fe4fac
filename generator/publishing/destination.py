"""Where a site can be published to, and which way to take there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from generator.publishing.release import PublishError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.publishing.release import Release

_SSH = re.compile(r"(?P<host>[^/:@]+@[^/:]+|[^/:@]{2,}):(?P<folder>.+)")
_BUCKET = re.compile(r"s3://(?P<bucket>[^/]+)/?(?P<prefix>.*)")
_BRANCH = re.compile(r"git:(?P<remote>.+)#(?P<branch>[^#]+)")


class Destination(Protocol):
    """A place that serves releases of a site. Whatever fails there raises `PublishError`."""

    def current(self) -> Release | None:
        """The release that is served, None where there is none yet."""

    def publish(self, site: Path, release: Release, before: Release | None, keep: int) -> int:
        """Serve a release of the site in a folder, and keep as many of the last, where it can.

        `before` is what `current` said when the release was compared with it: if another one is
        served by now, nothing changes. Returns the number of bytes of the files that were sent.
        """

    def rollback(self) -> str:
        """Serve what was served before the present release; returns its name.

        A release that was rolled back is never returned to.
        """


def destination(name: str) -> Destination:
    """The destination of this name.

    Raises `PublishError` where the library for it is not installed.

    `s3://bucket/prefix` is a bucket, `git:remote#branch` a branch of a repository, `host:folder`
    or `user@host:folder` a folder over SSH, and anything else a folder here.
    """
    if match := _BUCKET.fullmatch(name):
        try:
            from generator.publishing.bucket import Bucket  # noqa: PLC0415 - needs boto3
        except ModuleNotFoundError as error:
            raise PublishError(
                f"{error.name} is not installed: it is in requirements-publish.txt"
            ) from error

        return Bucket(match["bucket"], match["prefix"].strip("/"))
    if match := _BRANCH.fullmatch(name):
        from generator.publishing.branch import Branch  # noqa: PLC0415 - alike

        return Branch(match["remote"], match["branch"])
    from generator.publishing.folder import Folder  # noqa: PLC0415 - alike

    if match := _SSH.fullmatch(name):
        return Folder(match["folder"], match["host"])
    return Folder(name)
