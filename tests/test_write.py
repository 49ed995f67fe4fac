"""Writing changes only what must change, no hand-written file, and survives being cut short."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import write as module
from generator.cli import main
from generator.write import RECORD, Changes, HandWrittenFileError, changes, write

FILES = {"zh/index.md": "甲\n", "zh/a/b.md": "乙\n", "en.yml": "c\n"}


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != RECORD
    }


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    assert write(tmp_path, FILES) == Changes(write=tuple(sorted(FILES)), remove=())
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert not write(tmp_path, FILES)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_only_what_changed_is_written_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    done = write(tmp_path, {"zh/index.md": "甲\n", "en.yml": "d\n"})
    assert done == Changes(write=("en.yml",), remove=("zh/a/b.md",))
    assert content(tmp_path) == {"zh/index.md": "甲\n", "en.yml": "d\n"}
    assert not (tmp_path / "zh" / "a").exists()


def test_a_hand_written_file_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "index.md").write_text("by hand", "utf-8")
    with pytest.raises(HandWrittenFileError, match=r"index\.md"):
        write(tmp_path, FILES)
    assert content(tmp_path) == {"zh/index.md": "by hand"}


def test_a_hand_written_file_beside_generated_ones_stays(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "zh" / "a" / "own.md").write_text("by hand", "utf-8")
    write(tmp_path, {})
    assert content(tmp_path) == {"zh/a/own.md": "by hand"}


@pytest.mark.parametrize("cut_after", range(6))
def test_the_next_run_repairs_one_that_was_cut_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut_after: int
) -> None:
    write(tmp_path, FILES)
    new = {"zh/index.md": "新\n", "zh/new.md": "页\n", "zh/x/y.md": "z\n"}
    calls = 0
    replace = module._replace

    def replace_until_cut(folder: Path, path: str, text: bytes) -> None:
        nonlocal calls
        if calls == cut_after:
            (folder / module._UNFINISHED).write_bytes(text[:1])  # noqa: SLF001
            raise KeyboardInterrupt
        calls += 1
        replace(folder, path, text)

    with monkeypatch.context() as patch:
        patch.setattr(module, "_replace", replace_until_cut)
        try:
            write(tmp_path, new)
        except KeyboardInterrupt:
            assert cut_after < 5

    write(tmp_path, new)
    (tmp_path / module._UNFINISHED).unlink(missing_ok=True)  # noqa: SLF001
    assert content(tmp_path) == new
    assert not changes(tmp_path, new)


def test_check_says_what_would_change_and_changes_nothing(
    plan_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["build", "--plan", str(plan_folder), "--out", "docs"]
    assert main([*arguments, "--check"]) == 1
    assert "docs/zh/index.md would be written" in capsys.readouterr().out
    assert not Path("docs").exists()
    assert main(arguments) == 0
    assert main([*arguments, "--check"]) == 0


def test_the_generator_names_a_hand_written_file_in_its_way(
    plan_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("docs/zh").mkdir(parents=True)
    Path("docs/zh/about.md").write_text("by hand", "utf-8")
    assert main(["build", "--plan", str(plan_folder), "--out", "docs"]) == 1
    message = "docs/zh/about.md: not written by the generator; move it away\n"
    assert capsys.readouterr().err == message


def test_wrong_usage_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["polish"])
    assert exit_.value.code == 2
    assert "polish" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--plan", "nowhere"]) == 1
    assert "nowhere: there is no such folder" in capsys.readouterr().err
