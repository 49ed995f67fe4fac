"""Text comes out as the text it is, whatever it looks like to Markdown, HTML, Jinja or YAML."""

from __future__ import annotations

import shutil
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import markdown
import pytest
import yaml
from conftest import EXAMPLE, PROJECT
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.load import load
from generator.markdown import escape, front_matter
from generator.render import render
from generator.resolve import resolve
from generator.site import build_site
from generator.write import write

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = [
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "x {: onclick=alert(1) } {: #id .class }",
    "a | b || c",
    "[x](javascript:alert(1)) [y][z] ![i](x) [^1] [^1]: note",
    "*[A]: b",
    "&lt;b&gt; &#60; &amp;amp; &",
    "{{ 7*7 }} {% raw %} {# x #}",
    "# heading ## ",
    "- item + item * item 1. item",
    "``` code ``` `x` ~~~",
    "$x$ :smile: ==a== ^^b^^ ~~c~~ ++d++",
    "--- *** ___ ===",
    "<!-- comment --> <?php ?> <![CDATA[x]]>",
    "back\\slash \\* \\[ \\&",
    "\"quotes\" 'and' `ticks` “curly” ‘curly’",
    "👩‍🔬 \u202eright to left\u202c café e\u0301",
    "https://plan.example/ <https://plan.example/> mail@plan.example",
    "line\u2028separator\ttab   spaces",
    "yes: no, null ~ !!str @x %y",
    "=1+1",
    "4. ordered",
    "it's 3.5% - or so...",
]

EXTENSIONS = yaml.safe_load((PROJECT / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]


def rendered(text: str) -> str:
    return markdown.markdown(text, extensions=list(EXTENSIONS), extension_configs=EXTENSIONS)


class _Text(HTMLParser):
    """Collects text, and notes every element but the paragraph around it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(f"{tag} {attrs}")

    def handle_data(self, data: str) -> None:
        self.text += data


def assert_comes_out_as_text(text: str) -> None:
    parser = _Text()
    parser.feed(rendered(f"{escape(text)}\n"))
    parser.close()
    assert parser.text.strip("\n") == " ".join(text.split())
    assert parser.elements in ([], ["p []"])


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_looks_like_markup_is_text(text: str) -> None:
    assert_comes_out_as_text(text)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u0002\u0003"))
MARKUP = st.text(st.sampled_from("ab 1\n<>[](){}:#*_`~^|!\\&;-+=.'\"/@$%学"))


@given(TEXTS | MARKUP)
def test_any_text_is_text(text: str) -> None:
    assert_comes_out_as_text(text)


@given(TEXTS | MARKUP)
def test_any_title_survives_the_front_matter(text: str) -> None:
    head = front_matter({"title": text, "structured_data": {"name": text}})
    content = yaml.safe_load(head.strip("-\n"))
    parser = _Text()
    parser.feed(content["title"])
    parser.close()
    assert parser.text == text.replace("\r", "\n") or not text.isprintable()
    assert content["structured_data"]["name"] == text
    assert not {"<", ">", '"', "'"} & set(content["title"])


def replaced(data: Any, text: str, title: str) -> Any:  # noqa: ANN401 - what YAML holds
    """The data with every text in every language made this one, every title that one."""
    if isinstance(data, dict):
        if set(data) == {"zh", "en"}:
            return {"zh": text, "en": text}
        titles = {"title", "short_title", "name"}
        result = {
            key: replaced(value, title if key in titles else text, title)
            for key, value in data.items()
        }
        if "kind" in data and "name" in data and "unit" not in data:  # a department
            result["aliases"] = [*data.get("aliases", []), data["name"]["zh"]]
        return result
    return [replaced(entry, text, title) for entry in data] if isinstance(data, list) else data


def hostile_files(folder: Path, text: str, title: str) -> dict[str, str]:
    """The generated files of the example plan with these texts in all places."""
    shutil.copytree(EXAMPLE, folder)
    for path in folder.rglob("*.yaml"):
        data = yaml.safe_load(path.read_bytes())
        changed = {**data, "corrections": []} if "corrections" in data else data
        changed = replaced(changed, text, title)
        path.write_text(yaml.safe_dump(changed, allow_unicode=True), "utf-8")
    source, problems = load(folder)
    assert problems == []
    return render(resolve(source), "https://plan.example/")


def skeleton(html: str) -> list[tuple[str, tuple[str, ...], str | None]]:
    """The elements of a page: tag, names of attributes, where it links to."""
    page = LexborHTMLParser(html)
    return [
        (str(node.tag), tuple(sorted(node.attributes)), node.attributes.get("href"))
        for node in page.css("body *")
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_change_no_element_of_any_page(tmp_path: Path, text: str) -> None:
    title = text.replace("<", "‹").replace(">", "›")
    hostile = hostile_files(tmp_path / "hostile", text, title)
    harmless = hostile_files(tmp_path / "harmless", "harmless", "harmless")
    assert set(hostile) == set(harmless)
    for path, content in harmless.items():
        if path.endswith(".md"):
            expected = skeleton(rendered(content.split("---\n", 2)[2]))
            assert skeleton(rendered(hostile[path].split("---\n", 2)[2])) == expected, path


def test_hostile_texts_are_text_in_the_built_site(tmp_path: Path) -> None:
    text = " ".join(HOSTILE)
    title = text.replace("<", "‹").replace(">", "›")
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "overrides", project / "overrides")
    shutil.copytree(PROJECT / "docs" / "zh" / "assets", project / "docs" / "zh" / "assets")
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(PROJECT / name, project)
    files = hostile_files(tmp_path / "plan", text, title)
    write(project / "docs", files)
    build_site(project, tmp_path / "site", "https://plan.example/")
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 30
    shown = " ".join(title.split())
    for path in pages:
        page = LexborHTMLParser(path.read_text("utf-8"))
        scripts = [script.text() for script in page.css("script")]
        assert not [script for script in scripts if script.startswith("alert")], path
        for node in page.css("*"):
            events = {name for name in node.attributes if name.startswith("on")}
            assert not events, f"{path}: {node.tag} {events}"
            assert not (node.attributes.get("src") or "").startswith("x"), path
        titles = page.css("head > title")
        assert len(titles) == 1
    department = LexborHTMLParser(
        (tmp_path / "site" / "departments" / "union" / "index.html").read_text("utf-8")
    )
    (heading,) = department.css("h1")
    assert heading.text().removesuffix("#").strip() == shown
    (head,) = department.css("head > title")
    assert head.text().strip().startswith(shown[:200])
