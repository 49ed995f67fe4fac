"""What several tests start from: the example plan, the built site, and a server for it."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from generator.check import check
from generator.exports import exports
from generator.language import LANGUAGES
from generator.load import load
from generator.render import render
from generator.resolve import resolve
from generator.site import build_site
from generator.write import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.plan import Plan

PROJECT = Path(__file__).parent.parent
EXAMPLE = PROJECT / "tests" / "example_plan"
SITE_URL = "https://plan.example/site/"
"""The address that the site under test is built for: below the root of its host."""


settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")
"""The same cases on every machine, slow ones included; `--hypothesis-profile=default` explores."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden pages")


def read_plan(folder: Path) -> Plan:
    """The plan in the folder, which must have no problems."""
    source, problems = load(folder)
    assert [str(problem) for problem in [*problems, *check(source)]] == []
    return resolve(source)


@pytest.fixture(scope="session")
def real_plan() -> Plan:
    return read_plan(PROJECT / "plan_source")


@pytest.fixture(scope="session")
def example_plan() -> Plan:
    return read_plan(EXAMPLE)


@pytest.fixture
def plan_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example plan to make mistakes in, named `plan` as seen from where we are."""
    shutil.copytree(EXAMPLE, tmp_path / "plan")
    monkeypatch.chdir(tmp_path)
    return Path("plan")


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def translate_path(self, path: str) -> str:
        """The site is served below `/site/`, as a host with several sites would."""
        return super().translate_path(path.removeprefix("/site"))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of the built site on this machine."""
    handler = functools.partial(_QuietHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/site/"
        server.shutdown()


@pytest.fixture(scope="session")
def generated(real_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the pages of the published plan, ready for MkDocs."""
    project = tmp_path_factory.mktemp("project")
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(PROJECT / name, project)
    shutil.copytree(PROJECT / "overrides", project / "overrides")
    for language in LANGUAGES:
        assets = PROJECT / "docs" / language.code / "assets"
        if assets.exists():
            shutil.copytree(assets, project / "docs" / language.code / "assets")
    write(project / "docs", render(real_plan, SITE_URL))
    return project


@pytest.fixture(scope="session")
def site(generated: Path, real_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the published plan."""
    out = tmp_path_factory.mktemp("built") / "site"
    build_site(generated, out, SITE_URL, exports(real_plan, SITE_URL))
    return out
