"""Builds the same site with Zensical and prints where it differs from what MkDocs built.

`make zensical` runs it: `compare.py ZENSICAL SITE OUT`, in the project's folder, after `make site`.
Zensical gets a copy of the project with the two changes that docs/engine.md explains.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import yaml
from mkdocs.utils.yaml import yaml_load

PROJECT = Path(__file__).parents[2]
sys.path[:0] = [str(PROJECT), str(Path(__file__).parents[1])]

from built_site import BuiltPage, broken_links, read_pages  # noqa: E402

from generator.site import CONFIGS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

DONE, PROBLEMS, USAGE = 0, 1, 2
EXAMPLES = 3
BESIDE = ("data", "pdf")
"""Folders with files that the generator puts beside the pages, whatever built those."""

_MARKDOWN_LINK = re.compile(r"\]\(([^)#:]*)\.md(#[^)]*)?\)")


@dataclass(frozen=True)
class Aspect:
    """What is compared of a page: a name, and its facts as a list, of which order matters not."""

    name: str
    facts: Callable[[str, BuiltPage], Iterable[str]]


@dataclass(frozen=True)
class Difference:
    """A fact of a page that only one of the two sites has."""

    page: str
    aspect: str
    fact: str
    only_mkdocs: bool


ASPECTS = (
    Aspect("titles", lambda _, page: [page.title]),
    Aspect("headings", lambda _, page: page.headings),
    Aspect("ids", lambda _, page: (one for one in page.content_ids if not one.startswith("__"))),
    Aspect("links", lambda address, page: (_reached(address, one) for one in page.content_links)),
)
"""Ids that begin with `__` are the theme's; links are compared by where they lead."""


def _reached(address: str, link: str) -> str:
    """Where a link of the article leads, below the root; the theme's own are left as they are."""
    if link.startswith("#__"):
        return ""
    # Deep enough that a link with too many `..` ends outside of the site, not at its root.
    root = "https://site.invalid/a/b/c/"
    reached = urljoin(root + address, link)
    return reached.removeprefix(root) or "(home)"


def compare(
    mkdocs: Mapping[str, BuiltPage], zensical: Mapping[str, BuiltPage]
) -> tuple[Difference, ...]:
    """Every page that only one site has, and every fact of a common page that only one has."""
    found = [
        Difference(address, "pages", address or "(home)", address in mkdocs)
        for address in sorted(mkdocs.keys() ^ zensical.keys())
    ]
    for address in sorted(mkdocs.keys() & zensical.keys()):
        for aspect in ASPECTS:
            one, other = (
                Counter(filter(None, aspect.facts(address, pages[address])))
                for pages in (mkdocs, zensical)
            )
            found += [Difference(address, aspect.name, fact, True) for fact in one - other]  # noqa: FBT003 - read with its field's name
            found += [Difference(address, aspect.name, fact, False) for fact in other - one]  # noqa: FBT003
    return tuple(found)


def table(mkdocs: Mapping[str, BuiltPage], differences: Iterable[Difference]) -> str:
    """The differences as a Markdown table, a row for each aspect, and examples below it."""
    differences = tuple(differences)
    compared = {"pages": len(mkdocs)} | {
        aspect.name: sum(
            1 for address, page in mkdocs.items() for one in aspect.facts(address, page) if one
        )
        for aspect in ASPECTS
    }
    lines = ["| what | MkDocs has | only MkDocs | only Zensical |", "|---|---:|---:|---:|"]
    for name, count in compared.items():
        own = [one for one in differences if one.aspect == name]
        only = sum(one.only_mkdocs for one in own)
        lines.append(f"| {name} | {count} | {only} | {len(own) - only} |")
    for name in compared:
        for one in [one for one in differences if one.aspect == name][:EXAMPLES]:
            engine = "MkDocs" if one.only_mkdocs else "Zensical"
            lines.append(f"{name}: {one.page or '(home)'}: only {engine}: {one.fact}")
    return "\n".join(lines)


def flat_config(path: Path) -> dict[str, Any]:
    """The configuration with what it inherits, merged as MkDocs does.

    Zensical appends inherited lists where MkDocs replaces them, so that the English navigation
    would begin with the Chinese one.
    """
    with path.open(encoding="utf-8") as file:
        config: dict[str, Any] = yaml_load(file)
    return config


def as_folder(page: str) -> str:
    """The page as the index of a folder of its own: `tasks.md` as `tasks/index.md`."""
    return page if page.endswith("index.md") else f"{page.removesuffix('.md')}/index.md"


def move_into_folders(docs: Path) -> None:
    """Give each page a folder of its own, at the same address, and let Markdown links follow.

    Zensical reads a relative link in HTML as relative to the Markdown file, MkDocs leaves it as
    relative to the page's address. In a folder of its own a page's file and address agree.
    """
    pages = sorted(docs.rglob("*.md"))
    for page in pages:
        path = page.relative_to(docs).as_posix()
        up = "" if path.endswith("index.md") else "../"
        text = _MARKDOWN_LINK.sub(
            lambda link, up=up: f"]({up}{as_folder(link[1] + '.md')}{link[2] or ''})",  # type: ignore[misc]
            page.read_text("utf-8"),
        )
        page.unlink()
        target = docs / as_folder(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def _nav_into_folders(nav: Any) -> Any:  # noqa: ANN401 - a navigation is any nesting of these
    if isinstance(nav, str):
        return as_folder(nav)
    if isinstance(nav, list):
        return [_nav_into_folders(one) for one in nav]
    return {title: _nav_into_folders(one) for title, one in nav.items()}


def build(zensical: Path, project: Path, site: Path, out: Path) -> str:
    """Build every language into `out` with Zensical; returns what it printed.

    Zensical takes no other output folder than the configuration's and no `docs_dir` outside of
    the project, so it works on a copy. What is not its work comes from `site`. Raises
    `subprocess.CalledProcessError`.
    """
    said = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder).resolve() / "project"
        shutil.copytree(project / "docs", copy / "docs")
        shutil.copytree(project / "overrides", copy / "overrides")
        for code, name in CONFIGS.items():
            move_into_folders(copy / "docs" / code)
            config = flat_config(project / name)
            config["nav"] = _nav_into_folders(config["nav"])
            (copy / name).write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
            run = subprocess.run(
                [zensical.absolute(), "build", "--config-file", name],
                cwd=copy,
                check=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            said.append(f"{name}: {' '.join(run.stdout.split())}")
        shutil.rmtree(out, ignore_errors=True)
        shutil.move(copy / "site", out)
    for part in BESIDE:
        if (site / part).exists():
            shutil.copytree(site / part, out / part, dirs_exist_ok=True)
    return "\n".join(said)


def main(arguments: list[str]) -> int:
    """Build, compare, print the table; the status is 1 if anything differs."""
    if len(arguments) != 3:
        print("usage: compare.py ZENSICAL SITE OUT", file=sys.stderr)
        return USAGE
    zensical, site, out = map(Path, arguments)
    mkdocs = read_pages(site)
    if "" not in mkdocs:
        print(f"{site}: no home page; build the site first", file=sys.stderr)
        return PROBLEMS
    try:
        print(build(zensical, PROJECT, site, out))
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{error}\n{getattr(error, 'stdout', '')}".strip(), file=sys.stderr)
        return PROBLEMS
    differences = compare(mkdocs, read_pages(out))
    print(table(mkdocs, differences))
    broken = broken_links(out, mkdocs[""].canonical or "")
    print(f"{out}: {len(broken)} broken links", *broken[:EXAMPLES], sep="\n")
    return PROBLEMS if differences or broken else DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
