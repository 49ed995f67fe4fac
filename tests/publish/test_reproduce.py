"""The same data give the same site, wherever and whenever it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reproduce import differing_files

if TYPE_CHECKING:
    from pathlib import Path


def test_two_builds_in_two_places_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    assert differing_files(tmp_path) == []
