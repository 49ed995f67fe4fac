"""Beginning a plan: from nothing and from a document, as a maintainer does at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main

DOCUMENT = Path(__file__).parent / "documents" / "lines-and-dashes.txt"


def test_a_new_plan_has_no_problems(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "plan")]) == 0
    assert main(["check", "--plan", str(tmp_path / "plan")]) == 0


def test_an_imported_plan_has_no_problems_and_a_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan"

    assert main(["import", str(DOCUMENT), "--out", str(out)]) == 0

    recognised, uncertain = capsys.readouterr().out.splitlines()
    assert recognised == (
        f"{out}: 3 chapters, 2 measures, 3 tasks, 5 departments, 0 collectives, "
        "6 responsibilities (1 lead, 4 responsible, 1 support)"
    )
    assert uncertain == (
        "0 pieces left out, 0 uncertain, 1 pairs of names that may mean one department: "
        f"see {out / 'REVIEW.md'}"
    )
    assert main(["check", "--plan", str(out)]) == 0
    assert "| 县文旅局 | 县文化和旅游局 |" in (out / "REVIEW.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("plan.txt", b"", "plan.txt: holds no text in UTF-8, UTF-16 or GB18030"),
        ("plan.txt", b"\x00\x01\xff\xfe garbage", "plan.txt: holds no text in UTF-8"),
        (
            "plan.doc",
            b"\xd0\xcf\x11\xe0",
            "plan.doc: cannot be read; open it in Word or WPS and save it as .docx",
        ),
        ("nothing", None, "there is no such file"),
    ],
)
def test_what_is_no_document_gets_a_message_and_nothing_is_written(
    name: str,
    content: bytes | None,
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)

    assert main(["import", str(tmp_path / name), "--out", str(tmp_path / "out")]) == 1

    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_what_is_there_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    for command in (["new", str(tmp_path)], ["import", str(DOCUMENT), "--out", str(tmp_path)]):
        assert main(command) == 1
        assert "is there already; name a new folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_texts_are_read_in_the_encodings_they_come_in(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_bytes(DOCUMENT.read_text("utf-8").encode(encoding))

    assert main(["import", str(tmp_path / "plan.txt"), "--out", str(tmp_path / "out")]) == 0

    own = (tmp_path / "out" / "plan.yaml").read_text("utf-8")
    assert "示例县全民阅读实施方案（2030-2031年）" in own
