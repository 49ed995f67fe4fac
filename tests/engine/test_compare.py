"""How two builds of the same site are compared, and what Zensical is given to build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from built_site import read_page
from compare import PROJECT, Difference, as_folder, compare, flat_config, move_into_folders, table

from generator.site import CONFIGS

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (
    "<title>Tasks</title><nav id='nav'><a href='frame/'>x</a></nav>"
    "<article><h1 id='top'>Tasks</h1><a href='../data/'>x</a></article>"
)

CASES = {
    "a title": ("<title>Tasks", "<title>任务", "titles", "Tasks", "任务"),
    "a heading": (">Tasks</h1>", ">任务</h1>", "headings", "Tasks", "任务"),
    "an id": ("id='top'", "id='start'", "ids", "top", "start"),
    "a link": ("'../data/'", "'../more/'", "links", "data/", "more/"),
}


@pytest.mark.parametrize(
    ("old", "new", "aspect", "mkdocs", "zensical"), CASES.values(), ids=CASES.keys()
)
def test_what_only_one_of_the_sites_has_is_a_difference(
    old: str, new: str, aspect: str, mkdocs: str, zensical: str
) -> None:
    one = {"tasks/": read_page(PAGE)}
    other = {"tasks/": read_page(PAGE.replace(old, new))}
    assert compare(one, other) == (
        Difference("tasks/", aspect, mkdocs, only_mkdocs=True),
        Difference("tasks/", aspect, zensical, only_mkdocs=False),
    )
    assert f"| {aspect} | 1 | 1 | 1 |" in table(one, compare(one, other))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id='nav'", "id='header'"),
        ("'frame/'", "'other/'"),
        ("'../data/'", "'./../data/'"),
        ("<h1", "<a id='__skip'></a><h1"),
    ],
    ids=["ids of the frame", "links of the frame", "the way a link is written", "ids of the theme"],
)
def test_what_is_the_themes_own_is_no_difference(old: str, new: str) -> None:
    one, other = read_page(PAGE), read_page(PAGE.replace(old, new))
    assert one != other
    assert compare({"tasks/": one}, {"tasks/": other}) == ()


def test_a_link_that_climbs_too_high_is_a_difference_even_at_the_root() -> None:
    one, other = read_page(PAGE), read_page(PAGE.replace("../data/", "../../data/"))
    found = compare({"tasks/": one}, {"tasks/": other})
    assert [one.aspect for one in found] == ["links", "links"]


def test_a_page_that_only_one_site_has_is_a_difference() -> None:
    page = read_page(PAGE)
    found = compare({"": page, "tasks/": page}, {"": page, "matrix/": page})
    assert found == (
        Difference("matrix/", "pages", "matrix/", only_mkdocs=False),
        Difference("tasks/", "pages", "tasks/", only_mkdocs=True),
    )


def test_pages_move_into_folders_and_their_links_follow(tmp_path: Path) -> None:
    pages = {
        "index.md": "[a](tasks.md) [b](actions/youth.md#one) [c](https://x.example/y.md)",
        "tasks.md": '[a](index.md) [b](actions/youth.md) <a href="../data/">d</a> [e](#here)',
        "actions/index.md": "[a](youth.md) [b](../tasks.md)",
        "actions/youth.md": "[a](../tasks.md#two) [b](index.md) [c](youth.md#three)",
    }
    for name, text in pages.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")

    move_into_folders(tmp_path)

    moved = {
        path.relative_to(tmp_path).as_posix(): path.read_text("utf-8")
        for path in tmp_path.rglob("*.md")
    }
    assert moved == {
        "index.md": "[a](tasks/index.md) [b](actions/youth/index.md#one) [c](https://x.example/y.md)",
        "tasks/index.md": (
            '[a](../index.md) [b](../actions/youth/index.md) <a href="../data/">d</a> [e](#here)'
        ),
        "actions/index.md": "[a](youth/index.md) [b](../tasks/index.md)",
        "actions/youth/index.md": (
            "[a](../../tasks/index.md#two) [b](../index.md) [c](../youth/index.md#three)"
        ),
    }
    assert set(moved) == set(map(as_folder, pages))


def test_a_flat_configuration_has_lists_of_its_own_and_inherits_the_rest(generated: Path) -> None:
    chinese, english = (flat_config(generated / name) for name in CONFIGS.values())
    assert english["nav"] != chinese["nav"]
    assert len(english["nav"]) == len(chinese["nav"])
    assert english["theme"]["name"] == chinese["theme"]["name"]
    assert "INHERIT" not in english


def test_no_template_needs_what_only_jinja_has() -> None:
    """Zensical's template language has no methods of strings."""
    for path in (PROJECT / "overrides").rglob("*.html"):
        text = path.read_text("utf-8")
        for method in (".split(", ".rstrip(", ".format(", ".startswith(", ".join("):
            assert method not in text, f"{path}: {method}"
