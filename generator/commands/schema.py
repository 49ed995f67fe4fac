"""The command `schema`: writes the JSON Schemas that editors check the plan's YAML with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.outcome import add_plan_option, write_files
from generator.schema import schemas

if TYPE_CHECKING:
    import argparse

    from generator.commands import Commands


def add(commands: Commands) -> None:
    """Put `schema` on the command line."""
    schema = commands.add_parser("schema", help="write the JSON Schemas of the YAML files")
    schema.add_argument("--out", type=Path, help="folder to write to, else PLAN/schema")
    schema.add_argument(
        "--check", action="store_true", help="only say what would change; exit 1 if anything would"
    )
    add_plan_option(schema)
    schema.set_defaults(run=_schema)


def _schema(options: argparse.Namespace) -> int:
    folder = options.out or options.plan / "schema"
    return write_files(folder, schemas(), only_check=options.check)
