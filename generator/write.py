"""Writes generated files: only what changed, each whole, and never over a hand-written one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

RECORD = ".generated.json"
"""The list of the files that the generator owns, kept in the folder it writes to."""

_UNFINISHED = ".generated.tmp"


class HandWrittenFileError(Exception):
    """Files that the generator would write exist and are not its own."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = sorted(paths)
        super().__init__(", ".join(map(str, self.paths)))


@dataclass(frozen=True)
class Changes:
    """The paths that differ from what is to be there, relative to the folder."""

    write: tuple[str, ...]
    remove: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.write or self.remove)


def changes(folder: Path, files: Mapping[str, str]) -> Changes:
    """What `write` would do; raises `HandWrittenFileError` where it would refuse."""
    owned = _owned(folder)
    outdated = [path for path, text in files.items() if _content(folder / path) != text.encode()]
    foreign = [folder / path for path in outdated if path not in owned and (folder / path).exists()]
    if foreign:
        raise HandWrittenFileError(foreign)
    gone = [path for path in owned if path not in files and (folder / path).exists()]
    return Changes(tuple(sorted(outdated)), tuple(sorted(gone)))


def write(folder: Path, files: Mapping[str, str]) -> Changes:
    """Make the generated files in `folder` exactly `files`, and say what that changed.

    The record of owned files is widened before the first file is written and narrowed after the
    last, so that a run that was cut short is repaired by the next.
    """
    todo = changes(folder, files)
    owned = _owned(folder)
    if todo or owned != set(files):
        folder.mkdir(parents=True, exist_ok=True)
        _record(folder, owned | set(files))
        for path in todo.write:
            _replace(folder, path, files[path].encode())
        for path in todo.remove:
            (folder / path).unlink()
            _remove_empty_folders(folder, (folder / path).parent)
        _record(folder, set(files))
    return todo


def _owned(folder: Path) -> set[str]:
    content = _content(folder / RECORD)
    return set(json.loads(content)) if content else set()


def _record(folder: Path, paths: set[str]) -> None:
    _replace(folder, RECORD, (json.dumps(sorted(paths), indent=0) + "\n").encode())


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _replace(folder: Path, path: str, content: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder / _UNFINISHED
    unfinished.write_bytes(content)
    unfinished.replace(target)


def _remove_empty_folders(top: Path, folder: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
