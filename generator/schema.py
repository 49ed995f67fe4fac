"""Exports a JSON Schema for each kind of YAML file, for editors to complete and check."""

from __future__ import annotations

import json

from generator.load import FILES, FOLDERS

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """The schema files by name: `departments.schema.json` for `departments.yaml`, and so on."""
    models = {name.removesuffix(".yaml"): model for name, model in FILES.items()}
    models |= {model.__name__.lower(): model for model in FOLDERS.values()}
    return {
        f"{name}.schema.json": json.dumps(
            {"$schema": _DRAFT, **model.model_json_schema()}, ensure_ascii=False, indent=2
        )
        + "\n"
        for name, model in models.items()
    }
