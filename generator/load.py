"""Loads a plan's folder of YAML files into a `Source`, with a problem for all that does not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from pydantic import BaseModel, ValidationError

from generator import source
from generator.problem import Location, Problem, nearest
from generator.yaml_file import Keys, YamlFile, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

C_co = TypeVar("C_co", bound=source.Model, covariant=True)  # what a file holds
M = TypeVar("M", bound=source.Model)

FILES: dict[str, type[source.Model]] = {
    "plan.yaml": source.Identity,
    "departments.yaml": source.Departments,
    "indicators.yaml": source.Indicators,
    "glossary.yaml": source.Glossary,
    "corrections.yaml": source.Corrections,
    "updates.yaml": source.Updates,
}
"""The files every plan has, by name."""

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
        """A problem with the value at `keys`, named by the innermost entity around it."""
        entity, rest = _entity(self.yaml, keys)
        field = ".".join(map(str, rest)) or "id"
        return Problem(self.yaml.locate(keys), entity, field, wrong, right)


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
    if not path.is_file():
        right = "add the file (python -m generator schema says what it holds)"
        return None, [Problem(Location(name, 1), path.name, "file", "is missing", right)]
    document, problems = read_yaml(path, name)
    if document is None:
        return None, problems
    file, misfits = _fit(document, model, path.parent.name, whole=not problems)
    return file, problems + misfits


def _expected(folder: Path) -> Iterator[tuple[str, type[source.Model]]]:
    yield from FILES.items()
    for subfolder, model in FOLDERS.items():
        for path in sorted((folder / subfolder).glob("*.yaml"), key=_order):
            yield f"{subfolder}/{path.name}", model


def _order(path: Path) -> tuple[float, str]:
    number = re.match(r"\d+", path.name)
    return (int(number[0]) if number else float("inf"), path.name)


def _unknown_files(folder: Path) -> Iterator[Problem]:
    """Files that look like data and are not read: a name with a slip in it, or no number."""
    for path in sorted(folder.rglob("*.y*ml")):
        relative = path.relative_to(folder).as_posix()
        parent, _, name = relative.rpartition("/")
        location = Location(f"{folder.as_posix()}/{relative}", 1)
        if parent in FOLDERS:
            if not re.fullmatch(r"\d+-[a-z0-9-]+\.yaml", name):
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


def _fit(
    document: YamlFile, model: type[M], folder: str, *, whole: bool
) -> tuple[File[M] | None, list[Problem]]:
    """The document as a file of `model` without what does not fit, a problem for each misfit."""
    try:
        return File(document, model.model_validate(document.data), folder, whole), []
    except ValidationError as failure:
        errors = failure.errors(include_url=False)
    problems = [_shape_problem(document, model, error) for error in errors]
    misfits = {_part_to_leave_out(error["loc"]) for error in errors}
    for keys in sorted(misfits, key=lambda keys: [str(key).zfill(9) for key in keys], reverse=True):
        document = document.without(keys)
    try:
        return File(document, model.model_validate(document.data), folder, whole=False), problems
    except ValidationError:
        return None, problems


def _part_to_leave_out(keys: Keys) -> Keys:
    """The innermost list entry around a misfit, or, outside of lists, the field itself."""
    positions = [index for index, key in enumerate(keys) if isinstance(key, int)]
    return keys[: positions[-1] + 1] if positions else keys


_WRONG_TYPES = {
    "string_type": ("text", "put it in quotes if it is meant as text"),
    "int_type": ("a whole number", "write digits only, without quotes"),
    "float_type": ("a number", "write digits only, without quotes"),
    "tuple_type": ("a list", "begin each entry with '- ', or write [a, b]"),
    "date_type": ("a date", "write it as 2022-06-07, without quotes"),
    "model_type": ("a group of fields", "write one field a line, indented"),
    "dict_type": ("a group of fields", "write one field a line, indented"),
}


def _shape_problem(document: YamlFile, model: type[BaseModel], error: ErrorDetails) -> Problem:
    """What pydantic found, in the words of the maintainer."""
    keys: Keys = error["loc"]
    kind, value, context = error["type"], error["input"], error.get("ctx", {})
    if kind == "missing":
        wrong, right = "is missing", "add it"
    elif kind == "extra_forbidden":
        known = _fields(model, keys[:-1])
        match = nearest(str(keys[-1]), known)
        wrong = "is not a known field"
        right = f"did you mean {match}?" if match else f"known are {', '.join(known)}"
    elif kind == "string_pattern_mismatch":
        wrong = f"{value!r} is not an id"
        right = "use small letters, digits and single hyphens, beginning with a letter"
    elif kind == "literal_error":
        wrong, right = f"{value!r} is not one of its values", f"use {context['expected']}"
    elif kind in _WRONG_TYPES:
        expected, right = _WRONG_TYPES[kind]
        wrong = f"is {_described(value)}, not {expected}"
    else:
        wrong, right = error["msg"], "see the schema"
    entity, rest = _entity(document, keys)
    return Problem(document.locate(keys), entity, ".".join(map(str, rest)) or "id", wrong, right)


def _described(value: object) -> str:
    match value:
        case None:
            return "empty"
        case dict():
            return "a group of fields"
        case tuple():
            return "a list"
        case str():
            return f"the text {value!r}"
        case _:
            return f"{value!s}"


def _fields(model: type[BaseModel], keys: Keys) -> list[str]:
    """The fields that the (possibly nested) model at `keys` knows."""
    for key in keys:
        if isinstance(key, str):
            field = next(f for n, f in model.model_fields.items() if key in (n, f.alias))
            model = _innermost_model(field.annotation) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _innermost_model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    arguments = getattr(annotation, "__args__", ())
    return next(filter(None, map(_innermost_model, arguments)), None)


def _entity(document: YamlFile, keys: Keys) -> tuple[str, Keys]:
    """The id of the innermost entity around `keys`, else the file's name; and the keys within."""
    for length in range(len(keys), -1, -1):
        identity = document.at((*keys[:length], "id"))
        if isinstance(identity, str) and keys[length:] != ("id",):
            return identity, keys[length:]
    return document.name.rsplit("/", 1)[-1], keys
