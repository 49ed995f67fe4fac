"""Publishes to a bucket of an S3-compatible store, file by file, in an order that breaks nothing.

A bucket has no atomic switch. Scripts and styles go first, then data, then pages, so that no page
asks for what is not there yet; files that are no longer needed go last, after the pages that used
them. While this goes on, a reader can meet a new page beside an old one, but every page works.

Before the first file is sent, the names of all that will change are noted in the bucket, and the
note goes when all is done. Where it is found, a publish broke: what it names is dealt with anew.
"""

from __future__ import annotations

import json
import mimetypes
import re
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from generator.publishing.release import (
    MANIFEST,
    PublishError,
    Release,
    from_json,
    refuse_if_another,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

_HASHED = re.compile(r".*\.[0-9a-f]{8,}\.(?:min\.)?\w+")
_FOR_EVER, _ASK_AGAIN = "public, max-age=31536000, immutable", "no-cache"
_UNFINISHED = "release.unfinished.json"
_MOST_AT_ONCE = 1000
"""Objects that one request may delete, by the protocol."""


class Bucket:
    """A prefix in a bucket; address and keys come from the environment, as boto3 reads it."""

    def __init__(self, bucket: str, prefix: str) -> None:
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""
        self._client: Any = boto3.client("s3")

    def current(self) -> Release | None:
        """The release whose files are in the bucket, None where there is none yet.

        After a publish that broke, files of two releases are there: it is the earlier one then, and
        has no digest, so that it equals no site.
        """
        text = self._content(MANIFEST)
        release = from_json(text) if text else None
        return replace(release, digest="") if release and self._in_doubt() else release

    def publish(self, site: Path, release: Release, before: Release | None, keep: int) -> int:  # noqa: ARG002 - a bucket holds one
        """Send what changed, pages last, then delete what is gone, then write the manifest."""
        refuse_if_another(self.current(), before, self)
        doubtful = self._in_doubt()
        there = before.files if before else {}
        known = {name: digest for name, digest in there.items() if name not in doubtful}
        changed = sorted(
            (name for name, digest in release.files.items() if known.get(name) != digest),
            key=lambda name: (_rank(name), name),
        )
        old = sorted({*there, *doubtful} - {*release.files})
        gone = [{"Key": self._prefix + name} for name in old]
        with self._reporting():
            self._send(_UNFINISHED, json.dumps(sorted({*doubtful, *changed, *old})).encode())
            for name in changed:
                self._send(name, (site / name).read_bytes())
            for start in range(0, len(gone), _MOST_AT_ONCE):
                some = {"Objects": gone[start : start + _MOST_AT_ONCE]}
                self._client.delete_objects(Bucket=self._bucket, Delete=some)
            self._send(MANIFEST, release.to_json().encode())
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + _UNFINISHED)
        return sum((site / name).stat().st_size for name in changed)

    def rollback(self) -> str:
        """A bucket holds one release only."""
        raise PublishError(f"{self}: a bucket holds one release; publish the earlier site again")

    def __str__(self) -> str:
        return f"s3://{self._bucket}/{self._prefix}"

    def _in_doubt(self) -> frozenset[str]:
        """The files that a publish began to change and did not finish."""
        return frozenset(json.loads(self._content(_UNFINISHED) or "[]"))

    def _content(self, name: str) -> str:
        """The text of a file of the bucket, "" where there is none."""
        with self._reporting():
            try:
                answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + name)
            except self._client.exceptions.NoSuchKey:
                return ""
            text: str = answer["Body"].read().decode()
            return text

    def _send(self, name: str, content: bytes) -> None:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
        self._client.put_object(
            Bucket=self._bucket,
            Key=self._prefix + name,
            Body=content,
            ContentType=f"{kind}; charset=utf-8" if text else kind,
            CacheControl=_FOR_EVER if _HASHED.fullmatch(name) else _ASK_AGAIN,
        )

    @contextmanager
    def _reporting(self) -> Iterator[None]:
        """Raise `PublishError` for whatever the store or the way to it refuses."""
        try:
            yield
        except (BotoCoreError, ClientError) as error:
            raise PublishError(f"{self}: {error}; publish again to finish") from error


def _rank(name: str) -> int:
    """When a file is sent: what pages need, then data, then pages."""
    if name.endswith(".html"):
        return 2
    return 0 if name.startswith(("assets/", "search/")) else 1
