"""Reads one YAML file into plain data and remembers the line of every value, for exact messages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

import yaml

from generator.problem import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML without libyaml: the same result, about ten times slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

Keys: TypeAlias = tuple[str | int, ...]
"""The way to a value inside a file: mapping keys and list positions, from the top."""


@dataclass(frozen=True)
class YamlFile:
    """The content of a YAML file and where each value stands.

    `name` is the path for messages, `lines` the file's text by line, `nodes` the YAML node at
    each `Keys`.
    """

    name: str
    data: object
    lines: tuple[str, ...]
    nodes: dict[Keys, yaml.Node] = field(repr=False)

    def at(self, keys: Keys) -> object:
        """The value at `keys`, or None where there is none."""
        value = self.data
        for key in keys:
            if isinstance(value, dict):
                value = value.get(key)
            elif isinstance(value, tuple) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                return None
        return value

    def without(self, keys: Keys) -> YamlFile:
        """The file without the value at `keys`; the entries after it in a list move up."""
        *parent, last = keys
        around = tuple(parent)

        def moved(other: Keys) -> Keys:
            key = other[len(around)] if len(other) > len(around) else None
            if (
                other[: len(around)] == around
                and isinstance(last, int)
                and isinstance(key, int)
                and key > last
            ):
                return (*around, key - 1, *other[len(around) + 1 :])
            return other

        nodes = {moved(at): node for at, node in self.nodes.items() if at[: len(keys)] != keys}
        return replace(self, data=_without(self.data, keys), nodes=nodes)

    def locate(self, keys: Keys) -> Location:
        """The line of the value at `keys`, or of the nearest value around it that exists."""
        while keys and keys not in self.nodes:
            keys = keys[:-1]
        node = self.nodes.get(keys)
        return Location(self.name, node.start_mark.line + 1 if node else 1)

    def problem(self, keys: Keys, wrong: str, right: str) -> Problem:
        """A problem with the value at `keys`, named by the innermost entity around it.

        The entity is called by its id; outside of entities, the file by its name.
        """
        entity, rest = self.name.rsplit("/", 1)[-1], keys
        for length in range(len(keys) + 1):
            identity = self.at((*keys[:length], "id"))
            if isinstance(identity, str):
                entity, rest = identity, keys[length:]
        return Problem(self.locate(keys), entity, ".".join(map(str, rest)) or "id", wrong, right)

    def locate_character(self, keys: Keys, offset: int) -> Location:
        """The line of a text's character, the `offset`-th that is not white space."""
        node = self.nodes.get(keys)
        if not isinstance(node, yaml.ScalarNode):
            return self.locate(keys)
        if node.style in (">", "|"):
            line, column = node.start_mark.line + 1, 0
        else:
            line, column = node.start_mark.line, node.start_mark.column + (node.style is not None)
        for number in range(line, len(self.lines)):
            visible = len("".join(self.lines[number][column:].split()))
            if offset < visible:
                return Location(self.name, number + 1)
            offset, column = offset - visible, 0
        return self.locate(keys)


def _without(data: object, keys: Keys) -> object:
    key, *rest = keys
    if isinstance(data, dict):
        if rest:
            return {**data, key: _without(data[key], tuple(rest))}
        return {name: value for name, value in data.items() if name != key}
    if isinstance(data, tuple) and isinstance(key, int):
        kept = (_without(data[key], tuple(rest)),) if rest else ()
        return data[:key] + kept + data[key + 1 :]
    return data


def read_yaml(path: Path, name: str) -> tuple[YamlFile | None, list[Problem]]:
    """Read the file at `path`, called `name` in messages.

    Returns the file, or None where it cannot be read as YAML at all, and every problem found:
    bad encoding, syntax errors, duplicate keys, keys that are not text, anchors and aliases.
    """

    def problem(line: int, wrong: str, right: str, field: str = "file") -> Problem:
        return Problem(Location(name, line), name.rsplit("/", 1)[-1], field, wrong, right)

    try:
        content = path.read_bytes()
    except OSError as error:
        return None, [problem(1, f"cannot be read ({error.strerror})", "make it a readable file")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, [problem(line, "is not UTF-8 text", "save the file with the encoding UTF-8")]
    loader = Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None, [problem(1, "is empty", "give it the fields of its schema")]
        reader = _Reader(loader)
        data = reader.value(root, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        detail = ", ".join(part for part in (error.context, error.problem) if part)
        line = mark.line + 1 if mark else 1
        return None, [
            problem(line, f"is not YAML: {detail}", "check indentation, quotes and colons")
        ]
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return None, [problem(line, "has a character that YAML does not allow", "remove it")]
    except RecursionError:
        return None, [problem(1, "is nested too deeply", "nest it as its schema says")]
    finally:
        loader.dispose()
    problems = [problem(line, wrong, right, field) for line, field, wrong, right in reader.problems]
    return YamlFile(name, data, tuple(text.splitlines()), reader.nodes), problems


class _Reader:
    """Walks a YAML node tree once: builds the data, files the nodes, notes what is not allowed."""

    def __init__(self, loader: Loader) -> None:
        self.loader = loader
        self.nodes: dict[Keys, yaml.Node] = {}
        self.problems: list[tuple[int, str, str, str]] = []
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, keys: Keys) -> object:
        if id(node) in self.seen:
            self._note(
                node, keys, "is an alias (*)", "write the value out: aliases are not used here"
            )
            return None
        self.seen.add(id(node))
        self.nodes[keys] = node
        if isinstance(node, yaml.MappingNode):
            return dict(self._items(node, keys))
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.value(item, (*keys, index)) for index, item in enumerate(node.value))
        try:
            return self.loader.construct_object(node)
        except (yaml.constructor.ConstructorError, ValueError, OverflowError):
            self._note(
                node,
                keys,
                f"{node.value!r} cannot be read",
                "put text in quotes, write dates as 2022-06-07",
            )
            return None

    def _items(self, node: yaml.MappingNode, keys: Keys) -> Iterator[tuple[str, object]]:
        first_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key_node, yaml.ScalarNode) or not isinstance(key, str):
                self._note(
                    key_node, keys, "has a key that is not a word", "use the fields of the schema"
                )
            elif key in first_lines:
                self._note(
                    key_node,
                    (*keys, key),
                    f"stands twice, first in line {first_lines[key]}",
                    "keep one of the two",
                )
            else:
                first_lines[key] = key_node.start_mark.line + 1
                yield key, self.value(value_node, (*keys, key))

    def _note(self, node: yaml.Node, keys: Keys, wrong: str, right: str) -> None:
        dotted = ".".join(map(str, keys)) or "file"
        self.problems.append((node.start_mark.line + 1, dotted, wrong, right))
