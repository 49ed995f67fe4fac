"""Every slip in the data is named with file, line, what is wrong and what would be right.

A case file says what the slip is, then which lines of the example plan it changes, then, after
`===`, the exact messages. `- ` is a line that must be there, `+ ` one that replaces it; a file
whose name ends in ` deleted` is removed, and `\\xNN` in a new line stands for that byte.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli import main

CASES = sorted((Path(__file__).parent / "problems").glob("*.txt"))


@pytest.mark.parametrize("case", CASES, ids=[case.stem for case in CASES])
def test_a_slip_is_named_with_its_place_and_mend(
    case: Path, plan_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edits, _, expected = case.read_text("utf-8").partition("\n===\n")
    for name, changes in re.findall(r"^--- (.+)\n((?:[-+] .*\n)*)", edits + "\n", re.MULTILINE):
        make_slip(plan_folder / name.removesuffix(" deleted"), name, changes)

    status = main(["build", "--plan", str(plan_folder), "--out", "docs"])

    assert capsys.readouterr().err == expected
    assert status == 1
    assert not Path("docs").exists()


def make_slip(path: Path, name: str, changes: str) -> None:
    if name.endswith(" deleted"):
        path.unlink()
        return
    content = path.read_bytes().decode() if path.exists() else ""
    for old, new in re.findall(r"((?:^- .*\n)*)((?:^\+ .*\n)*)", changes, re.MULTILINE)[:-1]:
        before = "".join(line[2:] + "\n" for line in old.splitlines())
        after = "".join(line[2:] + "\n" for line in new.splitlines())
        assert content.count(before) == 1 or not content, f"{name}: {before!r} is not there once"
        content = content.replace(before, after) if content else after
    raw = re.sub(r"\\x([0-9a-f]{2})", lambda byte: chr(int(byte[1], 16)), content)
    as_bytes = raw.encode("latin-1") if raw != content else content.encode()
    path.write_bytes(as_bytes)
