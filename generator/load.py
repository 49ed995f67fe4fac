"""Loads a plan's folder of YAML files into a `Source`, with a problem for all that does not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from generator import source
from generator.problem import Location, Problem, nearest
from generator.shape import fit
from generator.yaml_file import Keys, YamlFile, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

C_co = TypeVar("C_co", bound=source.Model, covariant=True)  # what a file holds
M = TypeVar("M", bound=source.Model)

FILES: dict[str, type[source.Model]] = {
    "plan.yaml": source.Identity,
    "departments.yaml": source.Departments,
    "indicators.yaml": source.Indicators,
    "glossary.yaml": source.Glossary,
    "corrections.yaml": source.Corrections,
    "updates.yaml": source.Updates,
    "redirects.yaml": source.Redirects,
}
"""The files of a plan by name; one whose fields all have defaults may be missing."""

FOLDERS: dict[str, type[source.Model]] = {
    "chapters": source.Chapter,
    "actions": source.Measure,
    "projects": source.Measure,
}
"""The folders with one file an entity; the number that begins a file's name gives the order."""

ORIGINAL = "original/notice.txt"
"""The document as issued, inside the plan's folder."""


@dataclass(frozen=True)
class File(Generic[C_co]):
    """A file that was read: its content as a model, and the YAML it came from.

    `whole` is False where something in it did not fit and was left out.
    """

    yaml: YamlFile
    content: C_co
    folder: str
    whole: bool

    def problem(self, keys: Keys, wrong: str, right: str) -> Problem:
        """A problem with the value at `keys`."""
        return self.yaml.problem(keys, wrong, right)


@dataclass(frozen=True)
class Source:
    """A plan's folder as read; `missing` are the models of files that could not be read."""

    files: tuple[File[source.Model], ...]
    missing: frozenset[type[source.Model]]
    original: tuple[str, ...]

    def of(self, model: type[M], folder: str = "") -> tuple[File[M], ...]:
        """The files with this model (and, where given, in this folder), in the plan's order."""
        return tuple(
            cast("File[M]", file)
            for file in self.files
            if isinstance(file.content, model) and folder in ("", file.folder)
        )

    def whole(self, *models: type[source.Model]) -> bool:
        """Whether all files with these models are there and nothing of them was left out."""
        return self.missing.isdisjoint(models) and all(
            file.whole for file in self.files if isinstance(file.content, models)
        )

    def sole(self, model: type[M]) -> File[M]:
        """The file of a kind of which a complete source has exactly one."""
        (file,) = self.of(model)
        return file


def load(folder: Path) -> tuple[Source, list[Problem]]:
    """Load the plan in `folder`; never raises for bad data.

    Returns what could be read and every problem of shape: files that are missing, unknown or
    not YAML, and fields that are missing, unknown or of the wrong type. An entity that does not
    fit is left out, so that the rest can still be checked.
    """
    name = folder.as_posix()
    files: list[File[source.Model]] = []
    missing: set[type[source.Model]] = set()
    problems = list(_unknown_files(folder))
    for relative, model in _expected(folder):
        file, found = _load_file(folder / relative, f"{name}/{relative}", model)
        problems += found
        if file:
            files.append(file)
        else:
            missing.add(model)
    original, found = _read_original(folder / ORIGINAL, f"{name}/{ORIGINAL}")
    return Source(tuple(files), frozenset(missing), original), problems + found


def _load_file(path: Path, name: str, model: type[M]) -> tuple[File[M] | None, list[Problem]]:
    if not path.is_file() and not any(one.is_required() for one in model.model_fields.values()):
        return File(YamlFile(name, {}, (), {}), model(), path.parent.name, whole=True), []
    if not path.is_file():
        right = "add the file (python -m generator schema says what it holds)"
        return None, [Problem(Location(name, 1), path.name, "file", "is missing", right)]
    document, problems = read_yaml(path, name)
    if document is None:
        return None, problems
    whole = not problems
    content, kept, misfits = fit(document, model)
    file = File(kept, content, path.parent.name, whole and not misfits) if content else None
    return file, problems + misfits


def _expected(folder: Path) -> Iterator[tuple[str, type[source.Model]]]:
    yield from FILES.items()
    for subfolder, model in FOLDERS.items():
        for path in sorted((folder / subfolder).glob("*.yaml"), key=_order):
            if _NUMBERED.fullmatch(path.name):
                yield f"{subfolder}/{path.name}", model


_NUMBERED = re.compile(r"(\d+)-[a-z0-9-]+\.yaml")


def _order(path: Path) -> tuple[int, str]:
    number = _NUMBERED.fullmatch(path.name)
    return (int(number[1]) if number else 0, path.name)


def _unknown_files(folder: Path) -> Iterator[Problem]:
    """Files that look like data and are not read: a name with a slip in it, or no number."""
    for path in sorted(folder.rglob("*.y*ml")):
        relative = path.relative_to(folder).as_posix()
        parent, _, name = relative.rpartition("/")
        location = Location(f"{folder.as_posix()}/{relative}", 1)
        if parent in FOLDERS:
            if not _NUMBERED.fullmatch(name):
                right = f"call it NUMBER-ID.yaml, such as {parent}/1-{path.stem}.yaml"
                yield Problem(location, relative, "file", "has a name without its order", right)
        elif relative not in FILES:
            match = nearest(relative, FILES)
            right = f"did you mean {match}?" if match else f"known are {', '.join(FILES)}"
            yield Problem(location, relative, "file", "is not a file of a plan", right)


def _read_original(path: Path, name: str) -> tuple[tuple[str, ...], list[Problem]]:
    try:
        content = path.read_bytes()
        return tuple(content.decode("utf-8-sig").splitlines()), []
    except OSError:
        wrong, right, line = "is missing", "add the document as issued, as UTF-8 text", 1
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        wrong, right = "is not UTF-8 text", "save the file with the encoding UTF-8"
    return (), [Problem(Location(name, line), path.name, "file", wrong, right)]
