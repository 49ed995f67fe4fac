"""Fits a file's data into its model, and says in the maintainer's words what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from generator import source
from generator.problem import nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from generator.problem import Problem
    from generator.yaml_file import Keys, YamlFile

M = TypeVar("M", bound=BaseModel)


def fit(document: YamlFile, model: type[M]) -> tuple[M | None, YamlFile, list[Problem]]:
    """The document's data as `model`, without what does not fit, and a problem for each misfit.

    Returns the content, None where nothing is left of it, and the document it still agrees with.
    """
    try:
        return model.model_validate(document.data), document, []
    except ValidationError as failure:
        errors = failure.errors(include_url=False)
    problems = [_misfit(document, model, error) for error in errors]
    left_out = {_part_to_leave_out(error["loc"]) for error in errors}
    if () in left_out:  # not even a mapping
        return None, document, problems
    for keys in sorted(left_out, key=_by_position, reverse=True):
        document = document.without(keys)
    try:
        return model.model_validate(document.data), document, problems
    except ValidationError:
        return None, document, problems


def _part_to_leave_out(keys: Keys) -> Keys:
    """The innermost list entry around a misfit, or, outside of lists, the field itself."""
    positions = [index for index, key in enumerate(keys) if isinstance(key, int)]
    return keys[: positions[-1] + 1] if positions else keys


def _by_position(keys: Keys) -> list[tuple[str, int]]:
    return [(key, 0) if isinstance(key, str) else ("", key) for key in keys]


_WRONG_PATTERNS = {
    source.ID: (
        "is not an id",
        "use small letters, digits and single hyphens, beginning with a letter",
    ),
    source.PLACE: (
        "is not the address of a part",
        "write it as actions/youth, actions/youth#teachers or departments/education",
    ),
}

_WRONG_TYPES = {
    "string_type": ("text", "put it in quotes if it is meant as text"),
    "int_type": ("a whole number", "write digits only, without quotes"),
    "float_type": ("a number", "write digits only, without quotes"),
    "tuple_type": ("a list", "begin each entry with '- ', or write [a, b]"),
    "date_type": ("a date", "write it as 2022-06-07, without quotes"),
    "model_type": ("a group of fields", "write one field a line, indented"),
    "dict_type": ("a group of fields", "write one field a line, indented"),
}


def _misfit(document: YamlFile, model: type[BaseModel], error: ErrorDetails) -> Problem:
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
        wrong, right = _WRONG_PATTERNS[context["pattern"]]
        wrong = f"{value!r} {wrong}"
    elif kind == "literal_error":
        wrong, right = f"{value!r} is not one of its values", f"use {context['expected']}"
    elif kind in _WRONG_TYPES:
        expected, right = _WRONG_TYPES[kind]
        wrong = f"is {_described(value)}, not {expected}"
    else:
        wrong, right = error["msg"], "see the schema"
    return document.problem(keys, wrong, right)


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
