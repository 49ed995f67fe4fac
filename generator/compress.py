"""Writes compressed copies of the site's files, for servers that serve these as they are."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = {".css", ".csv", ".html", ".js", ".json", ".map", ".svg", ".txt", ".xml"}
_SMALLEST = 1024
"""Bytes below which a file fits into one packet anyway."""


def compress(site: Path) -> int:
    """Write `FILE.gz` beside every text file, the same bytes on any day; returns how many."""
    files = [path for path in sorted(site.rglob("*")) if path.suffix in _TEXT]
    written = 0
    for path in files:
        content = path.read_bytes()
        if len(content) >= _SMALLEST:
            packed = gzip.compress(content, compresslevel=9, mtime=0)
            path.with_name(f"{path.name}.gz").write_bytes(packed)
            written += 1
    return written
