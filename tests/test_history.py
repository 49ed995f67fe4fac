"""Addresses that last, what changed between two plans, and feeds of what happened."""

from __future__ import annotations

import json
import shutil
import subprocess
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from conftest import EXAMPLE

from generator.address import AddressBook
from generator.cli import main
from generator.edits import edits
from generator.redirect import redirect_pages
from generator.render import render

if TYPE_CHECKING:
    from pathlib import Path

    from generator.edits import Edit
    from generator.plan import Plan

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_page_that_is_no_more_leads_on_without_a_script(example_plan: Plan) -> None:
    pages = dict(redirect_pages(example_plan, AddressBook(example_plan), "https://plan.example/"))
    assert sorted(pages) == [
        "actions/reading/index.html",
        "departments/tourism/index.html",
        "en/actions/reading/index.html",
        "en/departments/tourism/index.html",
    ]
    page = pages["en/actions/reading/index.html"].decode()
    assert '<html lang="en">' in page
    assert 'http-equiv="refresh" content="0; url=../libraries/"' in page
    assert '<link rel="canonical" href="https://plan.example/en/actions/libraries/">' in page
    assert '<meta name="robots" content="noindex">' in page
    for anchor, task in (("corners", "school-reading"), ("open-libraries", "open-libraries")):
        assert f'id="{anchor}">This has moved to: <a href="../libraries/#{task}">' in page
    assert "<script" not in page


def test_a_task_that_was_renamed_is_found_by_its_old_id(example_plan: Plan) -> None:
    page = render(example_plan, "https://plan.example/")["zh/actions/libraries.md"]
    section = page.partition("{: #open-libraries }")[2].partition("{: #school-reading }")[0]
    assert '<span id="weekends"></span>' in section


def test_the_feeds_have_every_update_newest_first(example_plan: Plan) -> None:
    files = render(example_plan, "https://plan.example/")
    feed = ET.fromstring(files["en/feed.xml"])  # noqa: S314 - our own
    for name in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + name) is not None, name
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "Opening hours changed",
        "Plan issued",
    ]
    for entry in entries:
        for name in ("id", "updated", "summary"):
            assert entry.findtext(ATOM + name), name
    assert feed.findtext(f"{ATOM}updated") == "2030-06-01T00:00:00Z"

    data = json.loads(files["en/feed.json"])
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in data["items"]] == [
        entry.findtext(f"{ATOM}id") for entry in entries
    ]
    anchor = data["items"][0]["url"].partition("#")[2]
    assert f"{{: #{anchor} }}" in files["en/updates.md"]


def test_a_department_shows_what_changed_for_it(example_plan: Plan) -> None:
    files = render(example_plan, "https://plan.example/")
    concerned = [
        one.id
        for one in example_plan.departments
        if "Opening hours changed" in files[f"en/departments/{one.id}.md"]
    ]
    assert concerned == ["publicity", "culture", "union"]


@pytest.mark.parametrize(
    ("language", "old", "new", "expected"),
    [
        (
            "zh",
            "开展进校园活动，提升能力。",
            "开展进校园、进社区活动，提升能力。",
            [("same", "开展进校园"), ("added", "、进社区"), ("same", "活动，提升能力。")],
        ),
        (
            "zh",
            "到2025年达到18.5%。",
            "到2026年达到20%。",
            [
                ("same", "到"),
                ("removed", "2025"),
                ("added", "2026"),
                ("same", "年达到"),
                ("removed", "18.5%"),
                ("added", "20%"),
                ("same", "。"),
            ],
        ),
        (
            "en",
            "Hold activities in schools.",
            "Hold many activities in schools.",
            [("same", "Hold"), ("added", " many"), ("same", " activities in schools.")],
        ),
        ("en", "same", "same", [("same", "same")]),
        ("zh", "", "新", [("added", "新")]),
    ],
)
def test_edits_are_whole_words_and_no_splinters(
    language: str, old: str, new: str, expected: list[Edit]
) -> None:
    found = edits(old, new, language)
    assert "".join(text for kind, text in found if kind != "added") == old
    assert "".join(text for kind, text in found if kind != "removed") == new
    assert list(found) == expected


