"""What the READMEs say is there, and files keep to themselves."""

from __future__ import annotations

import re
import subprocess

import pytest
from conftest import PROJECT

from generator.cli import main

READMES = ("README.md", "README.zh.md")


def read(name: str) -> str:
    return (PROJECT / name).read_text("utf-8")


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_every_make_target(readme: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", read("Makefile"), re.MULTILINE))
    assert targets == {name for name in targets if f"`make {name}" in read(readme)}


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_names_every_command(readme: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = set(re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, re.MULTILINE))
    assert {"build", "check", "schema", "site", "serve"} <= commands
    assert commands == {name for name in commands if re.search(rf"[`\s、]`?{name}`", read(readme))}


@pytest.mark.parametrize("readme", READMES)
def test_files_that_the_readme_links_to_exist(readme: str) -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", read(readme)):
        assert (PROJECT / link).exists(), link


def test_tracked_files_name_no_registry_and_no_machine() -> None:
    pattern = "|".join(("pypi" + r"\.org", "python" + "hosted", "/ro" + "ot/", "registry" + r"\."))
    found = subprocess.run(
        ["git", "grep", "-nIE", pattern],  # noqa: S607 - wherever git is
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""
