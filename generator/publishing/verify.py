"""Compares what a server serves with the manifest of what was published."""

from __future__ import annotations

import hashlib
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import quote

from generator.publishing.release import MANIFEST, PublishError, Release, from_json

if TYPE_CHECKING:
    from collections.abc import Iterator

_AT_ONCE, _SECONDS = 8, 30


def served_release(url: str) -> Release:
    """The release that the server at an address says it serves."""
    try:
        return from_json(_fetched(f"{url}{MANIFEST}").decode())
    except (OSError, HTTPException, UnicodeDecodeError) as error:
        raise PublishError(f"{url}{MANIFEST}: {error}") from error


def differences(release: Release, url: str) -> Iterator[str]:
    """Every file of the release that the server at an address serves otherwise or not at all."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        checked = pool.map(lambda name: _difference(release, url, name), release.files)
        yield from filter(None, checked)


def _difference(release: Release, url: str, name: str) -> str:
    try:
        content = _fetched(url + quote(name))
    except (OSError, HTTPException) as error:
        return f"{name}: {error}"
    same = hashlib.sha256(content).hexdigest() == release.files[name]
    return "" if same else f"{name}: is not the file that was published"


def _fetched(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"Cache-Control": "no-cache"})  # noqa: S310 - http or https, see the command
    with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - alike
        content: bytes = answer.read()
        return content
