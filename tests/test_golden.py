"""The pages of the example plan are exactly the golden ones, byte by byte.

`pytest tests/test_golden.py --update-golden` rewrites them; read the difference before you commit.
"""

from __future__ import annotations

import shutil
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from generator import search_index
from generator.address import AddressBook
from generator.render import render
from generator.write import RECORD, write

if TYPE_CHECKING:
    import pytest

    from generator.plan import Plan

GOLDEN = Path(__file__).parent / "golden"
SITE_URL = "https://plan.example/"


def test_the_example_plan_gives_the_golden_pages(
    example_plan: Plan, request: pytest.FixtureRequest
) -> None:
    index = search_index.render(example_plan, AddressBook(example_plan))
    files = render(example_plan, SITE_URL) | {
        f"search/{name}": content for name, content in index.items()
    }
    if request.config.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        write(GOLDEN, files)
        (GOLDEN / RECORD).unlink()
    golden = {
        path.relative_to(GOLDEN).as_posix(): path.read_bytes().decode()
        for path in GOLDEN.rglob("*")
        if path.is_file()
    }
    assert sorted(files) == sorted(golden)
    for path, text in files.items():
        lines = (golden[path].splitlines(), text.splitlines())
        difference = unified_diff(*lines, f"golden/{path}", "generated", lineterm="")
        assert text == golden[path], "\n".join(difference)


def test_rendering_twice_gives_the_same_bytes(example_plan: Plan) -> None:
    assert render(example_plan, SITE_URL) == render(example_plan, SITE_URL)
