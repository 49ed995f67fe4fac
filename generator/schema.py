"""Exports a JSON Schema for each kind of YAML file, for editors to complete and check."""

from __future__ import annotations

import json

from generator.load import FILES, FOLDERS

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


SCHEMAS = {
    **{model: f"{name.removesuffix('.yaml')}.schema.json" for name, model in FILES.items()},
    **{model: f"{model.__name__.lower()}.schema.json" for model in FOLDERS.values()},
}
"""The name of the schema of each kind of file: `departments.schema.json` for `departments.yaml`."""


def schemas() -> dict[str, str]:
    """The schema files by name."""
    return {
        name: json.dumps(
            {"$schema": _DRAFT, **model.model_json_schema()}, ensure_ascii=False, indent=2
        )
        + "\n"
        for model, name in SCHEMAS.items()
    }
