"""What `make links` says of a built site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from built_site import broken_links, main

if TYPE_CHECKING:
    from pathlib import Path

ROOT = "https://plan.example/site/"

CASES = {
    "a page": ("tasks/", None),
    "a file": ("data/tasks.csv", None),
    "an id of another page": ("tasks/#one", None),
    "an id of the same page": ("#top", None),
    "an id with Chinese characters": ("tasks/#%E4%B8%80", None),
    "another host": ("https://elsewhere.example/nothing", None),
    "the whole address": (f"{ROOT}tasks/", None),
    "a page that is not there": ("nowhere/", "home: nowhere/"),
    "a file that is not there": ("data/none.csv", "home: data/none.csv"),
    "an id that is not there": ("tasks/#three", "home: tasks/#three"),
    "an id of the same page that is not there": ("#three", "home: #three"),
    "a place on this host outside of the site": ("../tasks/", "home: ../tasks/"),
    "the whole address of a page that is not there": (f"{ROOT}no/", f"home: {ROOT}no/"),
}


def make_site(folder: Path, link: str, *, root: str = ROOT) -> Path:
    """A home page with the link, a page of tasks with the ids `one` and `一`, and a data file."""
    for name, body in {
        "index.html": f'<link rel="canonical" href="{root}"><p id="top"><a href="{link}">x</a></p>',
        "tasks/index.html": '<p id="one"></p><p id="一"></p>',
        "data/tasks.csv": "id",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, "utf-8")
    return folder


@pytest.mark.parametrize(("link", "found"), CASES.values(), ids=CASES)
def test_a_link_is_broken_when_it_leads_to_nothing_on_the_site(
    tmp_path: Path, link: str, found: str | None
) -> None:
    assert broken_links(make_site(tmp_path, link), ROOT) == ([found] if found else [])


@pytest.mark.parametrize(("link", "status"), [("tasks/", 0), ("nowhere/", 1)])
def test_the_status_says_whether_links_are_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], link: str, status: int
) -> None:
    assert main([str(make_site(tmp_path, link))]) == status
    said = capsys.readouterr()
    assert f"2 pages, 2 links, {status} broken" in said.out
    assert ("nowhere/ leads nowhere" in said.err) == bool(status)


def test_without_a_site_it_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 1
    assert "build the site first" in capsys.readouterr().err


def test_it_wants_one_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err