UNION = (
    "  - id: union\n    name: {zh: 县总工会, en: Federation of Trade Unions}\n    kind: people\n"
)
CHANGES = (
    (
        "actions/1-libraries.yaml",
        "周末和\n        节假日不闭馆。（县文旅局、县总工会按",
        "周末不闭馆。（县文旅局按",
    ),
    ("actions/1-libraries.yaml", "[县文旅局, 县总工会]", "[县文旅局]"),
    ("actions/1-libraries.yaml", "id: school-reading", "id: reading-corners"),
    ("redirects.yaml", "#school-reading}", "#reading-corners}"),
    ("departments.yaml", "县图书馆, en", "县图书总馆, en"),
    ("departments.yaml", "part_of: culture", "part_of: culture\n    aliases: [县图书馆]"),
    ("departments.yaml", UNION, ""),
    (
        "original/notice.txt",
        "周末和节假日不闭馆。（县文旅局、县总工会按",
        "周末不闭馆。（县文旅局按",
    ),
)


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The example plan a year later, at `new` beside `old`."""
    shutil.copytree(EXAMPLE, tmp_path / "old")
    new = shutil.copytree(EXAMPLE, tmp_path / "new")
    for name, before, after in CHANGES:
        path = new / name
        text = path.read_text("utf-8")
        assert text.count(before) == 1, before
        path.write_text(text.replace(before, after), "utf-8")
    with (new / "redirects.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "  - {from: actions/libraries#school-reading, to: actions/libraries#reading-corners}\n"
        )
    return tmp_path


def test_a_diff_says_what_changed_for_tasks_and_departments(
    changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(changed / "old"), str(changed / "new")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Tasks changed:",
        "",
        (
            "- 延长图书馆开放时间 (open-libraries), text, zh: "
            "县图书馆延长开放时间，周末[-和节假日-]不闭馆。"
        ),
        "",
        "Responsibilities:",
        "",
        "- 县总工会: 延长图书馆开放时间 (open-libraries): 责任单位 → –",
        "",
        "Departments removed:",
        "",
        "- 县总工会 (union)",
        "",
        "Departments renamed:",
        "",
        "- 县图书馆 → 县图书总馆 (county-library)",
        "",
        "Other values:",
        "",
        "- county-library, aliases: () → ('县图书馆',)",
    ]


def test_a_diff_is_data_and_markdown_too(changed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    versions = [str(changed / "old"), str(changed / "new")]
    assert main(["diff", *versions, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["tasks"]["added"] == data["tasks"]["removed"] == []
    assert data["responsibilities"] == [
        {"task": "open-libraries", "department": "union", "before": "responsible", "after": None}
    ]
    assert main(["diff", *versions, "--format", "markdown", "--language", "en"]) == 0
    assert "<del>和节假日</del>" in capsys.readouterr().out


def test_a_diff_of_git_revisions(
    changed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def git(*arguments: str) -> None:
        own = ("-c", "user.name=x", "-c", "user.email=x@example")
        subprocess.run(["git", *own, *arguments], cwd=changed, check=True, capture_output=True)  # noqa: S607 - wherever git is

    (changed / "old").rename(changed / "plan_source")
    git("init", "--quiet")
    git("add", "plan_source")
    git("commit", "--quiet", "-m", "old")
    monkeypatch.chdir(changed)

    assert main(["diff", "HEAD", "new"]) == 0
    assert "Tasks changed:" in capsys.readouterr().out
    assert main(["diff", "HEAD", "HEAD:plan_source"]) == 0
    assert capsys.readouterr().out == "No differences.\n"
    assert main(["diff", "nowhere", "new"]) == 2
    assert "is neither a folder nor a Git revision" in capsys.readouterr().err
