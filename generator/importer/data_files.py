"""Writes a draft as the YAML files of a plan, as a person would lay them out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from generator import source
from generator.entity import MEASURE_FOLDERS
from generator.schema import SCHEMAS, schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.importer.draft import Draft

_LONGEST_IN_LINE = 60
_ENTRIES = re.compile(r"(?<=[^:\n])\n(?=\s*- id: )")


def data_files(draft: Draft) -> dict[str, str]:
    """The files of the plan's folder by their path in it."""
    files: dict[str, source.Model] = {
        "plan.yaml": draft.identity,
        "departments.yaml": draft.departments,
        "indicators.yaml": source.Indicators(indicators=()),
        "glossary.yaml": source.Glossary(terms=()),
        "corrections.yaml": source.Corrections(corrections=()),
        "updates.yaml": source.Updates(updates=()),
        "redirects.yaml": source.Redirects(redirects=()),
    }
    for number, chapter in enumerate(draft.chapters, start=1):
        files[f"chapters/{number}-{chapter.id}.yaml"] = chapter
    for kind, folder in MEASURE_FOLDERS.items():
        measures = [measure for own, measure in draft.measures if own == kind]
        for number, measure in enumerate(measures, start=1):
            files[f"{folder}/{number}-{measure.id}.yaml"] = measure
    return {
        **{path: to_yaml(model, path) for path, model in files.items()},
        **{f"schema/{name}": content for name, content in schemas().items()},
        "original/notice.txt": draft.original,
    }


def to_yaml(model: source.Model, path: str) -> str:
    """A model as the content of the file at a path in the plan's folder."""
    up = "../" * path.count("/")
    head = f"# yaml-language-server: $schema={up}schema/{SCHEMAS[type(model)]}\n"
    text = yaml.dump(
        _plain(model), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf")
    )
    return head + _ENTRIES.sub("\n\n", text)


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever YAML can hold
    """A model as YAML holds it: without what goes without saying, texts with every language."""
    match value:
        case source.Text():
            return value.model_dump()
        case source.Model():
            return dict(_fields(value))
        case tuple():
            return [_plain(entry) for entry in value]
        case _:
            return value


def _fields(model: source.Model) -> Iterator[tuple[str, Any]]:
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if field.is_required() or value != field.get_default(call_default_factory=True):
            yield field.alias or name, _plain(value)


class _Dumper(yaml.SafeDumper):
    """Long texts in a line of their own, lists of names in one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002 - as PyYAML has it
        super().increase_indent(flow, False)  # noqa: FBT003


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = ">" if len(text) > _LONGEST_IN_LINE else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_list(dumper: _Dumper, values: list[object]) -> yaml.SequenceNode:
    names = all(isinstance(value, str) for value in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=names)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
